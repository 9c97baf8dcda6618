import type { HttpResponse, HttpResult } from './http-message.ts';

/** For an API without pages: nothing is embedded, sniffed, referred to, or kept by caches unless a handler says so. */
const defaultHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
} as const;

function toBody(body: HttpResponse['body']): Pick<HttpResult, 'body' | 'isBase64Encoded'> {
  if (body === undefined) return {};
  if (typeof body === 'string') return { body };
  if (body instanceof Uint8Array) {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  return { body: JSON.stringify(body) };
}

function toDefaultType(body: HttpResponse['body']): Readonly<Record<string, string>> {
  if (body === undefined) return {};
  if (body instanceof Uint8Array) return { 'Content-Type': 'application/octet-stream' };
  if (typeof body === 'string') return { 'Content-Type': 'text/plain; charset=utf-8' };
  return { 'Content-Type': 'application/json' };
}

/** Later headers replace earlier ones of the same name in any case. */
function mergeHeaders(
  ...sets: readonly Readonly<Record<string, string>>[]
): Record<string, string> {
  const merged = new Map<string, readonly [string, string]>();
  for (const [name, value] of sets.flatMap((set) => Object.entries(set))) {
    merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}

/** Turns an answer into API Gateway's result, with the headers every answer has. */
export function toHttpResult(response: HttpResponse, requestId: string): HttpResult {
  return {
    statusCode: response.status,
    headers: mergeHeaders(defaultHeaders, toDefaultType(response.body), response.headers ?? {}, {
      'Request-Id': requestId,
    }),
    ...toBody(response.body),
  };
}
