import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { FindPage } from './serve-pages.ts';

interface Sources {
  readonly scripts: string;
  readonly connections: string;
}

/**
 * Nothing but our own files, no inline script or style, no string that becomes a script; nobody frames
 * us. Pages that people log in from may also ask the identity provider for a token, the desk may put
 * files into their bucket, and nobody asks anybody else.
 */
const toPolicy = ({ scripts, connections }: Sources) =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
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

const toHeaders = (sources: Sources) => ({
  // asked for again each time, by ETag: a page and its parts are of one build
  'Cache-Control': 'public, no-cache',
  'Content-Security-Policy': toPolicy(sources),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(), microphone=()',
});

export interface ServePagesOptions extends HttpOptions {
  readonly identityOrigin: string;
  /** Of the bucket that files of bulk jobs are put into. */
  readonly filesOrigin: string;
}

/** Pages for people, and what they consist of. */
export function makeServePages(
  find: FindPage,
  { identityOrigin, filesOrigin, ...options }: ServePagesOptions,
): HttpHandler {
  const scripts = "'self'";
  const own = toHeaders({ scripts, connections: "'self'" });
  // its reader of codes is WebAssembly of our own files, for browsers that bring none
  const withCamera = toHeaders({
    ...{ scripts: `${scripts} 'wasm-unsafe-eval'`, connections: `'self' ${identityOrigin}` },
  });
  const withFiles = toHeaders({
    ...{ scripts, connections: `'self' ${identityOrigin} ${filesOrigin}` },
  });
  const headersOf = new Map([
    ['/counter', withCamera],
    ['/me', withCamera],
    ['/desk', withFiles],
  ]);
  return makeHttpHandler(async (request) => {
    const headers = headersOf.get(request.path) ?? own;
    const page = await find(request.path);
    if (!page) throw new Problem('not-found');
    return toCachedResponse(request, page.text, { ...headers, 'Content-Type': page.mediaType });
  }, options);
}
