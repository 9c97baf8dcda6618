import { type Jws, readJws, readTimes } from './jws.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of a key binding's protected header. @see RFC 9901 §4.3 */
export const keyBindingType = 'kb+jwt';

const maxKeyBindingBytes = 8192;

/** What the holder's wallet signed at presentation. */
export interface KeyBinding {
  readonly jws: Jws;
  readonly issuedAtSeconds: number;
  /** One verifier, as one string: an array is refused. */
  readonly audience: string;
  readonly nonce: string;
  /** Unpadded base64url SHA-256 of `KeyBindingPart.sdHashInput`. */
  readonly sdHash: string;
}

/**
 * Reads a key binding 持证人绑定. Its signature, and whether nonce, audience, time and `sd_hash` are
 * the expected ones, is the verifier's question.
 * @throws Problem `malformed` with reason `time-iat`, `key-binding-aud`, `key-binding-nonce`,
 *   `key-binding-sd-hash`, or those of `readJws`
 * @see RFC 9901 §4.3
 */
export function readKeyBinding(text: string): KeyBinding {
  const jws = readJws(text, { typ: keyBindingType, maxBytes: maxKeyBindingBytes });
  const fields = new SignedFileFields('key-binding', jws.payload);
  const { issuedAtSeconds } = readTimes(jws.payload, ['iat']);
  return {
    jws,
    issuedAtSeconds,
    audience: fields.text('aud', 512),
    nonce: fields.text('nonce', 512),
    sdHash: fields.digest('sd_hash'),
  };
}
