import { bulkIssueBody, changeBulkIssueBody } from '../../../shared/api/bulk-issues.ts';
import { readDepartmentRequest } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { requireLicenceRight } from '../require-licence-right.ts';
import type { ChangeBulkIssue } from './change-bulk-issue.ts';
import type { TakeBulkIssue } from './take-bulk-issue.ts';

/** `POST /v1/bulk-issues` and `POST /v1/bulk-issues/{id}/state-changes` */
export function makeTakeBulkIssuesHandler(
  takeBulkIssue: TakeBulkIssue,
  changeBulkIssue: ChangeBulkIssue,
) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const asked = readDepartmentRequest(request);
    const { id } = request.pathParameters;
    const { scopes } = request.caller();
    if (id !== undefined) {
      const change = readBody(changeBulkIssueBody, asked.body);
      return toWrittenResponse(await changeBulkIssue(asked, { ...change, id, scopes }));
    }
    const issue = readBody(bulkIssueBody, asked.body);
    const action = issue.operation === 'change-state' ? 'change' : 'issue';
    if (!scopes.includes(`licences:${action}`)) throw new Problem('forbidden');
    requireLicenceRight(asked, action, issue.type);
    return toWrittenResponse(await takeBulkIssue(asked, issue));
  };
}
