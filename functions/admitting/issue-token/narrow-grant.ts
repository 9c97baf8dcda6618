import type { Scope } from '../../../shared/domain/client.ts';
import { type LicenceRight, licenceActions } from '../../../shared/domain/licence-rights.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { actionsOf, scopeOf } from '../licence-details.ts';
import type { Grant } from './issue-token.ts';

const licenceScopes = licenceActions.map(scopeOf);

/** @throws Problem `request-invalid` with reason `invalid-scope` */
function narrowScopes(granted: readonly Scope[], asked: string): readonly Scope[] {
  const wanted = [...new Set(asked.split(' '))];
  const scopes = granted.filter((scope) => wanted.includes(scope));
  if (scopes.length !== wanted.length)
    throw new Problem('request-invalid', { reason: 'invalid-scope' });
  return scopes;
}

/**
 * Narrows what was granted to what is asked for, and never widens it. Licence rights take away the
 * licence scopes that they do not mention; asked for alone, they leave nothing else.
 * @throws Problem `request-invalid` with reason `invalid-scope` or `invalid-authorization-details`
 * @see RFC 6749 section 3.3, RFC 9396 section 3.1
 */
export function narrowGrant(
  granted: readonly Scope[],
  asked: { readonly scope?: string; readonly licenceRights?: readonly LicenceRight[] },
): Grant {
  const { scope, licenceRights } = asked;
  const scopes = scope === undefined ? granted : narrowScopes(granted, scope);
  if (licenceRights === undefined) return { scopes };
  const named = actionsOf(licenceRights).map(scopeOf);
  if (!named.every((one) => scopes.includes(one)))
    throw new Problem('request-invalid', { reason: 'invalid-authorization-details' });
  const others = scope === undefined ? [] : scopes.filter((one) => !licenceScopes.includes(one));
  return { scopes: [...named, ...others], licenceRights };
}
