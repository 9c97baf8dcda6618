import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { ShelfFile } from '../../../shared/ports/shelf.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { issuerMetadataPath } from '../issuer-metadata-path.ts';
import type { FindPublicFile, ShelfRequest } from './serve-shelf.ts';

const listPattern = /^\/status-lists\/([a-z0-9-]{1,64})$/;
const sheetPattern = /^\/departments\/([0-9A-Z]{18})\/sheet$/;
const issueRootPattern = /^\/(issue-roots\/(?:latest|[1-9][0-9]{0,11}(?:\/leaves)?))$/;
const digestPattern = /^[A-Za-z0-9_-]{43}$/;

/** Only addresses of this list lead to the shelf, whatever else lies there. */
function toShelfRequest({ path, query }: HttpRequest): ShelfRequest | undefined {
  if (path === '/trust-list') return { what: 'file', path: 'trust-list' };
  if (path === `/${issuerMetadataPath}`) return { what: 'file', path: issuerMetadataPath };
  const list = listPattern.exec(path)?.[1];
  if (list !== undefined) return { what: 'file', path: `status-lists/${list}` };
  const issueRoot = issueRootPattern.exec(path)?.[1];
  if (issueRoot !== undefined) return { what: 'file', path: issueRoot };
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
