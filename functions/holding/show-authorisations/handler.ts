import { pageQuery } from '../../../shared/api/page-size.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowAuthorisations } from './show-authorisations.ts';

/** `GET /v1/me/authorisations`, `GET /v1/me/authorisations/{id}` */
export function makeShowAuthorisationsHandler({ list, show }: ShowAuthorisations) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { digest } = request.holder();
    const { id } = request.pathParameters;
    if (id !== undefined) return { status: 200, body: await show(id, digest) };
    const query = readBody(pageQuery, { ...request.query });
    return { status: 200, body: await list(query, digest) };
  };
}
