import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { ShowLicence } from './show-licence.ts';

/** `GET /v1/licences/{id}` */
export function makeShowLicenceHandler(showLicence: ShowLicence) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { department } = readDepartmentCaller(request);
    const shown = await showLicence(request.pathParameters['id'] ?? '', department);
    return { status: 200, body: shown };
  };
}
