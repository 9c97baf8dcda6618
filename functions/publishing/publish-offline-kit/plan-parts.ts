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
import { Problem } from '../../../shared/problem/problem.ts';
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

/** A province whose files go into the kit: the own one, or one that is mirrored. */
interface KitProvince {
  /** Before the names of its parts and the paths of its files: nothing, or `mirrors/<code>/`. */
  readonly place: '' | `mirrors/${string}/`;
  readonly trustListUrl: string;
}

interface FoundTrustList {
  readonly trustList: TrustList;
  readonly part: PlannedPart;
}

/**
 * The own province, then every one that the own trust list names and whose files are mirrored: at the
 * addresses at which verifiers ask for them. Without the own trust list there is nothing that a kit
 * could rest on.
 */
export async function planParts(ports: OfflineKitPorts): Promise<readonly PlannedPart[]> {
  const own = { place: '', trustListUrl: `${ports.provinceUrl}/${trustListPath}` } as const;
  const found = await findTrustList(ports, own);
  if (found === undefined) return [];
  const parts = [...(await planProvince(ports, own, found)), ...(await planTypes(ports))];
  for (const { code, url } of found.trustList.provinces) {
    const other: KitProvince = {
      place: `mirrors/${code}/`,
      trustListUrl: `${url}/${trustListPath}`,
    };
    const mirrored = await findTrustList(ports, other);
    if (mirrored) parts.push(...(await planProvince(ports, other, mirrored)));
  }
  return parts;
}

/** Undefined where there is none, or, of another province, none that can be read. */
async function findTrustList(
  ports: OfflineKitPorts,
  { place, trustListUrl: address }: KitProvince,
): Promise<FoundTrustList | undefined> {
  const file = await ports.shelf.find(`${place}${trustListPath}`);
  if (!file) return undefined;
  const text = new TextDecoder().decode(file.body);
  try {
    const { payload } = readJws(text, { typ: trustListType, maxBytes: maxTrustListBytes });
    const readFiles = async () => [{ address, mediaType: file.contentType, text }];
    const part = { name: `${place}trust`, fingerprint: fingerprintOf(text), readFiles };
    return { trustList: readTrustList(payload), part };
  } catch (error) {
    if (error instanceof Problem && place !== '') return undefined;
    throw error;
  }
}

async function planProvince(
  ports: OfflineKitPorts,
  { place }: KitProvince,
  { trustList, part }: FoundTrustList,
): Promise<readonly PlannedPart[]> {
  const sheets = planSheets(ports, place, trustList);
  return [part, ...sheets, ...(await planStatusLists(ports, place, trustList))];
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
function planSheets(
  ports: OfflineKitPorts,
  place: KitProvince['place'],
  { sheets, endpoints }: TrustList,
): readonly PlannedPart[] {
  const byCity = new Map<string, WantedFile[]>();
  for (const [code, digest] of sheets) {
    const city = code.slice(2, 6).toLowerCase();
    const address = `${endpoints.sheets}/${code}/sheet?digest=${digest}`;
    const file = { path: `${place}${sheetFilePath(code, digest)}`, address };
    byCity.set(city, [...(byCity.get(city) ?? []), file]);
  }
  return [...byCity].flatMap(([city, files]) =>
    inPieces(`${place}sheets/${city}`, files, sheetsInPart).map(({ name, things }) =>
      planFiles(ports, name, things),
    ),
  );
}

/** Every list in order of its name; a new list opens the last part or one behind it, so that the others keep their names. */
async function planStatusLists(
  ports: OfflineKitPorts,
  place: KitProvince['place'],
  { endpoints }: TrustList,
): Promise<readonly PlannedPart[]> {
  const folder = `${place}status-lists/` as const;
  const files = (await ports.listing.list(folder)).map(({ path, etag }) => ({
    ...{ path, etag, address: `${endpoints.statusLists}/${path.slice(folder.length)}` },
  }));
  return inPieces('', files, statusListsInPart).map(({ things }, at) =>
    planFiles(ports, `${place}status/${at + 1}`, things),
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
