import { listLicencesQuery } from '../../../shared/api/licences.ts';
import type { LicenceTypeCode } from '../../../shared/domain/ids.ts';
import { mayHandleLicence } from '../../../shared/domain/licence-rights.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { requireLicenceRight } from '../require-licence-right.ts';
import type { ListLicences } from './list-licences.ts';

/** `GET /v1/licences` */
export function makeListLicencesHandler(listLicences: ListLicences) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = readDepartmentCaller(request);
    const query = readBody(listLicencesQuery, { ...request.query });
    if (query.type !== undefined) requireLicenceRight(caller, 'read', query.type);
    const isReadable = (type: LicenceTypeCode) =>
      mayHandleLicence(caller.licenceRights, 'read', type);
    return { status: 200, body: await listLicences(query, caller.department, isReadable) };
  };
}
