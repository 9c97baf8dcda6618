import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { EndDelegation } from './end-delegation.ts';

/** `DELETE /v1/me/delegations/{id}`: may be repeated. */
export function makeEndDelegationHandler(endDelegation: EndDelegation) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    await endDelegation(request.pathParameters['id'] ?? '', request.holder().digest);
    return { status: 204 };
  };
}
