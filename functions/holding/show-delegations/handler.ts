import { pageQuery } from '../../../shared/api/page-size.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowDelegations } from './show-delegations.ts';

/** `GET /v1/me/delegations`, `GET /v1/me/delegations/{id}` */
export function makeShowDelegationsHandler({ list, show }: ShowDelegations) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { digest } = request.holder();
    const { id } = request.pathParameters;
    if (id !== undefined) return { status: 200, body: await show(id, digest) };
    const query = readBody(pageQuery, { ...request.query });
    return { status: 200, body: await list(query, digest) };
  };
}
