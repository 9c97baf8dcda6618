import { pageQuery } from '../../../shared/api/page-size.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ListUses } from './list-uses.ts';

/** `GET /v1/me/uses` */
export function makeListUsesHandler(listUses: ListUses) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { digest } = request.holder();
    const query = readBody(pageQuery, { ...request.query });
    return { status: 200, body: await listUses(query, digest) };
  };
}
