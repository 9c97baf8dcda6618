import { changeLicenceStateBody } from '../../../shared/api/licences.ts';
import { readDepartmentRequest } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import { requireRightToLicence } from '../require-licence-right.ts';
import type { ChangeLicenceState } from './change-licence-state.ts';

/** `POST /v1/licences/{id}/state-changes` */
export function makeChangeLicenceStateHandler(changeLicenceState: ChangeLicenceState) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const asked = readDepartmentRequest(request);
    const change = readBody(changeLicenceStateBody, asked.body);
    const licenceId = request.pathParameters['id'] ?? '';
    requireRightToLicence(asked, 'change', licenceId);
    return toWrittenResponse(await changeLicenceState({ ...asked, licenceId }, change));
  };
}
