import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { FindPage } from './serve-pages.ts';

/** Nothing but our own files, no inline script or style, no string that becomes a script; nobody frames us. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types yinzheng',
].join('; ');

const headers = {
  // asked for again each time, by ETag: a page and its parts are of one build
  'Cache-Control': 'public, no-cache',
  'Content-Security-Policy': policy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(), microphone=()',
};

/** `GET /counter`, `GET /developers`, `GET /q` and what they consist of. */
export function makeServePages(find: FindPage, options: HttpOptions): HttpHandler {
  return makeHttpHandler(async (request) => {
    const page = await find(request.path);
    if (!page) throw new Problem('not-found');
    return toCachedResponse(request, page.text, { ...headers, 'Content-Type': page.mediaType });
  }, options);
}
