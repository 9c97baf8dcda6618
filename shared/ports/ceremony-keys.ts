/** A key that stays in KMS, by the name it was given. */
export interface CeremonyKey {
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
}

/**
 * The province's own keys, found and made by name: for the key ceremony only. Trusted: whoever holds
 * it can make a root sign. Making is repeatable: a name has one key, whoever gave it first.
 */
export interface CeremonyKeys {
  findSigningKey(name: string): Promise<CeremonyKey | undefined>;
  /** A multi-Region P-256 key, tagged with its purpose. */
  makeSigningKey(name: string, purpose: string): Promise<CeremonyKey>;
  /** Its key id. */
  findMacKey(name: string): Promise<string | undefined>;
  /** A multi-Region HMAC-SHA-256 key; its key id. */
  makeMacKey(name: string, description: string): Promise<string>;
  /** SubjectPublicKeyInfo, DER; nothing for a key that is not there. */
  findPublicKey(keyId: string): Promise<Uint8Array | undefined>;
  /** Signs a SHA-256 digest (32 bytes) with ES256; gives r‖s, 64 bytes. */
  sign(keyId: string, digest: Uint8Array): Promise<Uint8Array>;
  /** Lets a name that is there name another key. */
  rename(name: string, keyId: string): Promise<void>;
}
