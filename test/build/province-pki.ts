import { deflateSync } from 'node:zlib';
import {
  type InventedSigner,
  makeInventedSigner,
  type SignerDraft,
  signJws,
  signRaw,
} from '../../local/seed/sandbox/invented-signer.ts';
import {
  type DepartmentSheet,
  departmentSheetType,
  toDepartmentSheetPayload,
} from '../../shared/formats/department-sheet.ts';
import {
  type StatusListDraft,
  statusListType,
  toStatusListPayload,
} from '../../shared/formats/status-list.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import {
  type TrustListDraft,
  toTrustListPayload,
  trustListType,
} from '../../shared/formats/trust-list.ts';
import { digestOf } from './digest-of.ts';

export { signJws, signRaw };

/** The moment at which the sample provinces live: 2026-11-22T08:00:00Z, in seconds. */
export const sampleSeconds = Date.UTC(2026, 10, 22, 8) / 1000;
export const daySeconds = 24 * 60 * 60;

/** Somebody who signs. */
export type SampleSigner = InventedSigner;

/** A whole province in memory, real keys and certificates, all valid since thirty days ago. */
export interface SampleProvince {
  readonly url: string;
  readonly name: string;
  readonly code: string;
  readonly department: DepartmentSheet['department'];
  /** The licence type that the department may issue. */
  readonly type: string;
  readonly statusListUrl: string;
  readonly root: SampleSigner;
  readonly sealingCa: SampleSigner;
  readonly seal: SampleSigner;
  readonly statusSigner: SampleSigner;
  readonly listSigner: SampleSigner;
}

/** A signer of a profile under an issuer; without one, a root. */
export const makeSampleSigner = (
  draft: Omit<SignerDraft, 'notBefore'> & Partial<Pick<SignerDraft, 'notBefore'>>,
): Promise<SampleSigner> =>
  makeInventedSigner({ notBefore: sampleSeconds - 30 * daySeconds, ...draft });

/** What is unlike the usual province. */
export type ProvinceChanges = Partial<
  Pick<SampleProvince, 'url' | 'name' | 'code' | 'department'> & {
    /** From when root, sealing authority and seal are valid, in seconds. */
    readonly sealsSince: number;
  }
>;

/** Makes a province: root, sealing authority, one seal of one department, both list signers. */
export async function makeSampleProvince(given: ProvinceChanges = {}): Promise<SampleProvince> {
  const url = given.url ?? 'https://yinzheng.liaoning.example';
  const name = given.name ?? '辽宁省';
  const department = given.department ?? {
    code: '11210100MB9Y10011Q',
    name: '沈阳市市场监督管理局（示例）',
    division: '210100',
  };
  const common = { province: name };
  const since = given.sealsSince === undefined ? {} : { notBefore: given.sealsSince };
  const root = await makeSampleSigner({
    ...common,
    ...since,
    profile: 'root',
    commonName: '根（示例）',
  });
  const below = { ...common, issuer: root };
  const sealingCa = await makeSampleSigner({
    ...below,
    ...since,
    profile: 'sealing-ca',
    commonName: '印章签发（示例）',
  });
  return {
    url,
    name,
    code: given.code ?? '210000',
    department,
    type: '11100000MB0341032Y902',
    statusListUrl: `${url}/status-lists/north-000001`,
    root,
    sealingCa,
    seal: await makeSampleSigner({
      ...common,
      ...since,
      profile: 'seal',
      issuer: sealingCa,
      department,
      commonName: '证照专用章（示例）',
    }),
    statusSigner: await makeSampleSigner({
      ...below,
      profile: 'status-signer',
      commonName: '状态签署（示例）',
    }),
    listSigner: await makeSampleSigner({
      ...below,
      profile: 'list-signer',
      commonName: '列表签署（示例）',
    }),
  };
}

/** What is unlike the province's usual files; claims are laid over the signed payload as they stand. */
export interface FileChanges<Draft> {
  readonly draft?: Partial<Draft>;
  readonly claims?: JsonObject;
  readonly typ?: string;
  readonly signer?: SampleSigner;
}

export function makeSheetFile(
  province: SampleProvince,
  { draft, claims, typ, signer }: FileChanges<DepartmentSheet> = {},
): string {
  const from = sampleSeconds - 20 * daySeconds;
  const payload = toDepartmentSheetPayload({
    provinceUrl: province.url,
    number: 1,
    issuedAt: sampleSeconds - 60,
    department: province.department,
    seals: [
      {
        id: 'seal-1',
        certificate: digestOf(province.seal.certificate),
        der: province.seal.certificate,
        states: [{ state: 'enabled', from }],
      },
    ],
    mayIssue: [{ type: province.type, from }],
    ...draft,
  });
  return signJws(signer ?? province.listSigner, typ ?? departmentSheetType, {
    ...payload,
    ...claims,
  });
}

export function makeTrustListFile(
  province: SampleProvince,
  sheet: string,
  { draft, claims, typ, signer }: FileChanges<TrustListDraft> = {},
): string {
  const payload = toTrustListPayload({
    provinceUrl: province.url,
    number: 7,
    issuedAt: sampleSeconds - 60,
    nextUpdate: sampleSeconds - 60 + daySeconds,
    province: { code: province.code, name: province.name },
    sealingCas: [province.sealingCa.certificate],
    statusSigners: [digestOf(province.statusSigner.certificate)],
    listSigners: [digestOf(province.listSigner.certificate)],
    endpoints: {
      statusLists: `${province.url}/status-lists`,
      sheets: `${province.url}/departments`,
      verification: `${province.url}/v1/verifications`,
    },
    provinces: [],
    agreements: [],
    sheets: [{ code: province.department.code, sheet: digestOf(sheet) }],
    ...draft,
  });
  return signJws(signer ?? province.listSigner, typ ?? trustListType, { ...payload, ...claims });
}

export function makeStatusListFile(
  province: SampleProvince,
  { draft, claims, typ, signer }: FileChanges<StatusListDraft> = {},
): string {
  const payload = toStatusListPayload({
    issuer: province.url,
    address: province.statusListUrl,
    issuedAt: sampleSeconds - 5,
    entries: [],
    deflate: (bytes) => deflateSync(bytes),
    ...draft,
  });
  return signJws(signer ?? province.statusSigner, typ ?? statusListType, {
    ...payload,
    ...claims,
  });
}
