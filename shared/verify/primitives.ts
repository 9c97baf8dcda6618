/** A value that a runtime may give at once (Node) or later (WebCrypto). */
export type MaybePromise<T> = T | Promise<T>;

/** A signature suite's name (`design.md` Suites). The verifier takes it from the trusted certificate, never from a header. */
export type SuiteName = 'ES256';

/** One signature to check. */
export interface SignatureCheck {
  readonly suite: SuiteName;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Fixed-width r‖s, 64 bytes for ES256. */
  readonly signature: Uint8Array;
  /** Bytes, or text to be taken as UTF-8: what a runtime need not keep it need not copy. */
  readonly data: Uint8Array | string;
}

/** What differs by runtime; handed in, so that verification is the same code in Lambda, browser and CLI. */
export interface Primitives {
  /** SHA-256. */
  hash(data: Uint8Array): MaybePromise<Uint8Array>;
  /**
   * SHA-256 as unpadded base64url, which a runtime may give faster than the bytes.
   * @param data bytes, or text to be taken as UTF-8
   */
  digest(data: Uint8Array | string): MaybePromise<string>;
  /** False for a wrong signature and for any key or signature that is not well formed; never throws. */
  verifySignature(check: SignatureCheck): MaybePromise<boolean>;
  /**
   * Inflates one zlib stream (RFC 1950) that is exactly as long as `data` and gives at most `maxBytes`.
   * @throws Problem `malformed` when it is not one, is followed by other bytes, or is longer
   */
  inflate(data: Uint8Array, maxBytes: number): MaybePromise<Uint8Array>;
}
