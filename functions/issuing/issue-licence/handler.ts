import { issueLicenceBody } from '../../../shared/api/licences.ts';
import { readDepartmentRequest } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import { requireLicenceRight } from '../require-licence-right.ts';
import type { IssueLicence } from './issue-licence.ts';

export { maxApplicationBytes as maxIssueBodyBytes } from './check-application.ts';

/** `POST /v1/licences` */
export function makeIssueLicenceHandler(issueLicence: IssueLicence) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const asked = readDepartmentRequest(request);
    const application = readBody(issueLicenceBody, asked.body);
    requireLicenceRight(asked, 'issue', application.type);
    return toWrittenResponse(await issueLicence(asked, application));
  };
}
