import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from './http-message.ts';

/** Compares weakly, as a conditional GET does. @see RFC 9110 section 13.1.2 */
function namesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const named = ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return named.includes('*') || named.includes(etag);
}

/** A text, or bytes, under its ETag: whole, or 304 when the client has it already. */
export function toCachedResponse(
  request: Pick<HttpRequest, 'headers'>,
  text: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const { 'Content-Type': _, ...others } = headers;
  if (namesEtag(request.headers['if-none-match'], etag)) {
    return { status: 304, headers: { ...others, ETag: etag } };
  }
  return { status: 200, headers: { ...headers, ETag: etag }, body: text };
}
