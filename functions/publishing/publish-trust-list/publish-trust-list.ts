import { createHash } from 'node:crypto';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import { namedSigners } from '../../../shared/domain/province-certificates.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import {
  toTrustListPayload,
  trustListMediaType,
  trustListPath,
  trustListType,
} from '../../../shared/formats/trust-list.ts';
import type { Directory, ProvinceCertificates } from '../../../shared/ports/directory.ts';
import type { SheetRecord } from '../../../shared/ports/sheet-records.ts';
import type { ShelfFile } from '../../../shared/ports/shelf.ts';
import { findCertificates } from '../find-certificates.ts';
import { issuerMetadataPath } from '../issuer-metadata-path.ts';
import { keepVersion, type PublishedVersion } from '../keep-version.ts';
import { publishInOrder } from '../publish-in-order.ts';
import { findRecognised } from './find-recognised.ts';
import { publishSheet } from './publish-sheet.ts';
import { toIssuerMetadata } from './to-issuer-metadata.ts';
import type { TrustListPorts } from './trust-list-ports.ts';

/** Publishes the sheets of these departments (`all`: every one), then the trust list. */
export type PublishTrustList = (departments: readonly DepartmentCode[] | 'all') => Promise<void>;

/** When the next trust list is due: the clock strikes every hour, and may once be late. */
const updateSeconds = 2 * 60 * 60;
const cacheControl = 'public, max-age=15';
/** Departments looked at side by side. */
const batchSize = 8;

/**
 * Publishes trust: the sheets that changed, each under its digest; then a trust list with a strictly
 * higher number that names them; then the issuer's metadata. A trust list is made from the records in
 * the version table, never from what lies on the shelf, and whatever it names lies there before it.
 * Every list is kept, as are the sheets, so that it can be told what stood at a time.
 */
export function makePublishTrustList(ports: TrustListPorts): PublishTrustList {
  return async (departments) => {
    const codes = departments === 'all' ? await listCodes(ports.directory) : departments;
    for (let at = 0; at < codes.length; at += batchSize) {
      const batch = codes.slice(at, at + batchSize);
      await Promise.all(batch.map((code) => publishSheet(ports, code)));
    }
    await publishFile(ports, {
      path: trustListPath,
      make: makeTrustList,
      keep: (version) => keepVersion(ports, version),
    });
    await publishFile(ports, {
      path: issuerMetadataPath,
      make: makeIssuerMetadata,
      keep: async () => undefined,
    });
  };
}

async function listCodes(directory: Directory): Promise<readonly DepartmentCode[]> {
  return (await directory.listDepartments()).map(({ code }) => code);
}

/** What a file is made from, read after its version row was moved. */
interface Sources {
  readonly ports: TrustListPorts;
  readonly certificates: ProvinceCertificates;
  readonly sheets: readonly SheetRecord[];
  readonly number: number;
  /** Seconds. */
  readonly issuedAt: number;
}

/** One file beside the sheets: how it is made, and whether it is kept for ever. */
interface TrustFile {
  readonly path: string;
  readonly make: (sources: Sources) => Promise<ShelfFile>;
  readonly keep: (version: PublishedVersion) => Promise<void>;
}

async function publishFile(ports: TrustListPorts, { path, make, keep }: TrustFile): Promise<void> {
  await publishInOrder(ports.versions, {
    path,
    make: async (number): Promise<PublishedVersion> => {
      const certificates = await findCertificates(ports.directory);
      const sheets = await ports.records.list();
      const issuedAt = Math.floor(ports.clock.now() / 1000);
      const file = await make({ ports, certificates, sheets, number, issuedAt });
      return { path, file, number, issuedAt };
    },
    put: async (version) => {
      await keep(version);
      await ports.shelf.put(path, version.file);
    },
  });
}

const digestOf = (der: Uint8Array) => createHash('sha256').update(der).digest('base64url');
const toDigests = (certificates: readonly string[]) => certificates.map(readBase64).map(digestOf);

async function makeTrustList(sources: Sources): Promise<ShelfFile> {
  const { ports, certificates, sheets, number, issuedAt } = sources;
  const { provinceUrl, province, signFile } = ports;
  const listSigner = readBase64(certificates.listSigner);
  const payload = toTrustListPayload({
    provinceUrl,
    number,
    issuedAt,
    nextUpdate: issuedAt + updateSeconds,
    province,
    roots: [readBase64(certificates.root)],
    sealingCas: [readBase64(certificates.sealingCa)],
    statusSigners: toDigests(namedSigners(certificates, 'statusSigner')),
    listSigners: toDigests(namedSigners(certificates, 'listSigner')),
    endpoints: {
      statusLists: `${provinceUrl}/status-lists`,
      sheets: `${provinceUrl}/departments`,
      verification: `${provinceUrl}/v1/verifications`,
    },
    ...(await findRecognised(ports.directory)),
    sheets: sheets.map(({ department, digest }) => ({ code: department, sheet: digest })),
  });
  const compact = await signFile({ typ: trustListType, x5c: [listSigner] }, payload);
  return { body: Buffer.from(compact), contentType: trustListMediaType, cacheControl };
}

async function makeIssuerMetadata({ ports, certificates, sheets }: Sources): Promise<ShelfFile> {
  const metadata = toIssuerMetadata({
    provinceUrl: ports.provinceUrl,
    sealingCa: certificates.sealingCa,
    enabledCertificates: sheets.flatMap((sheet) => sheet.enabledCertificates),
  });
  return {
    body: Buffer.from(JSON.stringify(metadata)),
    contentType: 'application/json',
    cacheControl,
  };
}
