import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { requireRightToLicence } from '../require-licence-right.ts';
import type { ShowLicence } from './show-licence.ts';

/** `GET /v1/licences/{id}` */
export function makeShowLicenceHandler(showLicence: ShowLicence) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = readDepartmentCaller(request);
    const licenceId = request.pathParameters['id'] ?? '';
    requireRightToLicence(caller, 'read', licenceId);
    const shown = await showLicence(licenceId, caller.department);
    return { status: 200, body: shown };
  };
}
