import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { requireRightToLicence } from '../require-licence-right.ts';
import type { MakeFace } from './make-face.ts';

/** `GET /v1/licences/{id}/document` */
export function makeMakeFaceHandler(makeFace: MakeFace) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = readDepartmentCaller(request);
    const licenceId = request.pathParameters['id'] ?? '';
    requireRightToLicence(caller, 'read', licenceId);
    const body = await makeFace(licenceId, caller);
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
  };
}
