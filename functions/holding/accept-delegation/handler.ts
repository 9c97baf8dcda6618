import { acceptDelegationBody } from '../../../shared/api/delegations.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { AcceptDelegation } from './accept-delegation.ts';

/** `POST /v1/me/delegations/{id}/acceptances` */
export function makeAcceptDelegationHandler(accept: AcceptDelegation) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const call = readHolderRequest(request);
    readBody(acceptDelegationBody, call.body);
    return toWrittenResponse(await accept(call, request.pathParameters['id'] ?? ''));
  };
}
