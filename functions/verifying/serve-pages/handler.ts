import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { FindPage } from './serve-pages.ts';

/**
 * Nothing but our own files, no inline script or style, no string that becomes a script; nobody frames
 * us. Pages that people log in from may also ask the identity provider for a token, and nobody else.
 */
const toPolicy = (connections: string) =>
  [
    "default-src 'none'",
    // WebAssembly of our own files: the reader of codes for browsers that bring none
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src ${connections}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types yinzheng',
  ].join('; ');

const loginPages = new Set(['/counter', '/me', '/desk']);

const toHeaders = (connections: string) => ({
  // asked for again each time, by ETag: a page and its parts are of one build
  'Cache-Control': 'public, no-cache',
  'Content-Security-Policy': toPolicy(connections),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(), microphone=()',
});

export interface ServePagesOptions extends HttpOptions {
  readonly identityOrigin: string;
}

/** `GET /counter`, `GET /developers`, `GET /q` and what they consist of. */
export function makeServePages(
  find: FindPage,
  { identityOrigin, ...options }: ServePagesOptions,
): HttpHandler {
  const own = toHeaders("'self'");
  const withLogin = toHeaders(`'self' ${identityOrigin}`);
  return makeHttpHandler(async (request) => {
    const headers = loginPages.has(request.path) ? withLogin : own;
    const page = await find(request.path);
    if (!page) throw new Problem('not-found');
    return toCachedResponse(request, page.text, { ...headers, 'Content-Type': page.mediaType });
  }, options);
}
