import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { WithdrawAuthorisation } from './withdraw-authorisation.ts';

/** `DELETE /v1/me/authorisations/{id}`: may be repeated. */
export function makeWithdrawAuthorisationHandler(withdraw: WithdrawAuthorisation) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    await withdraw(request.pathParameters['id'] ?? '', request.holder().digest);
    return { status: 204 };
  };
}
