import { Problem } from '../problem/problem.ts';
import { type CborMap, CborTag, type CborValue, majorTypes } from './cbor.ts';

const maxDepth = 8;
/** What ends an item of open length. */
const breakOff = 0xff;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const refuse = (reason: string) => new Problem('malformed', { reason });

/** Reads one item after the other, each in the one encoding that it has. */
class CborReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  readWhole(): CborValue {
    const value = this.#read(0);
    if (this.#at !== this.#bytes.length) throw refuse('cbor-trailing');
    return value;
  }

  #read(depth: number): CborValue {
    if (depth > maxDepth) throw refuse('cbor-depth');
    const initial = this.#next();
    // what stands behind a float or a simple value is no number that could be told in fewer bytes
    if (initial >> 5 > majorTypes.tag && initial !== breakOff) throw refuse('cbor-type');
    const argument = this.#readArgument(initial & 31);
    switch (initial >> 5) {
      case majorTypes.unsigned:
        return argument;
      case majorTypes.negative:
        return toNegative(argument);
      case majorTypes.bytes:
        return this.#take(argument);
      case majorTypes.text:
        return this.#readText(argument);
      case majorTypes.array:
        return this.#readArray(argument, depth);
      case majorTypes.map:
        return this.#readMap(argument, depth);
      default:
        return new CborTag(argument, this.#read(depth + 1));
    }
  }

  #next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw refuse('cbor-truncated');
    this.#at += 1;
    return byte;
  }

  /** The number behind the initial byte, in as few bytes as it can be said in. */
  #readArgument(information: number): number {
    if (information < 24) return information;
    if (information > 27) throw refuse(information === 31 ? 'cbor-indefinite' : 'cbor-type');
    const width = 1 << (information - 24);
    let value = 0;
    for (let read = 0; read < width; read += 1) value = value * 256 + this.#next();
    const least = width === 1 ? 24 : 2 ** (width * 4);
    if (value < least) throw refuse('cbor-not-shortest');
    if (!Number.isSafeInteger(value)) throw refuse('cbor-number');
    return value;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw refuse('cbor-truncated');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #readText(length: number): string {
    const text = this.#take(length);
    try {
      return decoder.decode(text);
    } catch {
      throw refuse('cbor-text');
    }
  }

  #readArray(length: number, depth: number): readonly CborValue[] {
    const values: CborValue[] = [];
    for (let read = 0; read < length; read += 1) values.push(this.#read(depth + 1));
    return values;
  }

  /** Keys rise byte by byte, so that none stands twice. */
  #readMap(length: number, depth: number): CborMap {
    const map = new Map<number | string, CborValue>();
    let last: Piece | undefined;
    for (let read = 0; read < length; read += 1) {
      const from = this.#at;
      const key = this.#read(depth + 1);
      if (typeof key !== 'number' && typeof key !== 'string') throw refuse('cbor-key');
      const piece = { from, to: this.#at };
      if (last !== undefined) requireRising(this.#bytes, last, piece);
      last = piece;
      map.set(key, this.#read(depth + 1));
    }
    return map;
  }
}

/** The number below zero that an argument stands for, within ±(2^53 − 1) as those above are. */
function toNegative(argument: number): number {
  const value = -1 - argument;
  if (!Number.isSafeInteger(value)) throw refuse('cbor-number');
  return value;
}

/** Where a key stands. */
interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Byte by byte; what begins with another key comes after it. No key begins with another: their heads tell their lengths. */
function requireRising(bytes: Uint8Array, last: Piece, key: Piece): void {
  let at = 0;
  while (last.from + at < last.to && bytes[last.from + at] === bytes[key.from + at]) at += 1;
  if (last.from + at === last.to) throw refuse('cbor-key-doubled');
  if ((bytes[last.from + at] as number) > (bytes[key.from + at] as number)) {
    throw refuse('cbor-key-order');
  }
}

/**
 * Reads one CBOR item that is all there is, in the deterministic encoding and no other: shortest
 * numbers, lengths told, keys rising and none twice, UTF-8 well formed, at most 8 levels. So one value
 * has one spelling. Refuses floating point and simple values, which nothing here uses. Bytes are views.
 * @throws Problem `malformed`: `cbor-truncated`, `cbor-trailing`, `cbor-not-shortest`,
 *   `cbor-indefinite`, `cbor-number`, `cbor-type`, `cbor-text`, `cbor-key`, `cbor-key-order`,
 *   `cbor-key-doubled`, `cbor-depth`
 * @see RFC 8949 section 4.2.1
 */
export function readCbor(bytes: Uint8Array): CborValue {
  return new CborReader(bytes).readWhole();
}
