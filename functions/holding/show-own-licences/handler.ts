import type { HolderAnswer } from '../../../shared/api/holder-licences.ts';
import { pageQuery } from '../../../shared/api/page-size.ts';
import type { HolderCaller } from '../../../shared/domain/holder-caller.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowOwnLicences } from './show-own-licences.ts';

const toHolderAnswer = ({ name, kind, person }: HolderCaller): HolderAnswer => ({
  name,
  kind,
  person: person.name,
});

/** `GET /v1/me`, `GET /v1/me/licences`, `GET /v1/me/licences/{id}` */
export function makeShowOwnLicencesHandler({ list, show }: ShowOwnLicences) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const holder = request.holder();
    const { id } = request.pathParameters;
    if (id !== undefined) return { status: 200, body: await show(id, holder.digest) };
    if (request.path === '/v1/me') return { status: 200, body: toHolderAnswer(holder) };
    const query = readBody(pageQuery, { ...request.query });
    return { status: 200, body: await list(query, holder.digest) };
  };
}
