import { bulkTemplateQuery, listBulkIssuesQuery } from '../../../shared/api/bulk-issues.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { tableMediaTypes } from '../../../shared/ports/table-writer.ts';
import type { BulkTemplate } from './bulk-template.ts';
import type { ShowBulkIssues } from './show-bulk-issues.ts';

async function answerTemplate(request: HttpRequest, template: BulkTemplate): Promise<HttpResponse> {
  const query = readBody(bulkTemplateQuery, { ...request.query });
  const code = request.pathParameters['code'] ?? '';
  return {
    status: 200,
    headers: {
      'Content-Type': tableMediaTypes[query.format],
      'Content-Disposition': `attachment; filename="${code}.${query.format}"`,
    },
    body: await template(code, query),
  };
}

/** 202 while the first result is being made. */
async function answerResults(request: HttpRequest, show: ShowBulkIssues): Promise<HttpResponse> {
  const caller = readDepartmentCaller(request);
  const body = await show.results(request.pathParameters['id'] ?? '', caller);
  return { status: body.file ? 200 : 202, body };
}

/** `GET /v1/bulk-issues…` and `GET /v1/licence-types/{code}/bulk-template` */
export function makeShowBulkIssuesHandler(show: ShowBulkIssues, template: BulkTemplate) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.path.endsWith('/bulk-template')) return answerTemplate(request, template);
    if (request.path.endsWith('/results')) return answerResults(request, show);
    const caller = readDepartmentCaller(request);
    const { id } = request.pathParameters;
    if (id !== undefined) return { status: 200, body: await show.show(id, caller) };
    const query = readBody(listBulkIssuesQuery, { ...request.query });
    return { status: 200, body: await show.list(caller, query) };
  };
}
