import { tokenRequest } from '../../../shared/api/tokens.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { toOAuthRefusal } from '../../../shared/http/oauth-refusal.ts';
import { readOAuthForm } from '../../../shared/http/read-oauth-form.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { readLicenceDetails, toLicenceDetails } from '../licence-details.ts';
import type { ProofNonces } from '../proof-nonces.ts';
import type { IssuedToken, IssueToken, IssueTokenCommand } from './issue-token.ts';

export interface IssueTokenEdge extends HttpOptions {
  readonly issueToken: IssueToken;
  readonly nonces: Pick<ProofNonces, 'current'>;
}

const maxBodyBytes = 32_768;

/** @throws Problem `request-invalid`, `unsupported-media-type`, `body-too-large` */
function readCommand(request: HttpRequest): IssueTokenCommand {
  const { grant_type } = request.form();
  if (grant_type !== undefined && grant_type !== 'client_credentials') {
    throw new Problem('request-invalid', { reason: 'unsupported-grant-type' });
  }
  const fields = readOAuthForm(tokenRequest, request);
  const { client_id, scope, authorization_details } = fields;
  const { method, path, headers } = request;
  return {
    assertion: fields.client_assertion,
    proof: { proof: headers['dpop'], method, path },
    ...(client_id === undefined ? {} : { clientId: client_id }),
    ...(scope === undefined ? {} : { scope }),
    ...(authorization_details === undefined
      ? {}
      : { licenceRights: readLicenceDetails(authorization_details) }),
  };
}

function toResponse({ accessToken, expiresInSeconds, scopes, licenceRights }: IssuedToken) {
  const body = {
    access_token: accessToken,
    token_type: 'DPoP',
    expires_in: expiresInSeconds,
    scope: scopes.join(' '),
    ...(licenceRights === undefined
      ? {}
      : { authorization_details: toLicenceDetails(licenceRights) }),
  };
  return { status: 200, headers: { Pragma: 'no-cache' }, body };
}

/** `POST /oauth/token`: a client's assertion and a key's proof for an access token; every answer brings a nonce. */
export function makeIssueTokenHandler(edge: IssueTokenEdge): HttpHandler {
  const { issueToken, nonces, ...options } = edge;
  const answer = async (request: HttpRequest): Promise<HttpResponse> =>
    toResponse(await issueToken(readCommand(request)));
  const withNonce = async (request: HttpRequest): Promise<HttpResponse> => {
    const response = await answer(request).catch(toOAuthRefusal);
    const headers = { ...response.headers, 'DPoP-Nonce': await nonces.current() };
    return { ...response, headers };
  };
  return makeHttpHandler(withNonce, { maxBodyBytes, ...options });
}
