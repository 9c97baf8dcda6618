import { proposalsQuery } from '../../../shared/api/directory.ts';
import { pageQuery } from '../../../shared/api/page-size.ts';
import type { HistorySubject } from '../../../shared/domain/proposal-change.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import type { HttpHandler, HttpRequest } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { InspectDirectory } from './inspect-directory.ts';

const kinds: Readonly<Record<string, 'department' | 'type' | 'client' | 'province' | 'agreement'>> =
  {
    departments: 'department',
    'licence-types': 'type',
    clients: 'client',
    provinces: 'province',
    agreements: 'agreement',
  };

function readHistorySubject(collection: string, id: string): HistorySubject {
  const kind = Object.hasOwn(kinds, collection) ? kinds[collection] : undefined;
  if (kind === undefined || id.includes('#')) throw new Problem('not-found');
  return `${kind}#${id}`;
}

async function answer(inspect: InspectDirectory, http: HttpRequest): Promise<JsonObject> {
  http.caller();
  const query = { ...http.query };
  const [, , collection = '', , below] = http.path.split('/');
  const id = http.pathParameters['id'] ?? http.pathParameters['code'];
  if (id === undefined) return inspect.listProposals(readBody(proposalsQuery, query));
  if (below === 'history') {
    const subject = readHistorySubject(collection, id);
    return inspect.showHistory(subject, readBody(pageQuery, query));
  }
  return collection === 'clients' ? inspect.showClient(id) : inspect.showProposal(id);
}

/** `GET /v1/proposals…`, `GET /v1/clients/{id}`, and the histories. */
export function makeInspectDirectoryHandler(
  inspect: InspectDirectory,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(
    async (http) => ({ status: 200, body: await answer(inspect, http) }),
    options,
  );
}
