import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { requireRightToLicence } from '../require-licence-right.ts';
import type { MakeFace } from './make-face.ts';

/** `GET /v1/licences/{id}/document`, `GET /v1/me/licences/{id}/document` */
export function makeMakeFaceHandler({ forDepartment, forHolder }: MakeFace) {
  const give = (request: HttpRequest) => {
    const licenceId = request.pathParameters['id'] ?? '';
    if (request.path.startsWith('/v1/me/')) return forHolder(licenceId, request.holder().digest);
    const caller = readDepartmentCaller(request);
    requireRightToLicence(caller, 'read', licenceId);
    return forDepartment(licenceId, caller);
  };
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const body = await give(request);
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
  };
}
