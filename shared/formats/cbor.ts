import { compareOctets } from './octets.ts';

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
/** A head has at most nine bytes. */
const maxHeadBytes = 9;
/** A UTF-16 unit has at most three bytes in UTF-8. */
const maxUnitBytes = 3;

/** Where values are written, one behind the other; a value within a value goes on where that one is. */
let written = new Uint8Array(4096);
let end = 0;

function makeRoom(sizeBytes: number): void {
  if (end + sizeBytes <= written.length) return;
  const wider = new Uint8Array(2 * (end + sizeBytes));
  wider.set(written.subarray(0, end));
  written = wider;
}

function pushByte(byte: number): void {
  written[end] = byte;
  end += 1;
}

function pushFourBytes(value: number): void {
  pushByte(value >>> 24);
  pushByte((value >>> 16) & 255);
  pushByte((value >>> 8) & 255);
  pushByte(value & 255);
}

function pushHead(major: number, argument: number): void {
  makeRoom(maxHeadBytes);
  const type = major << 5;
  if (argument < 24) pushByte(type | argument);
  else if (argument < 0x100) {
    pushByte(type | 24);
    pushByte(argument);
  } else if (argument < 0x1_0000) {
    pushByte(type | 25);
    pushByte(argument >> 8);
    pushByte(argument & 255);
  } else if (argument < twoTo32) {
    pushByte(type | 26);
    pushFourBytes(argument);
  } else {
    pushByte(type | 27);
    pushFourBytes(Math.floor(argument / twoTo32));
    pushFourBytes(argument % twoTo32);
  }
}

function pushAll(bytes: Uint8Array): void {
  makeRoom(bytes.length);
  written.set(bytes, end);
  end += bytes.length;
}

function pushNumber(value: number): void {
  if (!Number.isSafeInteger(value)) throw new Error('only whole numbers are written in CBOR');
  if (value < 0) pushHead(majorTypes.negative, -1 - value);
  else pushHead(majorTypes.unsigned, value);
}

/** Encoded behind the room for the longest head, then moved up to its own. */
function pushText(value: string): void {
  if (!value.isWellFormed()) throw new Error('only well-formed text is written in CBOR');
  makeRoom(maxHeadBytes + value.length * maxUnitBytes);
  const from = end + maxHeadBytes;
  const sizeBytes = encoder.encodeInto(value, written.subarray(from)).written;
  pushHead(majorTypes.text, sizeBytes);
  written.copyWithin(end, from, from + sizeBytes);
  end += sizeBytes;
}

/** Keys that have been encoded: names of claims, codes of items. */
const encodedKeys = new Map<number | string, Uint8Array>();
const mostEncodedKeys = 4096;

function toEncodedKey(key: number | string): Uint8Array {
  const known = encodedKeys.get(key);
  if (known !== undefined) return known;
  const encoded = toCbor(key);
  if (encodedKeys.size >= mostEncodedKeys) encodedKeys.clear();
  encodedKeys.set(key, encoded);
  return encoded;
}

interface Entry {
  readonly key: Uint8Array;
  readonly value: CborValue;
}

/** Puts an entry before those whose keys come after its own: most maps are written in order already. */
function insert(entries: Entry[], entry: Entry): void {
  let at = entries.length;
  while (at > 0 && compareOctets((entries[at - 1] as Entry).key, entry.key) > 0) at -= 1;
  entries.splice(at, 0, entry);
}

/** Entries in the order of their encoded keys, byte by byte. */
function pushMap(map: CborMap): void {
  const entries: Entry[] = [];
  for (const [key, value] of map) insert(entries, { key: toEncodedKey(key), value });
  pushHead(majorTypes.map, entries.length);
  for (const { key, value } of entries) {
    pushAll(key);
    push(value);
  }
}

function push(value: CborValue): void {
  if (typeof value === 'number') pushNumber(value);
  else if (typeof value === 'string') pushText(value);
  else if (value instanceof Uint8Array) {
    pushHead(majorTypes.bytes, value.length);
    pushAll(value);
  } else if (value instanceof CborTag) {
    pushHead(majorTypes.tag, value.tag);
    push(value.value);
  } else if (value instanceof Map) pushMap(value);
  else pushArray(value as readonly CborValue[]);
}

function pushArray(values: readonly CborValue[]): void {
  pushHead(majorTypes.array, values.length);
  for (const value of values) push(value);
}

/** The value's one deterministic encoding. @see RFC 8949 section 4.2.1 */
export function toCbor(value: CborValue): Uint8Array {
  const start = end;
  try {
    push(value);
    return written.slice(start, end);
  } finally {
    end = start;
  }
}
