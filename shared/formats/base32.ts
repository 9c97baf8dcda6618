import { Problem } from '../problem/problem.ts';
import { readAscii, takeBytes, toAsciiText } from './base64url.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What a code outside the alphabet maps to. */
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
 * Decodes the canonical Base32 without padding that stands from a place on, up to the first character
 * that is none: unused bits are zero, and no length that no bytes have, so that one value has one
 * spelling. One pass over the text, however much of it is Base32.
 * @throws Problem `malformed` (`base32`)
 * @see RFC 4648 §3.5 and §6
 */
export function readBase32Run(text: string, from: number): Uint8Array {
  const bytes = takeBytes(Math.floor(((text.length - from) * 5) / 8));
  let rest = 0;
  let bits = 0;
  let written = 0;
  for (let at = from; at < text.length; at += 1) {
    const value = values[text.charCodeAt(at)] ?? outside;
    if (value === outside) break;
    rest = (rest << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written] = rest >> bits;
    written += 1;
    rest &= (1 << bits) - 1;
  }
  if (rest !== 0 || bits >= 5) throw new Problem('malformed', { reason: 'base32' });
  return bytes.subarray(0, written);
}
