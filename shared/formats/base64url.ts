import { Problem } from '../problem/problem.ts';

const urlAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const plainAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What a byte outside the alphabet maps to: a value no sextet has, so that one OR finds it. */
const outside = 0x80;

/** An alphabet in both directions: ASCII code to sextet, and sextet to ASCII code. */
interface Alphabet {
  readonly sextets: Uint8Array;
  readonly codes: Uint8Array;
}

function toAlphabet(letters: string): Alphabet {
  const sextets = new Uint8Array(256).fill(outside);
  const codes = new TextEncoder().encode(letters);
  codes.forEach((code, sextet) => {
    sextets[code] = sextet;
  });
  return { sextets, codes };
}

const url = toAlphabet(urlAlphabet);
const plain = toAlphabet(plainAlphabet);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const slabBytes = 65_536;
let slab = new Uint8Array(slabBytes);
let slabUsed = 0;

/**
 * A piece of a shared slab, never handed out twice: an ArrayBuffer of its own costs more than decoding
 * into it (1.5–3 µs). So what is read here has its own bytes, but not its own `buffer`.
 */
export function takeBytes(length: number): Uint8Array {
  if (length > slabBytes >> 3) return new Uint8Array(length);
  if (slabUsed + length > slabBytes) {
    slab = new Uint8Array(slabBytes);
    slabUsed = 0;
  }
  slabUsed += length;
  return slab.subarray(slabUsed - length, slabUsed);
}

/**
 * The codes of an ASCII text.
 * @throws Problem `malformed` (`not-ascii`)
 */
export function readAscii(text: string): Uint8Array {
  return readAsciiInto(text, takeBytes(text.length));
}

/**
 * `readAscii` for callers that reuse a buffer.
 * @param target at least as long as the text
 * @throws Problem `malformed` (`not-ascii`)
 */
export function readAsciiInto(text: string, target: Uint8Array): Uint8Array {
  const { read, written } = encoder.encodeInto(text, target);
  // Any other character takes more bytes than it has units.
  if (read !== text.length || written !== text.length) {
    throw new Problem('malformed', { reason: 'not-ascii' });
  }
  return target;
}

/** ASCII codes as a text. @param codes all below 0x80 */
export function toAsciiText(codes: Uint8Array): string {
  return decoder.decode(codes);
}

/** Bytes behind `length` unpadded characters. */
const decodedLength = (length: number) =>
  (length >> 2) * 3 + ((length & 3) === 0 ? 0 : (length & 3) - 1);

/** ASCII codes from one place to another (which is not of them): cheaper than a view of them. */
export interface CodeSpan {
  readonly codes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Where decoded bytes go, and from which alphabet they come. */
interface Decoding {
  readonly target: Uint8Array;
  readonly at: number;
  readonly sextets: Uint8Array;
}

/** Decodes the last two or three characters; false when their unused bits are not zero (RFC 4648 §3.5). */
function decodeTail(span: CodeSpan, { target, at, sextets }: Decoding): boolean {
  const source = span.codes;
  const length = span.to - span.from;
  const rest = length & 3;
  const from = span.to - rest;
  const end = at + (length >> 2) * 3;
  const a = sextets[source[from] as number] as number;
  const b = sextets[source[from + 1] as number] as number;
  target[end] = (a << 2) | (b >> 4);
  if (rest === 2) return ((a | b) & outside) === 0 && (b & 15) === 0;
  const c = sextets[source[from + 2] as number] as number;
  target[end + 1] = (b << 4) | (c >> 2);
  return ((a | b | c) & outside) === 0 && (c & 3) === 0;
}

/** One pass, one branch a quartet: the OR of all sextets tells at the end whether any byte was outside. */
function decodeInto(span: CodeSpan, decoding: Decoding): boolean {
  const rest = (span.to - span.from) & 3;
  if (rest === 1) return false;
  const whole = span.to - rest;
  const source = span.codes;
  const { target, sextets } = decoding;
  let { at } = decoding;
  let seen = 0;
  for (let from = span.from; from < whole; from += 4) {
    const a = sextets[source[from] as number] as number;
    const b = sextets[source[from + 1] as number] as number;
    const c = sextets[source[from + 2] as number] as number;
    const d = sextets[source[from + 3] as number] as number;
    seen |= a | b | c | d;
    target[at] = (a << 2) | (b >> 4);
    target[at + 1] = (b << 4) | (c >> 2);
    target[at + 2] = (c << 6) | d;
    at += 3;
  }
  return (seen & outside) === 0 && (rest === 0 || decodeTail(span, decoding));
}

/**
 * Decodes canonical base64url into `target` from `at` on, for callers that reuse a buffer.
 * @param source ASCII codes, no padding
 * @param target room for at least three quarters of the source's length
 * @returns how many bytes were written
 * @throws Problem `malformed` (`base64url`)
 */
export function readBase64urlInto(source: CodeSpan, target: Uint8Array, at = 0): number {
  if (!decodeInto(source, { target, at, sextets: url.sextets })) {
    throw new Problem('malformed', { reason: 'base64url' });
  }
  return decodedLength(source.to - source.from);
}

/** All of these codes. */
export function toSpan(codes: Uint8Array): CodeSpan {
  return { codes, from: 0, to: codes.length };
}

function spanOf(source: string | Uint8Array | CodeSpan): CodeSpan {
  if (typeof source === 'string') return toSpan(readAscii(source));
  return source instanceof Uint8Array ? toSpan(source) : source;
}

/**
 * Decodes canonical base64url: no padding, no white space, nothing outside the alphabet, and unused
 * bits of the last character zero, so that one value has one spelling (`threats.md` F4).
 * @param source text, or its ASCII codes
 * @throws Problem `malformed` (`base64url`, `not-ascii`)
 * @see RFC 7515 §2, RFC 4648 §3.5 and §5
 */
export function readBase64url(source: string | Uint8Array | CodeSpan): Uint8Array {
  const span = spanOf(source);
  const target = takeBytes(decodedLength(span.to - span.from));
  readBase64urlInto(span, target);
  return target;
}

/**
 * Decodes canonical padded base64, as `x5c` has it.
 * @throws Problem `malformed` (`base64`, `not-ascii`)
 * @see RFC 7515 §4.1.6, RFC 4648 §4
 */
export function readBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const codes = readAscii(text.slice(0, text.length - padding));
  const target = takeBytes(decodedLength(codes.length));
  if (
    (codes.length + padding) % 4 !== 0 ||
    !decodeInto(toSpan(codes), { target, at: 0, sextets: plain.sextets })
  ) {
    throw new Problem('malformed', { reason: 'base64' });
  }
  return target;
}

function encodeTail(bytes: Uint8Array, target: Uint8Array, codes: Uint8Array): void {
  const rest = bytes.length % 3;
  if (rest === 0) return;
  const from = bytes.length - rest;
  const at = (from / 3) * 4;
  const a = bytes[from] as number;
  const b = bytes[from + 1] ?? 0;
  target[at] = codes[a >> 2] as number;
  target[at + 1] = codes[((a & 3) << 4) | (b >> 4)] as number;
  if (rest === 2) target[at + 2] = codes[(b & 15) << 2] as number;
}

function encode(bytes: Uint8Array, codes: Uint8Array): string {
  const target = takeBytes(Math.ceil((bytes.length * 4) / 3));
  const whole = bytes.length - (bytes.length % 3);
  let at = 0;
  for (let from = 0; from < whole; from += 3) {
    const a = bytes[from] as number;
    const b = bytes[from + 1] as number;
    const c = bytes[from + 2] as number;
    target[at] = codes[a >> 2] as number;
    target[at + 1] = codes[((a & 3) << 4) | (b >> 4)] as number;
    target[at + 2] = codes[((b & 15) << 2) | (c >> 6)] as number;
    target[at + 3] = codes[c & 63] as number;
    at += 4;
  }
  encodeTail(bytes, target, codes);
  return decoder.decode(target);
}

/**
 * Canonical base64url without padding.
 * @param source bytes, or text to be taken as UTF-8
 * @see RFC 7515 §2
 */
export function toBase64url(source: string | Uint8Array): string {
  if (typeof source !== 'string') return encode(source, url.codes);
  const room = takeBytes(source.length * 3);
  return encode(room.subarray(0, encoder.encodeInto(source, room).written), url.codes);
}

/** Canonical base64 with padding, as `x5c` has it. @see RFC 4648 §4 */
export function toBase64(bytes: Uint8Array): string {
  return encode(bytes, plain.codes) + '='.repeat((3 - (bytes.length % 3)) % 3);
}
