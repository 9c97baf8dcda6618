import {
  accessTokenKind,
  exchangeRequest,
  tokenExchange,
  tokenRequest,
} from '../../../shared/api/tokens.ts';
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

/** Who asks, by the sort of grant. @throws Problem `request-invalid` */
function readAsking(request: HttpRequest) {
  const { grant_type } = request.form();
  if (grant_type === tokenExchange) {
    const {
      client_id,
      subject_token: identityToken,
      ...fields
    } = readOAuthForm(exchangeRequest, request);
    return {
      fields,
      by: { identityToken, ...(client_id === undefined ? {} : { clientId: client_id }) },
    };
  }
  if (grant_type !== undefined && grant_type !== 'client_credentials') {
    throw new Problem('request-invalid', { reason: 'unsupported-grant-type' });
  }
  const {
    client_id,
    client_assertion: assertion,
    ...fields
  } = readOAuthForm(tokenRequest, request);
  return { fields, by: { assertion, ...(client_id === undefined ? {} : { clientId: client_id }) } };
}

/** @throws Problem `request-invalid`, `unsupported-media-type`, `body-too-large` */
function readCommand(request: HttpRequest): IssueTokenCommand {
  const { by, fields } = readAsking(request);
  const { scope, authorization_details } = fields;
  const { method, path, headers } = request;
  return {
    by,
    proof: { proof: headers['dpop'], method, path },
    ...(scope === undefined ? {} : { scope }),
    ...(authorization_details === undefined
      ? {}
      : { licenceRights: readLicenceDetails(authorization_details) }),
  };
}

/** Of a token that somebody got for the client that they act for. */
function toActing({ clientId, actsFor }: IssuedToken) {
  if (actsFor === undefined) return {};
  const acts_for = actsFor.map(({ id, name }) => ({ client_id: id, name }));
  return { issued_token_type: accessTokenKind, client_id: clientId, acts_for };
}

function toResponse(token: IssuedToken) {
  const { accessToken, expiresInSeconds, scopes, licenceRights } = token;
  const body = {
    access_token: accessToken,
    token_type: 'DPoP',
    expires_in: expiresInSeconds,
    scope: scopes.join(' '),
    ...toActing(token),
    ...(licenceRights === undefined
      ? {}
      : { authorization_details: toLicenceDetails(licenceRights) }),
  };
  return { status: 200, headers: { Pragma: 'no-cache' }, body };
}

/** `POST /oauth/token`: a client's assertion and a key's proof for an access token; every answer brings a nonce. */
export function makeIssueTokenHandler(edge: IssueTokenEdge): HttpHandler {
  const { issueToken, nonces, ...options } = edge;
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const token = await issueToken(readCommand(request));
    const { clientId, person } = token;
    if (person !== undefined) {
      edge.log?.note('token.exchanged', { requestId: request.requestId, clientId, person });
    }
    return toResponse(token);
  };
  const withNonce = async (request: HttpRequest): Promise<HttpResponse> => {
    const response = await answer(request).catch(toOAuthRefusal);
    const headers = { ...response.headers, 'DPoP-Nonce': await nonces.current() };
    return { ...response, headers };
  };
  return makeHttpHandler(withNonce, { maxBodyBytes, ...options });
}
