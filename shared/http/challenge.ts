import type { Problem } from '../problem/problem.ts';

const algorithms = 'algs="ES256"';

/** How a holder's token is asked for. @see RFC 6750 section 3, RFC 9470 section 3 */
function toHolderChallenge(reason: string): string {
  if (reason === 'identity-missing') return 'Bearer';
  const error = reason === 'identity-level' ? 'insufficient_user_authentication' : 'invalid_token';
  return `Bearer error="${error}"`;
}

/** What RFC 6750 and RFC 9449 call a refusal; nothing where no token was shown. */
function toError({ reason = 'token-missing' }: Problem['details']): string | undefined {
  if (reason === 'token-missing') return undefined;
  if (reason === 'use-dpop-nonce') return 'use_dpop_nonce';
  return reason.startsWith('proof-') ? 'invalid_dpop_proof' : 'invalid_token';
}

/**
 * How to authenticate better, as headers.
 * @see RFC 9449 sections 7.1 and 9, RFC 6750 section 3
 */
export function toChallenge({ code, details }: Problem): Readonly<Record<string, string>> {
  if (code !== 'unauthenticated') return {};
  const { reason = '' } = details;
  if (reason.startsWith('identity-')) return { 'WWW-Authenticate': toHolderChallenge(reason) };
  const error = toError(details);
  const challenge = error === undefined ? algorithms : `error="${error}", ${algorithms}`;
  return { 'WWW-Authenticate': `DPoP ${challenge}` };
}
