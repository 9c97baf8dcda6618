import { createHash } from 'node:crypto';
import type { LicenceTypeCode } from '../../../shared/domain/ids.ts';
import { readJws } from '../../../shared/formats/jws.ts';
import type { KitFile } from '../../../shared/formats/offline-kit-file.ts';
import {
  readTrustList,
  type TrustList,
  trustListPath,
  trustListType,
} from '../../../shared/formats/trust-list.ts';
import { toTypeMetadata, typeMetadataPath } from '../../../shared/formats/type-metadata.ts';
import { sheetFilePath } from '../sheet-file-path.ts';
import type { OfflineKitPorts } from './offline-kit-ports.ts';
import { readShelfFiles, type WantedFile } from './read-shelf-files.ts';

/** A part to be: what it is made from, and how to make it when that has changed. */
export interface PlannedPart {
  readonly name: string;
  readonly fingerprint: string;
  readFiles(): Promise<readonly KitFile[]>;
}

const maxTrustListBytes = 4 * 1024 * 1024;
/** 128 KB each at their worst, so that a part is an answer that any gateway lets through. */
const statusListsInPart = 32;
/** Some 3 KB each. */
const sheetsInPart = 256;
const typesAtOnce = 100;

const fingerprintOf = (things: unknown) =>
  createHash('sha256').update(JSON.stringify(things)).digest('base64url');

/** Without a trust list there is nothing that a kit could rest on. */
export async function planParts(ports: OfflineKitPorts): Promise<readonly PlannedPart[]> {
  const file = await ports.shelf.find(trustListPath);
  if (!file) return [];
  const text = new TextDecoder().decode(file.body);
  const { payload } = readJws(text, { typ: trustListType, maxBytes: maxTrustListBytes });
  const address = `${ports.provinceUrl}/${trustListPath}`;
  const trust: PlannedPart = {
    name: 'trust',
    fingerprint: fingerprintOf(text),
    readFiles: async () => [{ address, mediaType: file.contentType, text }],
  };
  const sheets = planSheets(ports, readTrustList(payload));
  return [trust, ...sheets, ...(await planStatusLists(ports)), ...(await planTypes(ports))];
}

function planFiles(
  ports: OfflineKitPorts,
  name: string,
  files: readonly (WantedFile & { readonly etag?: string })[],
): PlannedPart {
  const fingerprint = fingerprintOf(files.map(({ address, etag }) => [address, etag]));
  return { name, fingerprint, readFiles: () => readShelfFiles(ports.shelf, files) };
}

/** Cut into pieces of at most so many: `name`, `name/2`, `name/3`. */
function inPieces<T>(name: string, things: readonly T[], size: number) {
  const pieces: { readonly name: string; readonly things: readonly T[] }[] = [];
  for (let at = 0; at < things.length; at += size) {
    const number = pieces.length + 1;
    const own = number === 1 ? name : `${name}/${number}`;
    pieces.push({ name: own, things: things.slice(at, at + size) });
  }
  return pieces;
}

/** A department's sheets by its city, the first four digits of the division in its code: a counter may want its neighbourhood only. */
function planSheets(ports: OfflineKitPorts, { sheets }: TrustList): readonly PlannedPart[] {
  const byCity = new Map<string, WantedFile[]>();
  for (const [code, digest] of sheets) {
    const city = code.slice(2, 6).toLowerCase();
    const address = `${ports.provinceUrl}/departments/${code}/sheet?digest=${digest}`;
    const file = { path: sheetFilePath(code, digest), address };
    byCity.set(city, [...(byCity.get(city) ?? []), file]);
  }
  return [...byCity].flatMap(([city, files]) =>
    inPieces(`sheets/${city}`, files, sheetsInPart).map(({ name, things }) =>
      planFiles(ports, name, things),
    ),
  );
}

/** Every list in order of its name; a new list opens the last part or one behind it, so that the others keep their names. */
async function planStatusLists(ports: OfflineKitPorts): Promise<readonly PlannedPart[]> {
  const lists = await ports.listing.list('status-lists/');
  const files = lists.map(({ path, etag }) => ({
    ...{ path, etag, address: `${ports.provinceUrl}/${path}` },
  }));
  return inPieces('status/1', files, statusListsInPart).map(({ name, things }, at) =>
    planFiles(ports, at === 0 ? name : `status/${at + 1}`, things),
  );
}

/** Names and print rules of all licence types. */
async function planTypes(ports: OfflineKitPorts): Promise<readonly PlannedPart[]> {
  const listed: { readonly code: LicenceTypeCode; readonly version: number }[] = [];
  let after: string | undefined;
  do {
    const page = await ports.types.pageLicenceTypes({
      ...{ limit: typesAtOnce, ...(after === undefined ? {} : { after }) },
    });
    listed.push(...page.found.map(({ code, version }) => ({ code, version })));
    after = page.next;
  } while (after !== undefined);
  if (listed.length === 0) return [];
  const readFiles = () => readTypes(ports, listed);
  return [{ name: 'types', fingerprint: fingerprintOf(listed), readFiles }];
}

async function readTypes(
  { directory, provinceUrl }: OfflineKitPorts,
  listed: readonly { readonly code: LicenceTypeCode }[],
): Promise<readonly KitFile[]> {
  const files: KitFile[] = [];
  for (const { code } of listed) {
    const type = await directory.findLicenceType(code);
    if (!type) continue;
    const text = JSON.stringify(toTypeMetadata(type, provinceUrl));
    const address = `${provinceUrl}/${typeMetadataPath(code)}`;
    files.push({ address, mediaType: 'application/json', text });
  }
  return files;
}
