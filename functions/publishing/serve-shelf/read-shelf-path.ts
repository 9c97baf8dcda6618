import { issuerMetadataPath } from '../issuer-metadata-path.ts';
import type { ShelfRequest } from './serve-shelf.ts';

type Query = Readonly<Record<string, string | undefined>>;

const plainPaths: ReadonlySet<string> = new Set([
  'offline-kit',
  'sandbox/licences',
  issuerMetadataPath,
]);
const dated = /^(?:trust-list|status-lists\/[A-Za-z0-9-]{1,64})$/;
const sheetPattern = /^departments\/([0-9A-Z]{18})\/sheet$/;
const issueRootPattern = /^issue-roots\/(?:latest|[1-9][0-9]{0,11}(?:\/leaves)?)$/;
const kitPartPattern = /^offline-kit\/parts\/[A-Za-z0-9_-]{43}$/;
const digestPattern = /^[A-Za-z0-9_-]{43}$/;
const secondsPattern = /^[0-9]{1,11}$/;
const prefixes = /^\/(history\/)?(mirrors\/[0-9]{6}\/)?(.+)$/;

/** A file that has versions: the newest, the one that stood at `time`, or the one of that digest. */
function toDated(path: string, { time, digest }: Query, isHistory: boolean) {
  if (time !== undefined) {
    return secondsPattern.test(time)
      ? ({ what: 'version', path, atSeconds: Number(time) } as const)
      : undefined;
  }
  if (digest !== undefined) {
    return digestPattern.test(digest) ? ({ what: 'version', path, digest } as const) : undefined;
  }
  return isHistory ? undefined : ({ what: 'file', path } as const);
}

function toSheet(department: string, { digest }: Query, mirror: string): ShelfRequest | undefined {
  // of a mirrored one nobody knows which is the newest but the list that names it
  if (digest === undefined) return mirror === '' ? { what: 'sheet', department } : undefined;
  return digestPattern.test(digest) ? { what: 'sheet', department, digest, mirror } : undefined;
}

/** Only addresses of these forms lead to the shelf, whatever else lies there. */
export function readShelfPath(path: string, query: Query): ShelfRequest | undefined {
  const [, history, mirror = '', name = ''] = prefixes.exec(path) ?? [];
  if (dated.test(name)) return toDated(`${mirror}${name}`, query, history !== undefined);
  if (history !== undefined) return undefined;
  const department = sheetPattern.exec(name)?.[1];
  if (department !== undefined) return toSheet(department, query, mirror);
  if (issueRootPattern.test(name)) return { what: 'file', path: `${mirror}${name}` };
  if (mirror !== '') return undefined;
  if (name === 'status-lists') return { what: 'status-lists' };
  const isFile = plainPaths.has(name) || kitPartPattern.test(name);
  return isFile ? { what: 'file', path: name } : undefined;
}
