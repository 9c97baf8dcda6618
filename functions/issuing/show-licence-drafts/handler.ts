import { listDraftsQuery } from '../../../shared/api/licence-drafts.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import { readDepartmentCaller } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ListLicenceDrafts } from './list-licence-drafts.ts';
import type { ShowLicenceDraft } from './show-licence-draft.ts';

/** `GET /v1/licence-drafts` and `GET /v1/licence-drafts/{id}` */
export function makeShowLicenceDraftsHandler(drafts: {
  readonly list: ListLicenceDrafts;
  readonly show: ShowLicenceDraft;
}) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = readDepartmentCaller(request);
    const { id } = request.pathParameters;
    if (id !== undefined) {
      return { status: 200, body: (await drafts.show(id, caller)) as JsonValue };
    }
    const query = readBody(listDraftsQuery, { ...request.query });
    return { status: 200, body: (await drafts.list(query, caller)) as JsonValue };
  };
}
