import { type JsonValue, readStrictJson } from '../formats/strict-json.ts';
import { Problem } from '../problem/problem.ts';
import type { HttpEvent, HttpRequest } from './http-message.ts';

const maxJsonDepth = 32;
const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** API Gateway gives lower-case names already; a test or another front may not. */
export function toLowerCaseNames(headers: HttpEvent['headers']): Readonly<Record<string, string>> {
  const named: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) named[name.toLowerCase()] = value ?? '';
  return named;
}

/** The body as it came. @throws Problem `body-too-large` */
export function readRawBody(event: HttpEvent, maxBodyBytes: number): Uint8Array {
  const text = event.body ?? '';
  const leastBytes = event.isBase64Encoded ? Math.floor((text.length * 3) / 4) - 2 : text.length;
  if (leastBytes > maxBodyBytes) throw new Problem('body-too-large');
  const bytes = Buffer.from(text, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) throw new Problem('body-too-large');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** @throws Problem `unsupported-media-type` */
export function demandType(headers: HttpRequest['headers'], wanted: RegExp): void {
  if (!wanted.test(headers['content-type'] ?? '')) throw new Problem('unsupported-media-type');
}

/** The body as JSON. @throws Problem `unsupported-media-type`, `request-invalid`, `body-too-large` */
export function readJsonBody(
  event: HttpEvent,
  headers: HttpRequest['headers'],
  maxBytes: number,
): JsonValue {
  demandType(headers, jsonType);
  const limits = { maxBytes, maxDepth: maxJsonDepth, code: 'request-invalid' } as const;
  return readStrictJson(readRawBody(event, maxBytes), limits);
}
