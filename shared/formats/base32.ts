import { Problem } from '../problem/problem.ts';
import { readAscii, toAsciiText } from './base64url.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What a code outside the alphabet maps to: one OR finds it at the end. */
const outside = 0x80;

const codes = readAscii(letters);
const values = new Uint8Array(128).fill(outside);
codes.forEach((code, value) => {
  values[code] = value;
});

/**
 * Base32 without padding: capitals and digits only, which a QR code writes in its alphanumeric mode.
 * @see RFC 4648 §6
 */
export function toBase32(bytes: Uint8Array): string {
  const text = new Uint8Array(base32Length(bytes.length));
  let at = 0;
  let rest = 0;
  let bits = 0;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[at] = codes[(rest >> bits) & 31] as number;
      at += 1;
    }
    rest &= (1 << bits) - 1;
  }
  if (bits > 0) text[at] = codes[(rest << (5 - bits)) & 31] as number;
  return toAsciiText(text);
}

/** Characters that stand for so many bytes. */
export const base32Length = (bytes: number): number => Math.ceil((bytes * 8) / 5);

/**
 * Decodes canonical Base32 without padding: unused bits are zero, and no length that no bytes have, so
 * that one value has one spelling.
 * @throws Problem `malformed` (`base32`)
 * @see RFC 4648 §3.5 and §6
 */
export function readBase32(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let rest = 0;
  let bits = 0;
  let at = 0;
  let seen = 0;
  for (let from = 0; from < text.length; from += 1) {
    const value = values[text.charCodeAt(from)] ?? outside;
    seen |= value;
    rest = (rest << 5) | (value & 31);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = rest >> bits;
    at += 1;
    rest &= (1 << bits) - 1;
  }
  if ((seen & outside) !== 0 || rest !== 0 || bits >= 5) {
    throw new Problem('malformed', { reason: 'base32' });
  }
  return bytes;
}
