import { makeShowCodeBody } from '../../../shared/api/authorisations.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { MakeShowCode } from './make-show-code.ts';

/** `POST /v1/me/show-codes` */
export function makeMakeShowCodeHandler(makeShowCode: MakeShowCode) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const call = readHolderRequest(request);
    const asked = readBody(makeShowCodeBody, call.body);
    return toWrittenResponse(await makeShowCode(call, asked));
  };
}
