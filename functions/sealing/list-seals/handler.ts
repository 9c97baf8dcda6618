import { listSealsQuery } from '../../../shared/api/seals.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ListSeals } from './list-seals.ts';

/** `GET /v1/seals`: a department's seals. */
export function makeListSealsHandler(listSeals: ListSeals, options: HttpOptions): HttpHandler {
  return makeHttpHandler(async (http) => {
    const caller = http.caller();
    const query = readBody(listSealsQuery, { ...http.query });
    return { status: 200, body: await listSeals(query, caller) };
  }, options);
}
