import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Department, Entitlement } from '../../shared/domain/department.ts';
import type {
  ClientId,
  DepartmentCode,
  LicenceTypeCode,
  Moment,
  SealId,
} from '../../shared/domain/ids.ts';
import type { Seal, SealState } from '../../shared/domain/seal.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import type { SheetRecord, SheetRecords } from '../../shared/ports/sheet-records.ts';
import type { Shelf, ShelfFile, ShelfVersions } from '../../shared/ports/shelf.ts';
import type { KeptVersion, ShelfArchive } from '../../shared/ports/shelf-archive.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';
import { sampleSealImage } from './sample-seal.ts';

export const provinceUrl = 'https://liaoning.example';
export const startedAt = Date.UTC(2026, 4, 1) as Moment;

/** Version rows in memory. */
export function makeVersionRows(): ShelfVersions {
  const rows = new Map<string, number>();
  return {
    current: async (path) => rows.get(path) ?? 0,
    advance: async (path, from) => {
      if ((rows.get(path) ?? 0) !== from) return false;
      rows.set(path, from + 1);
      return true;
    },
  };
}

/** An archive in memory. */
export function makeArchiveInMemory(): ShelfArchive {
  const kept = new Map<string, KeptVersion[]>();
  return {
    note: async (path, version) => {
      kept.set(path, [...(kept.get(path) ?? []), version]);
    },
    findAt: async (path, seconds) =>
      (kept.get(path) ?? []).findLast(({ issuedAt }) => issuedAt <= seconds),
  };
}

/** What files are found with, where nothing but the shelf is asked. */
export const toShelfPorts = (shelf: Shelf) => ({
  shelf,
  archive: makeArchiveInMemory(),
  listing: { list: async () => [] },
  provinceUrl,
});

/** A shelf in memory that remembers every put. */
export function makeShelfInMemory() {
  const files = new Map<string, ShelfFile>();
  const puts: { readonly path: string; readonly text: string }[] = [];
  const shelf: Shelf = {
    put: async (path, file) => {
      files.set(path, file);
      puts.push({ path, text: Buffer.from(file.body).toString() });
    },
    find: async (path) => files.get(path),
  };
  const textAt = (path: string) => Buffer.from(files.get(path)?.body ?? []).toString();
  const lose = (isLost: (path: string) => boolean) => {
    for (const path of [...files.keys()].filter(isLost)) files.delete(path);
  };
  return { shelf, puts, textAt, lose };
}

/** Sheet records in memory; numbers never fall. */
export function makeSheetRecords(): SheetRecords {
  const rows = new Map<DepartmentCode, SheetRecord>();
  return {
    list: async () => [...rows.values()],
    find: async (code) => rows.get(code),
    record: async (sheet) => {
      if ((rows.get(sheet.department)?.number ?? 0) > sheet.number) return false;
      rows.set(sheet.department, sheet);
      return true;
    },
  };
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Signs with a key of this process; what is signed is not looked at here. */
export const localSigningKeys: SigningKeys = {
  sign: async (_keyId, digest) =>
    sign('sha256', digest, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
};

/** Enough of a certificate to stand in a header. */
const certificate = Buffer.from([0x30, 0x00]).toString('base64');

export const departments: readonly Department[] = ['11210100MB9Y10011Q', '11210000MB9Y1002XB'].map(
  (code) => ({
    code: code as DepartmentCode,
    name: `${code}（示例）`,
    division: '210100',
    sample: true,
  }),
);

export const firstDepartment = departments[0]?.code as DepartmentCode;
export const permitType = '11100000MB0341032Y902' as LicenceTypeCode;

/** A directory with two departments; entitlements may be added to. */
export function makeDirectoryInMemory() {
  const entitlements: Entitlement[] = [];
  const directory: Directory = {
    findDepartment: async (code) => departments.find((one) => one.code === code),
    findLicenceType: async () => undefined,
    listEntitlements: async (code) => entitlements.filter((one) => one.department === code),
    findDuty: async () => undefined,
    listDuties: async () => [],
    findClient: async () => undefined,
    listDepartments: async () => departments,
    findProvince: async () => undefined,
    listProvinces: async () => [],
    findAgreement: async () => undefined,
    listAgreements: async () => [],
    findCertificates: async () => ({
      root: certificate,
      sealingCa: certificate,
      statusSigner: certificate,
      listSigner: certificate,
      receiptSigner: certificate,
      trailSigner: certificate,
    }),
  };
  return { directory, entitlements };
}

/** A seal whose states began at these moments; its certificate is any bytes of its own. */
export function makeSeal(id: string, states: readonly (readonly [SealState, number])[]): Seal {
  const entries = states.map(([state, at], index) => ({
    seq: index + 1,
    state,
    at: at as Moment,
    by: 'somebody' as ClientId,
  }));
  return {
    id: id as SealId,
    department: firstDepartment,
    name: '证照专用章（示例）',
    kind: 'licence-special',
    image: sampleSealImage,
    entries,
    state: states.at(-1)?.[0] ?? 'applied',
    making: {
      keyId: `key-${id}`,
      certificate: Buffer.from(id).toString('base64'),
      validFrom: startedAt,
      validUntil: startedAt,
    },
  } as Seal;
}

export const sha256Of = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The claims of a compact JWS, unchecked. */
export function claimsOf(compact: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString());
}
