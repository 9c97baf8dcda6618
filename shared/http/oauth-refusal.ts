import type { TokenError } from '../api/tokens.ts';
import { catalogue } from '../problem/catalogue.ts';
import { Problem } from '../problem/problem.ts';
import type { HttpResponse } from './http-message.ts';

/** Refusals that OAuth has a finer name for, by reason. */
const oauthReasons: Readonly<Record<string, TokenError['error']>> = {
  'unsupported-grant-type': 'unsupported_grant_type',
  'invalid-scope': 'invalid_scope',
  'invalid-authorization-details': 'invalid_authorization_details',
  'use-dpop-nonce': 'use_dpop_nonce',
};

/** What OAuth calls our refusals; those without a name there stay problem documents. */
function toOAuthError({ code, details }: Problem): TokenError['error'] | undefined {
  const named = oauthReasons[details.reason ?? ''];
  if (code === 'invalid-client') return 'invalid_client';
  const isOfPerson = details.reason?.startsWith('identity-');
  if (code === 'unauthenticated' && isOfPerson) return 'invalid_grant';
  if (code === 'unauthenticated') return named ?? 'invalid_dpop_proof';
  if (code === 'request-invalid' || code === 'unsupported-media-type') {
    return named ?? 'invalid_request';
  }
  return undefined;
}

/**
 * The answer of an OAuth endpoint to a request that it refuses.
 * @throws whatever has no name in OAuth
 * @see RFC 6749 section 5.2
 */
export function toOAuthRefusal(error: unknown): HttpResponse {
  const name = error instanceof Problem ? toOAuthError(error) : undefined;
  if (!(error instanceof Problem) || name === undefined) throw error;
  const { reason, errors = [] } = error.details;
  const faults = errors.map(({ pointer, code }) => `${pointer} ${code}`.trim()).join(', ');
  const where = [reason, faults].filter(Boolean).join(': ');
  const body: TokenError = {
    error: name,
    error_description: `${catalogue[error.code].en}${where ? ` (${where})` : ''}`,
  };
  return { status: name === 'invalid_client' ? 401 : 400, headers: { Pragma: 'no-cache' }, body };
}
