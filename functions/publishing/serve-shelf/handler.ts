import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { ShelfFile } from '../../../shared/ports/shelf.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { issuerMetadataPath } from '../issuer-metadata-path.ts';
import type { FindPublicFile, ShelfRequest } from './serve-shelf.ts';

const plainPaths: ReadonlySet<string> = new Set([
  '/trust-list',
  '/offline-kit',
  `/${issuerMetadataPath}`,
]);
const listPattern = /^\/status-lists\/([a-z0-9-]{1,64})$/;
const sheetPattern = /^\/departments\/([0-9A-Z]{18})\/sheet$/;
const issueRootPattern = /^\/(issue-roots\/(?:latest|[1-9][0-9]{0,11}(?:\/leaves)?))$/;
const kitPartPattern = /^\/(offline-kit\/parts\/[A-Za-z0-9_-]{43})$/;
const digestPattern = /^[A-Za-z0-9_-]{43}$/;

/** Files whose address is their path on the shelf. */
function findFilePath(path: string): string | undefined {
  if (plainPaths.has(path)) return path.slice(1);
  const list = listPattern.exec(path)?.[1];
  if (list !== undefined) return `status-lists/${list}`;
  return issueRootPattern.exec(path)?.[1] ?? kitPartPattern.exec(path)?.[1];
}

/** Only addresses of these lists lead to the shelf, whatever else lies there. */
function toShelfRequest({ path, query }: HttpRequest): ShelfRequest | undefined {
  const file = findFilePath(path);
  if (file !== undefined) return { what: 'file', path: file };
  const department = sheetPattern.exec(path)?.[1];
  if (department === undefined) return undefined;
  const digest = query['digest'];
  if (digest === undefined) return { what: 'sheet', department };
  return digestPattern.test(digest) ? { what: 'sheet', department, digest } : undefined;
}

/** Serves public files with their ETag; anybody may read them, from any page. */
export function makeServeShelf(find: FindPublicFile) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const wanted = toShelfRequest(request);
    const file = wanted && (await find(wanted));
    if (!file) throw new Problem('not-found');
    return toCachedResponse(request, bodyOf(file), {
      'Content-Type': file.contentType,
      'Cache-Control': file.cacheControl,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'ETag, Request-Id',
    });
  };
}

/** Public files are text, JSON or compact JWS; as text they need no Base64 on their way out. */
const bodyOf = ({ body }: ShelfFile): string => new TextDecoder().decode(body);
