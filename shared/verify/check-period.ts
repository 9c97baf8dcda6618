import type { CredentialClaims } from '../formats/credential-claims.ts';
import { failed, passed } from './evidence.ts';
import { clockSkewSeconds } from './signed-files.ts';
import type { Check } from './verdict.ts';

const daySeconds = 24 * 60 * 60;

/** Is the licence within its period 有效期 at the time asked about, and not signed in the future? */
export function checkPeriod(
  claims: CredentialClaims,
  { nowSeconds, atSeconds }: { readonly nowSeconds: number; readonly atSeconds: number },
): Check {
  const { issuedAtSeconds, notBeforeSeconds } = claims;
  if (issuedAtSeconds > nowSeconds + clockSkewSeconds) return failed('period', 'issued-in-future');
  if (Math.max(issuedAtSeconds, notBeforeSeconds) > atSeconds + clockSkewSeconds) {
    return failed('period', 'not-yet-valid');
  }
  return atSeconds < endOf(claims) ? passed('period') : failed('period', 'expired');
}

/**
 * `exp`, or the end in Asia/Shanghai of the last day on the face, whichever comes first: a licence that
 * says two things is good for as long as both hold. Never for 长期.
 */
function endOf({ expiresAtSeconds, validUntil }: CredentialClaims): number {
  if (validUntil === undefined) return expiresAtSeconds ?? Number.POSITIVE_INFINITY;
  const endOfDay = Date.parse(`${validUntil}T00:00:00+08:00`) / 1000 + daySeconds;
  if (expiresAtSeconds === undefined) return endOfDay;
  // a day that does not exist is none to go by
  return endOfDay < expiresAtSeconds ? endOfDay : expiresAtSeconds;
}
