import { createHash } from 'node:crypto';
import { type JwsHeaderDraft, toCompact, toSigningInput } from '../../shared/formats/jws.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';

/** Makes the compact form of a public file: signs its SHA-256 with the publisher's one key. */
export type SignFile = (header: JwsHeaderDraft, payload: JsonObject) => Promise<string>;

/** Closes over a key that is good for this sort of file only. */
export function makeSignFile(signingKeys: SigningKeys, keyId: string): SignFile {
  return async (header, payload) => {
    const signingInput = toSigningInput(header, payload);
    const digest = createHash('sha256').update(signingInput).digest();
    return toCompact(signingInput, await signingKeys.sign(keyId, digest));
  };
}
