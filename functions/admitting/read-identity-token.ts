import {
  findHolderIdentity,
  type HolderIdentity,
  type IdentityClaims,
} from '../../shared/domain/holder-identity.ts';
import { refuseIdentity, type VerifyIdentityToken } from './verify-identity-token.ts';

/** Who logged in, by a token that is in force. */
export interface IdentityToken extends HolderIdentity {
  /** Of the key that it is bound to, where it is bound to one. @see RFC 9449 section 6.1 */
  readonly thumbprint?: string;
}

/** @throws Problem `unauthenticated` with reason `identity-…`, `service-unavailable` */
export type ReadIdentityToken = (text: string) => Promise<IdentityToken>;

/** Reads whose an access token of the identity provider is: a citizen, or a company's representative. */
export function makeReadIdentityToken(
  verify: VerifyIdentityToken,
  mapping: IdentityClaims,
): ReadIdentityToken {
  return async (text) => {
    const { claims, thumbprint } = await verify(text);
    const identity = findHolderIdentity(claims, mapping);
    if (identity === undefined) throw refuseIdentity('claims');
    return { ...identity, ...(thumbprint === undefined ? {} : { thumbprint }) };
  };
}
