import { delegateBody } from '../../../shared/api/delegations.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { Delegate } from './delegate.ts';

/** `POST /v1/me/delegations` */
export function makeDelegateHandler(delegate: Delegate) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const call = readHolderRequest(request);
    return toWrittenResponse(await delegate(call, readBody(delegateBody, call.body)));
  };
}
