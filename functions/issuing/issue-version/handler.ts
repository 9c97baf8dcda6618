import { issueVersionBody } from '../../../shared/api/licence-versions.ts';
import { readDepartmentRequest } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import { requireRightToLicence } from '../require-licence-right.ts';
import type { IssueVersion } from './issue-version.ts';

/** `POST /v1/licences/{id}/versions` */
export function makeIssueVersionHandler(issueVersion: IssueVersion) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const asked = readDepartmentRequest(request);
    const version = readBody(issueVersionBody, asked.body);
    const licenceId = request.pathParameters['id'] ?? '';
    requireRightToLicence(asked, 'issue', licenceId);
    return toWrittenResponse(await issueVersion({ ...asked, licenceId }, version));
  };
}
