import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { ShelfFile } from '../../../shared/ports/shelf.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { readShelfPath } from './read-shelf-path.ts';
import type { FindPublicFile } from './serve-shelf.ts';

/** Serves public files with their ETag; anybody may read them, from any page. */
export function makeServeShelf(find: FindPublicFile) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const wanted = readShelfPath(request.path, request.query);
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
