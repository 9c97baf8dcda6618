import { readStrictJson } from '../formats/strict-json.ts';
import { Problem } from '../problem/problem.ts';
import { readCaller } from './caller-context.ts';
import type { HttpEvent, HttpRequest } from './http-message.ts';

const maxJsonDepth = 32;
const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** API Gateway gives lower-case names already; a test or another front may not. */
function toLowerCaseNames(headers: HttpEvent['headers']): Readonly<Record<string, string>> {
  const named: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) named[name.toLowerCase()] = value ?? '';
  return named;
}

/** Drops the parameters that are named but have no value. */
function toRecord(
  given: Readonly<Record<string, string | undefined>> | undefined,
): Readonly<Record<string, string>> {
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(given ?? {})) record[name] = value ?? '';
  return record;
}

function readRawBody(event: HttpEvent, maxBodyBytes: number): Uint8Array {
  const text = event.body ?? '';
  const leastBytes = event.isBase64Encoded ? Math.floor((text.length * 3) / 4) - 2 : text.length;
  if (leastBytes > maxBodyBytes) throw new Problem('body-too-large');
  const bytes = Buffer.from(text, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) throw new Problem('body-too-large');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function demandType(headers: HttpRequest['headers'], wanted: RegExp): void {
  if (!wanted.test(headers['content-type'] ?? '')) throw new Problem('unsupported-media-type');
}

function readForm(bytes: Uint8Array): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) {
    if (name in fields) throw new Problem('request-invalid', { reason: 'form-duplicate-name' });
    fields[name] = value;
  }
  return fields;
}

/** Turns API Gateway's event into a request; nothing of the body is read before it is asked for. */
export function toHttpRequest(event: HttpEvent, maxBodyBytes: number): HttpRequest {
  const headers = toLowerCaseNames(event.headers);
  const rawBody = () => readRawBody(event, maxBodyBytes);
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    pathParameters: toRecord(event.pathParameters),
    query: toRecord(event.queryStringParameters),
    headers,
    requestId: event.requestContext.requestId,
    rawBody,
    body: () => {
      demandType(headers, jsonType);
      const limits = { maxBytes: maxBodyBytes, maxDepth: maxJsonDepth };
      return readStrictJson(rawBody(), { ...limits, code: 'request-invalid' });
    },
    form: () => {
      demandType(headers, formType);
      return readForm(rawBody());
    },
    caller: () => readCaller(event),
  };
}
