import { licenceSearchBody } from '../../../shared/api/licence-searches.ts';
import type { LicenceTypeCode } from '../../../shared/domain/ids.ts';
import { mayHandleLicence } from '../../../shared/domain/licence-rights.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { requireLicenceRight } from '../require-licence-right.ts';
import type { SearchLicences } from './search-licences.ts';

/** `POST /v1/licence-searches`: reads only, so it takes no key. */
export function makeSearchLicencesHandler(search: SearchLicences) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = readDepartmentCaller(request);
    const asked = readBody(licenceSearchBody, request.body());
    if (asked.type !== undefined) requireLicenceRight(caller, 'read', asked.type);
    const isReadable = (type: LicenceTypeCode) =>
      mayHandleLicence(caller.licenceRights, 'read', type);
    return { status: 200, body: await search(asked, caller.department, isReadable) };
  };
}
