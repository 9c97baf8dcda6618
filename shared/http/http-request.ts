import { Problem } from '../problem/problem.ts';
import { readCaller, readHolderCaller } from './caller-context.ts';
import type { HttpEvent, HttpRequest } from './http-message.ts';
import { demandType, readJsonBody, readRawBody, toLowerCaseNames } from './json-request.ts';

const formType = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** Drops the parameters that are named but have no value. */
function toRecord(
  given: Readonly<Record<string, string | undefined>> | undefined,
): Readonly<Record<string, string>> {
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(given ?? {})) record[name] = value ?? '';
  return record;
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
    body: () => readJsonBody(event, headers, maxBodyBytes),
    form: () => {
      demandType(headers, formType);
      return readForm(rawBody());
    },
    caller: () => readCaller(event),
    holder: () => readHolderCaller(event),
  };
}
