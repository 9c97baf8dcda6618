import { confirmDraftBody, rejectDraftBody } from '../../../shared/api/licence-drafts.ts';
import { readDepartmentRequest } from '../../../shared/http/department-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { ConfirmDraft } from './confirm-draft.ts';
import type { RejectDraft } from './reject-draft.ts';

/** A digest or a reason. */
export const maxDecisionBodyBytes = 8 * 1024;

/** `POST /v1/licence-drafts/{id}/confirmations` and `/rejections` */
export function makeDecideDraftHandler(decide: {
  readonly confirm: ConfirmDraft;
  readonly reject: RejectDraft;
}) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const draftId = request.pathParameters['id'] ?? '';
    const asked = { ...readDepartmentRequest(request), draftId };
    if (request.path.endsWith('/rejections')) {
      const rejection = readBody(rejectDraftBody, asked.body);
      const { scopes } = request.caller();
      return toWrittenResponse(await decide.reject({ ...asked, scopes }, rejection));
    }
    const seen = readBody(confirmDraftBody, asked.body);
    return toWrittenResponse(await decide.confirm(asked, seen));
  };
}
