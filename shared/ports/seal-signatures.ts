/** A signature and what it is said to be over. */
export interface SignedInput {
  /** r‖s, 64 bytes. */
  readonly signature: Uint8Array;
  /** The exact bytes; a text is ASCII. */
  readonly signingInput: string | Uint8Array;
}

/** Holds signatures against seals' certificates. Pure; trusts nothing but the certificate. */
export interface SealSignatures {
  /** Was the signature made with the key of that certificate (DER, base64)? False also for a signature of another form. */
  isMadeUnder(certificate: string, signed: SignedInput): boolean;
}
