import { authoriseUseBody } from '../../../shared/api/authorisations.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { AuthoriseUse } from './authorise-use.ts';

/** `POST /v1/me/authorisations` */
export function makeAuthoriseUseHandler(authoriseUse: AuthoriseUse) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const call = readHolderRequest(request);
    const asked = readBody(authoriseUseBody, call.body);
    return toWrittenResponse(await authoriseUse(call, asked));
  };
}
