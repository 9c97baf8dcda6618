import { type DerValue, malformed, readDer, tags } from './der-reader.ts';

const signatureHalfBytes = 32;

/** @throws Problem `malformed` unless it is 00 or FF */
export function readBoolean(value: DerValue): boolean {
  const octet = value.bytes[value.contentStart];
  if (value.end - value.contentStart !== 1 || (octet !== 0 && octet !== 0xff)) {
    throw malformed('der-boolean');
  }
  return octet === 0xff;
}

/** The two's-complement octets of an INTEGER. @throws Problem `malformed` when there are more than needed */
export function readInteger(value: DerValue): Uint8Array {
  const octets = value.content;
  const [first, second = 0] = octets;
  if (first === undefined) throw malformed('der-integer');
  const redundant = (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
  if (octets.length > 1 && redundant) throw malformed('der-integer');
  return octets;
}

/** A small INTEGER as a number, 0 to 2^31 - 1. @throws Problem `malformed` */
export function readSmallInteger(value: DerValue): number {
  const octets = readInteger(value);
  if (octets.length > 4 || (octets[0] ?? 0) >= 0x80) throw malformed('der-integer');
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** A BIT STRING without unused bits, as a key or a signature is. @throws Problem `malformed` */
export function readBits(value: DerValue): Uint8Array {
  if (value.end === value.contentStart || value.bytes[value.contentStart] !== 0) {
    throw malformed('der-bit-string');
  }
  return value.bytes.subarray(value.contentStart + 1, value.end);
}

/** The numbers of the bits that are set in a named bit list, at least one. @throws Problem `malformed` */
export function readNamedBits(value: DerValue): readonly number[] {
  const { content } = value;
  const [unused = 8] = content;
  const last = content.length > 1 ? content.at(-1) : undefined;
  if (unused > 7 || last === undefined) throw malformed('der-bit-string');
  if ((last & ((2 << unused) - 1)) !== 1 << unused) throw malformed('der-bit-string');
  const numbers: number[] = [];
  for (let number = 0; number < (content.length - 1) * 8; number += 1) {
    const octet = content[1 + (number >> 3)] as number;
    if (octet & (0x80 >> (number & 7))) numbers.push(number);
  }
  return numbers;
}

/** An OBJECT IDENTIFIER in dotted form; arcs may be as long as a UUID. @throws Problem `malformed` */
export function readObjectIdentifier(value: DerValue): string {
  const { bytes, contentStart, end } = value;
  if (end === contentStart || end - contentStart > 64) throw malformed('der-object-identifier');
  let dotted = '';
  let start = contentStart;
  while (start < end) {
    const next = endOfArc(bytes, start, end);
    const arc = readArc(bytes, start, next);
    dotted += start === contentStart ? firstArcs(arc) : `.${arc}`;
    start = next;
  }
  return dotted;
}

/** Where the arc that begins at `start` ends: after its first octet without the high bit. */
function endOfArc(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === 0x80) throw malformed('der-object-identifier');
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) < 0x80) return at + 1;
  throw malformed('der-object-identifier');
}

function readArc(octets: Uint8Array, from: number, to: number): number | bigint {
  const long = to - from > 7;
  let number = 0;
  let big = 0n;
  for (let i = from; i < to; i += 1) {
    const bits = (octets[i] ?? 0) & 0x7f;
    if (long) big = (big << 7n) | BigInt(bits);
    else number = number * 128 + bits;
  }
  return long ? big : number;
}

function firstArcs(arc: number | bigint): string {
  if (arc < 40) return `0.${arc}`;
  if (arc < 80) return `1.${Number(arc) - 40}`;
  return `2.${typeof arc === 'bigint' ? arc - 80n : arc - 80}`;
}

/** Octets in lower-case hexadecimal, two digits each. */
export function toHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/**
 * ECDSA-Sig-Value as KMS and X.509 write it, to r‖s, 32 bytes each, as JOSE and COSE write it.
 * @throws Problem `malformed` for anything but strict DER of two positive integers that fit
 * @see RFC 3279 section 2.2.3, RFC 7518 section 3.4
 */
export function toRawSignature(der: Uint8Array): Uint8Array {
  const pair = readDer(der, tags.sequence).inside();
  const raw = new Uint8Array(2 * signatureHalfBytes);
  placeHalf(raw, signatureHalfBytes, readInteger(pair.next(tags.integer)));
  placeHalf(raw, 2 * signatureHalfBytes, readInteger(pair.next(tags.integer)));
  pair.close();
  return raw;
}

function placeHalf(raw: Uint8Array, end: number, integer: Uint8Array): void {
  if ((integer[0] ?? 0) >= 0x80) throw malformed('signature-integer');
  const magnitude = integer[0] === 0 ? integer.subarray(1) : integer;
  if (magnitude.length === 0 || magnitude.length > signatureHalfBytes) {
    throw malformed('signature-integer');
  }
  raw.set(magnitude, end - magnitude.length);
}

/** Longest ECDSA-Sig-Value of two integers of 32 bytes. */
const maxSignatureBytes = 6 + 2 * (signatureHalfBytes + 1);

/**
 * r‖s, 32 bytes each, to ECDSA-Sig-Value.
 * @param target what it is written to, 72 bytes, for callers that reuse a buffer; the answer is a view of it
 * @throws Problem `malformed` when it is not 64 bytes long
 * @see RFC 3279 section 2.2.3
 */
export function toDerSignature(
  raw: Uint8Array,
  target: Uint8Array = new Uint8Array(maxSignatureBytes),
): Uint8Array {
  if (raw.length !== 2 * signatureHalfBytes) throw malformed('signature-length');
  const middle = writeHalf({ raw, from: 0 }, target, 2);
  const end = writeHalf({ raw, from: signatureHalfBytes }, target, middle);
  target[0] = tags.sequence;
  target[1] = end - 2;
  return target.subarray(0, end);
}

/** 32 bytes of a signature, from one place on. */
interface Half {
  readonly raw: Uint8Array;
  readonly from: number;
}

/** Writes half a signature as an INTEGER to `target` at `at`; gives where it ends. */
function writeHalf({ raw, from }: Half, target: Uint8Array, at: number): number {
  const last = from + signatureHalfBytes - 1;
  let first = from;
  while (first < last && raw[first] === 0) first += 1;
  const pad = (raw[first] as number) >> 7;
  let next = at + 2;
  target[at] = tags.integer;
  target[at + 1] = last - first + 1 + pad;
  target[next] = 0;
  next += pad;
  for (let octet = first; octet <= last; octet += 1) {
    target[next] = raw[octet] as number;
    next += 1;
  }
  return next;
}
