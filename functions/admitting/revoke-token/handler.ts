import { revocationRequest } from '../../../shared/api/tokens.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { toOAuthRefusal } from '../../../shared/http/oauth-refusal.ts';
import { readOAuthForm } from '../../../shared/http/read-oauth-form.ts';
import type { RevokeToken } from './revoke-token.ts';

const maxBodyBytes = 32_768;

/** `POST /oauth/revoke`: 200 also for a token that was not in force. */
export function makeRevokeTokenHandler(
  revokeToken: RevokeToken,
  options: HttpOptions,
): HttpHandler {
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const fields = readOAuthForm(revocationRequest, request);
    const { client_assertion: assertion, client_id, token } = fields;
    const clientId = client_id === undefined ? {} : { clientId: client_id };
    await revokeToken({ assertion, token, ...clientId });
    return { status: 200 };
  };
  return makeHttpHandler((request) => answer(request).catch(toOAuthRefusal), {
    maxBodyBytes,
    ...options,
  });
}
