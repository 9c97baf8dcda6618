import { createHash } from 'node:crypto';

/** Unpadded base64url SHA-256. */
export const digestOf = (bytes: Uint8Array | string) =>
  createHash('sha256').update(bytes).digest('base64url');
