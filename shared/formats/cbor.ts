/**
 * What this service writes in CBOR: whole numbers, texts, bytes, arrays, maps and tagged items, in the
 * one deterministic encoding that each has. No floating point, no simple values, no lengths left open.
 * @see RFC 8949 section 4.2.1
 */
export type CborValue = number | string | Uint8Array | readonly CborValue[] | CborMap | CborTag;

/** Keys are whole numbers or texts. */
export type CborMap = ReadonlyMap<number | string, CborValue>;

/** A tagged item. */
export class CborTag {
  readonly tag: number;
  readonly value: CborValue;

  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}

export const majorTypes = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
} as const;

const encoder = new TextEncoder();
const twoTo32 = 2 ** 32;

function pushHead(into: number[], major: number, argument: number): void {
  const type = major << 5;
  if (argument < 24) into.push(type | argument);
  else if (argument < 0x100) into.push(type | 24, argument);
  else if (argument < 0x1_0000) into.push(type | 25, argument >> 8, argument & 255);
  else if (argument < twoTo32) {
    into.push(type | 26, ...toFourBytes(argument));
  } else {
    into.push(type | 27, ...toFourBytes(Math.floor(argument / twoTo32)));
    into.push(...toFourBytes(argument % twoTo32));
  }
}

const toFourBytes = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];

function pushAll(into: number[], bytes: Uint8Array): void {
  for (const byte of bytes) into.push(byte);
}

function pushNumber(into: number[], value: number): void {
  if (!Number.isSafeInteger(value)) throw new Error('only whole numbers are written in CBOR');
  if (value < 0) pushHead(into, majorTypes.negative, -1 - value);
  else pushHead(into, majorTypes.unsigned, value);
}

function pushText(into: number[], value: string): void {
  if (!value.isWellFormed()) throw new Error('only well-formed text is written in CBOR');
  const bytes = encoder.encode(value);
  pushHead(into, majorTypes.text, bytes.length);
  pushAll(into, bytes);
}

/** Entries in the order of their encoded keys, byte by byte. */
function pushMap(into: number[], map: CborMap): void {
  const entries = [...map].map(([key, value]) => ({ key: toCbor(key), value }));
  entries.sort((one, other) => compareBytes(one.key, other.key));
  pushHead(into, majorTypes.map, entries.length);
  for (const { key, value } of entries) {
    pushAll(into, key);
    push(into, value);
  }
}

function push(into: number[], value: CborValue): void {
  if (typeof value === 'number') pushNumber(into, value);
  else if (typeof value === 'string') pushText(into, value);
  else if (value instanceof Uint8Array) {
    pushHead(into, majorTypes.bytes, value.length);
    pushAll(into, value);
  } else if (value instanceof CborTag) {
    pushHead(into, majorTypes.tag, value.tag);
    push(into, value.value);
  } else if (value instanceof Map) pushMap(into, value);
  else pushArray(into, value as readonly CborValue[]);
}

function pushArray(into: number[], values: readonly CborValue[]): void {
  pushHead(into, majorTypes.array, values.length);
  for (const value of values) push(into, value);
}

/** Which comes first, byte by byte; the shorter one where one begins with the other. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = (one[at] as number) - (other[at] as number);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** The value's one deterministic encoding. @see RFC 8949 section 4.2.1 */
export function toCbor(value: CborValue): Uint8Array {
  const into: number[] = [];
  push(into, value);
  return Uint8Array.from(into);
}
