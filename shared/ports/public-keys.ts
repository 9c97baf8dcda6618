/** Public halves of keys in KMS. Trusted: whoever could answer here could make anybody's signature count. */
export interface PublicKeys {
  /** SubjectPublicKeyInfo, DER. @throws Problem `seal-not-enabled`, `seal-unavailable` */
  publicKeyOf(keyId: string): Promise<Uint8Array>;
}
