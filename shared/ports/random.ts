/** Cryptographically strong random bytes. Trusted. */
export type RandomBytes = (lengthBytes: number) => Uint8Array;
