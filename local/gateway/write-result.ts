import type { ServerResponse } from 'node:http';
import type { HttpResult } from '../../shared/http/http-message.ts';

/** What API Gateway can use as an answer: an object with a status. */
export function isResult(value: unknown): value is HttpResult & { readonly statusCode: number } {
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) return false;
  return Number.isInteger(value.statusCode);
}

/** Writes a function's result as the answer; a Base64 body as the bytes that it stands for. */
export function writeResult(
  response: ServerResponse,
  result: HttpResult & { readonly statusCode: number },
): void {
  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded = false } = result;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies) response.setHeader('Set-Cookie', cookies);
  response.statusCode = statusCode;
  if (statusCode !== 304 && statusCode !== 204) response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}
