import { Problem } from '../problem/problem.ts';
import { readAscii, takeBytes, toAsciiText } from './base64url.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What a code outside the alphabet maps to. */
const outside = 0x80;

const codes = readAscii(letters);
const values = new Uint8Array(256).fill(outside);
codes.forEach((code, value) => {
  values[code] = value;
});

/**
 * Base32 without padding: capitals and digits only, which a QR code writes in its alphanumeric mode.
 * @see RFC 4648 §6
 */
export function toBase32(bytes: Uint8Array): string {
  const text = new Uint8Array(base32Length(bytes.length));
  const whole = encodeGroups(bytes, text);
  let at = (whole / 5) * 8;
  let rest = 0;
  let bits = 0;
  for (const byte of bytes.subarray(whole)) {
    rest = (rest << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[at] = codes[(rest >> bits) & 31] as number;
      at += 1;
    }
  }
  if (bits > 0) text[at] = codes[(rest << (5 - bits)) & 31] as number;
  return toAsciiText(text);
}

/** Encodes whole groups of five bytes, eight characters each; gives how many bytes those were. */
function encodeGroups(bytes: Uint8Array, text: Uint8Array): number {
  let from = 0;
  let at = 0;
  for (; from + 5 <= bytes.length; from += 5) {
    const a = bytes[from] as number;
    const b = bytes[from + 1] as number;
    const c = bytes[from + 2] as number;
    const d = bytes[from + 3] as number;
    const e = bytes[from + 4] as number;
    text[at] = codes[a >> 3] as number;
    text[at + 1] = codes[((a << 2) | (b >> 6)) & 31] as number;
    text[at + 2] = codes[(b >> 1) & 31] as number;
    text[at + 3] = codes[((b << 4) | (c >> 4)) & 31] as number;
    text[at + 4] = codes[((c << 1) | (d >> 7)) & 31] as number;
    text[at + 5] = codes[(d >> 2) & 31] as number;
    text[at + 6] = codes[((d << 3) | (e >> 5)) & 31] as number;
    text[at + 7] = codes[e & 31] as number;
    at += 8;
  }
  return from;
}

/** Characters that stand for so many bytes. */
export const base32Length = (bytes: number): number => Math.ceil((bytes * 8) / 5);

/** Text is read as bytes first: twice as fast as one character after the other. */
const encoder = new TextEncoder();
let scratch = new Uint8Array(1024);

/** The text's UTF-8, good until the next is asked for; nothing outside ASCII is Base32. */
function toCodes(text: string): Uint8Array {
  if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 3);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

/** Decodes whole groups of eight characters, five bytes each; gives how many characters those were. */
function decodeGroups(codes: Uint8Array, bytes: Uint8Array): number {
  let at = 0;
  let written = 0;
  for (; at + 8 <= codes.length; at += 8) {
    const a = values[codes[at] as number] as number;
    const b = values[codes[at + 1] as number] as number;
    const c = values[codes[at + 2] as number] as number;
    const d = values[codes[at + 3] as number] as number;
    const e = values[codes[at + 4] as number] as number;
    const f = values[codes[at + 5] as number] as number;
    const g = values[codes[at + 6] as number] as number;
    const h = values[codes[at + 7] as number] as number;
    if ((a | b | c | d | e | f | g | h) >= outside) break;
    bytes[written] = (a << 3) | (b >> 2);
    bytes[written + 1] = (b << 6) | (c << 1) | (d >> 4);
    bytes[written + 2] = (d << 4) | (e >> 1);
    bytes[written + 3] = (e << 7) | (f << 2) | (g >> 3);
    bytes[written + 4] = (g << 5) | h;
    written += 5;
  }
  return at;
}

/**
 * Decodes the canonical Base32 without padding that stands from a place on, up to the first character
 * that is none: unused bits are zero, and no length that no bytes have, so that one value has one
 * spelling. One pass over the text, however much of it is Base32.
 * @throws Problem `malformed` (`base32`)
 * @see RFC 4648 §3.5 and §6
 */
export function readBase32Run(text: string, from: number): Uint8Array {
  const codes = toCodes(text.slice(from));
  const bytes = takeBytes(Math.floor((codes.length * 5) / 8));
  const whole = decodeGroups(codes, bytes);
  let rest = 0;
  let bits = 0;
  let written = (whole / 8) * 5;
  for (let at = whole; at < codes.length; at += 1) {
    const value = values[codes[at] as number] as number;
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
