import { Problem } from '../problem/problem.ts';

/** Universal tags as they stand in DER, constructed bit included. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag octet of a context-specific primitive value `[n] IMPLICIT`. */
export const primitiveTag = (number: number): number => 0x80 | number;

/** The tag octet of a context-specific constructed value `[n]`. */
export const constructedTag = (number: number): number => 0xa0 | number;

const maxDepth = 24;

/** The refusal of bytes that are not what they should be; `reason` is stable and never carries the bytes. */
export function malformed(reason: string): Problem {
  return new Problem('malformed', { reason });
}

/** One DER value: its tag and where it lies in `bytes`. Nothing is copied. */
export class DerValue {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  readonly depth: number;

  constructor(at: { tag: number; bytes: Uint8Array; start: number }, content: DerSpan) {
    this.tag = at.tag;
    this.bytes = at.bytes;
    this.start = at.start;
    this.contentStart = content.start;
    this.end = content.end;
    this.depth = content.depth;
  }

  /** The value with its header. */
  get whole(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  get content(): Uint8Array {
    return this.bytes.subarray(this.contentStart, this.end);
  }

  /** Reads what a constructed value holds, one value after the other. @throws Problem `malformed` when primitive or too deep */
  inside(): DerReader {
    if ((this.tag & 0x20) === 0) throw malformed('der-not-constructed');
    return this.insideContent();
  }

  /** Reads the DER that a primitive value wraps (an extension's OCTET STRING). @throws Problem `malformed` when too deep */
  insideContent(): DerReader {
    if (this.depth >= maxDepth) throw malformed('der-depth');
    return new DerReader(this.bytes, {
      start: this.contentStart,
      end: this.end,
      depth: this.depth + 1,
    });
  }
}

interface DerSpan {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/**
 * Reads DER values from left to right: single-byte tags, definite minimal lengths, bounded depth, no BER.
 * @see X.690 section 10
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #depth: number;
  #at: number;

  constructor(bytes: Uint8Array, span: DerSpan = { start: 0, end: bytes.length, depth: 0 }) {
    this.#bytes = bytes;
    this.#at = span.start;
    this.#end = span.end;
    this.#depth = span.depth;
  }

  get done(): boolean {
    return this.#at === this.#end;
  }

  /** The next value, of this tag when one is given. @throws Problem `malformed` */
  next(tag?: number): DerValue {
    const start = this.#at;
    const found = this.#octet();
    if (tag !== undefined && found !== tag) throw malformed('der-tag');
    if ((found & 0x1f) === 0x1f) throw malformed('der-tag');
    const length = this.#length();
    const contentStart = this.#at;
    if (length > this.#end - contentStart) throw malformed('der-length');
    this.#at = contentStart + length;
    return new DerValue(
      { tag: found, bytes: this.#bytes, start },
      { start: contentStart, end: this.#at, depth: this.#depth },
    );
  }

  /** The next value if it has this tag. @throws Problem `malformed` */
  optional(tag: number): DerValue | undefined {
    return this.#at < this.#end && this.#bytes[this.#at] === tag ? this.next() : undefined;
  }

  /** Every value that is left. @throws Problem `malformed` */
  rest(): readonly DerValue[] {
    const values: DerValue[] = [];
    while (!this.done) values.push(this.next());
    return values;
  }

  /** @throws Problem `malformed` when something follows */
  close(): void {
    if (!this.done) throw malformed('der-trailing');
  }

  #octet(): number {
    const octet = this.#at < this.#end ? this.#bytes[this.#at] : undefined;
    if (octet === undefined) throw malformed('der-truncated');
    this.#at += 1;
    return octet;
  }

  #length(): number {
    const first = this.#octet();
    if (first < 0x80) return first;
    const octets = first & 0x7f;
    if (octets > 4) throw malformed('der-length');
    // an indefinite length has no octets and so is one below 128
    let length = 0;
    for (let i = 0; i < octets; i += 1) length = length * 256 + this.#octet();
    if (length < 0x80 || length < 256 ** (octets - 1)) throw malformed('der-length');
    return length;
  }
}

/** The single value that `bytes` are, with nothing after it. @throws Problem `malformed` */
export function readDer(bytes: Uint8Array, tag: number): DerValue {
  const reader = new DerReader(bytes);
  const value = reader.next(tag);
  reader.close();
  return value;
}
