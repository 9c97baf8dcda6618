import { type CredentialParts, readCredential } from '../formats/credential.ts';
import { type CredentialClaims, readCredentialClaims } from '../formats/credential-claims.ts';
import { Problem } from '../problem/problem.ts';
import { toDisclosuresCheck } from './check-disclosures.ts';
import { failed } from './evidence.ts';
import type { Check } from './verdict.ts';

/** A credential that passed the gate: nothing in it is verified yet. */
export interface Presented {
  readonly parts: CredentialParts;
  readonly claims: CredentialClaims;
}

/** Largest presentation, in characters. */
export const maxCredentialBytes = 256 * 1024;

/** Is it a well-formed licence at all? Gives it taken apart, or the check that failed: `format`, or `disclosures`. */
export function readPresented(credential: string): Presented | Check {
  try {
    const parts = readCredential(credential, { maxBytes: maxCredentialBytes });
    return { parts, claims: readCredentialClaims(parts.jws.payload) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return toDisclosuresCheck(error) ?? failed('format', 'malformed', error.details.reason);
  }
}
