/** A public key as the identity provider publishes it. @see RFC 7517 */
export type IdentityKey = Readonly<Record<string, unknown>>;

/**
 * The identity provider's public keys. Trusted: whoever could alter what it publishes could log in as
 * any holder. Kept for a while, so that a provider that is down or slow stops nobody whose key is known.
 */
export interface IdentityKeys {
  /**
   * The keys as far as they are known; asked for anew when that one is not among them, for providers
   * change their keys.
   * @throws Problem `service-unavailable` when nobody could say whether the key is the provider's
   */
  findKeys(kid: string): Promise<readonly IdentityKey[]>;
}
