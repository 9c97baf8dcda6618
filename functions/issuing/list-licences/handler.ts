import { listLicencesQuery } from '../../../shared/api/licences.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ListLicences } from './list-licences.ts';

/** `GET /v1/licences` */
export function makeListLicencesHandler(listLicences: ListLicences) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { department } = readDepartmentCaller(request);
    const query = readBody(listLicencesQuery, { ...request.query });
    return { status: 200, body: await listLicences(query, department) };
  };
}
