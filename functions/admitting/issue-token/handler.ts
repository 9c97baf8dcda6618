import { type TokenError, tokenRequest } from '../../../shared/api/tokens.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { catalogue } from '../../../shared/problem/catalogue.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { IssueToken, IssueTokenCommand } from './issue-token.ts';

const maxBodyBytes = 16_384;

/** Refusals that OAuth has a finer name for, by reason. */
const oauthReasons: Readonly<Record<string, TokenError['error']>> = {
  'unsupported-grant-type': 'unsupported_grant_type',
  'invalid-scope': 'invalid_scope',
};

/** What OAuth calls our refusals; those without a name there stay problem documents. */
function toOAuthError({ code, details }: Problem): TokenError['error'] | undefined {
  if (code === 'invalid-client') return 'invalid_client';
  if (code !== 'request-invalid' && code !== 'unsupported-media-type') return undefined;
  return oauthReasons[details.reason ?? ''] ?? 'invalid_request';
}

/** @throws Problem `request-invalid`, `unsupported-media-type`, `body-too-large` */
function readCommand(request: HttpRequest): IssueTokenCommand {
  const form = request.form();
  if (form['grant_type'] !== undefined && form['grant_type'] !== 'client_credentials') {
    throw new Problem('request-invalid', { reason: 'unsupported-grant-type' });
  }
  if (request.headers['authorization'] !== undefined) {
    throw new Problem('request-invalid', { reason: 'two-ways-to-authenticate' });
  }
  const fields = readBody(tokenRequest, { ...form });
  return {
    assertion: fields.client_assertion,
    ...(fields.client_id === undefined ? {} : { clientId: fields.client_id }),
    ...(fields.scope === undefined ? {} : { scope: fields.scope }),
  };
}

/** @see RFC 6749 section 5.2 */
function toOAuthRefusal(error: unknown): HttpResponse {
  const name = error instanceof Problem ? toOAuthError(error) : undefined;
  if (!(error instanceof Problem) || name === undefined) throw error;
  const { reason, errors } = error.details;
  const where = reason ?? errors?.map((one) => `${one.pointer} ${one.code}`).join(', ');
  const body: TokenError = {
    error: name,
    error_description: `${catalogue[error.code].en}${where ? ` (${where})` : ''}`,
  };
  return { status: name === 'invalid_client' ? 401 : 400, headers: { Pragma: 'no-cache' }, body };
}

/** `POST /oauth/token`: a client's assertion for an access token. */
export function makeIssueTokenHandler(issueToken: IssueToken, options: HttpOptions): HttpHandler {
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const token = await issueToken(readCommand(request));
    return {
      status: 200,
      headers: { Pragma: 'no-cache' },
      body: {
        access_token: token.accessToken,
        token_type: 'Bearer',
        expires_in: token.expiresInSeconds,
        scope: token.scopes.join(' '),
      },
    };
  };
  return makeHttpHandler((request) => answer(request).catch(toOAuthRefusal), {
    maxBodyBytes,
    ...options,
  });
}
