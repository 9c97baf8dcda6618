/**
 * Signing with a key that never leaves KMS. Not idempotent: every call makes another signature, so a
 * caller records the digest before.
 */
export interface SigningKeys {
  /**
   * Signs a SHA-256 digest (32 bytes) with ES256; gives r‖s, 64 bytes.
   * @throws Problem `seal-not-enabled` when the key is disabled, `seal-unavailable` when it cannot be reached
   */
  sign(keyId: string, digest: Uint8Array): Promise<Uint8Array>;
}

/** Making and switching keys: the sealing zone and the ceremony only. */
export interface KeyMaker {
  /** Makes a multi-Region P-256 key, tagged; gives its id and SubjectPublicKeyInfo (DER). */
  makeSigningKey(
    purpose: string,
  ): Promise<{ readonly keyId: string; readonly publicKey: Uint8Array }>;
  enable(keyId: string): Promise<void>;
  disable(keyId: string): Promise<void>;
}

/** Keyed digests (HMAC-SHA-256 in KMS) of holder codes and other values that a plain hash would give away, and secrets made so. */
export interface KeyedDigests {
  /** Unpadded base64url of the 32-byte MAC over UTF-8 of `label` + NUL + `value`. */
  digest(
    label:
      | 'holder'
      | 'number'
      | 'status-index'
      | 'dpop-nonce'
      | 'bulk-rows'
      | 'delegation-request'
      | 'duty-check-request'
      | 'field-check-name'
      | 'field-check-request'
      | 'show-code'
      | 'staff'
      | 'shown-code'
      | 'spoken-code'
      | 'webhook-secret',
    value: string,
  ): Promise<string>;
}
