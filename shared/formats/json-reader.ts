import type { Problem } from '../problem/problem.ts';
import { readEscape } from './json-escape.ts';
import { readPlainName } from './json-names.ts';
import { toJsonProblem } from './json-problem.ts';
import type { JsonLimits, JsonObject, JsonValue } from './strict-json.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const minus = 0x2d;
const colon = 0x3a;
const closingBracket = 0x5d;
const closingBrace = 0x7d;

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const isWhitespace = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const isNumberSign = (code: number) => code === 0x2e || code === 0x65 || code === 0x45;

/**
 * Reads one well-formed text in one pass, by recursive descent; the depth is bounded, so the stack is.
 * Only `readStrictJson` uses it.
 */
export class JsonReader {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #maxDepth: number;
  #at = 0;
  /** Where the text being read begins, of several. */
  #from = 0;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
    this.#maxDepth = limits.maxDepth ?? 16;
  }

  readWhole(): JsonValue {
    const value = this.#readValue(0);
    this.#next();
    if (this.#at < this.#text.length) throw this.#refuse('json-trailing');
    return value;
  }

  /**
   * Reads texts that each end with a NUL. No value takes in a NUL, so exactly `count` of them are passed
   * on the way to the end: none came from within a text, and every border is where it was set.
   */
  readEach(count: number): readonly JsonValue[] {
    const values: JsonValue[] = [];
    for (let read = 0; read < count; read += 1) {
      this.#from = this.#at;
      values.push(this.#readValue(0));
      if (this.#next() !== 0) throw this.#refuse('json-trailing');
      this.#at += 1;
    }
    if (this.#at < this.#text.length) throw this.#refuse('json-trailing');
    return values;
  }

  /** The next code that is not white space, without taking it; NaN at the end. */
  #next(): number {
    const text = this.#text;
    let code = text.charCodeAt(this.#at);
    while (code <= 0x20 && isWhitespace(code)) {
      this.#at += 1;
      code = text.charCodeAt(this.#at);
    }
    return code;
  }

  #readValue(depth: number): JsonValue {
    const code = this.#next();
    if (code === quote) return this.#readString();
    if (code === 0x7b) return this.#readObject(depth + 1);
    if (code === 0x5b) return this.#readArray(depth + 1);
    if (code === minus || (code >= 0x30 && code <= 0x39)) return this.#readNumber();
    if (code === 0x74) return this.#readWord('true', true);
    if (code === 0x66) return this.#readWord('false', false);
    if (code === 0x6e) return this.#readWord('null', null);
    throw this.#refuse(code === 0xfeff ? 'json-bom' : 'json-syntax');
  }

  #readObject(depth: number): JsonObject {
    this.#enter(depth);
    const from = this.#at;
    const object: Record<string, JsonValue> = {};
    if (this.#next() === closingBrace) return this.#leave(object);
    for (let members = 1; ; members += 1) {
      this.#readMember(object, depth);
      const code = this.#next();
      if (code === closingBrace) {
        // Counting once is cheaper than asking for each name.
        if (Object.keys(object).length < members) throw this.#refuseDouble(from, depth);
        return this.#leave(object);
      }
      this.#take(code, comma);
    }
  }

  #readMember(object: Record<string, JsonValue>, depth: number): void {
    const from = this.#at;
    const name = this.#readName();
    if (name === '__proto__') throw this.#refuse('json-proto-name', from);
    object[name] = this.#readValue(depth);
  }

  /** Goes through the members once more, to the place where a name stands for the second time. */
  #refuseDouble(from: number, depth: number): Problem {
    const seen = new Set<string>();
    this.#at = from;
    for (;;) {
      const at = this.#at;
      const name = this.#readName();
      if (seen.has(name)) return this.#refuse('json-duplicate-name', at);
      seen.add(name);
      this.#readValue(depth);
      this.#take(this.#next(), comma);
    }
  }

  #readName(): string {
    if (this.#next() !== quote) throw this.#refuse('json-syntax');
    const name = this.#readPlainName() ?? this.#readString();
    this.#take(this.#next(), colon);
    return name;
  }

  #readPlainName(): string | undefined {
    const name = readPlainName(this.#text, this.#at + 1);
    if (name !== undefined) this.#at += name.length + 2;
    return name;
  }

  #readArray(depth: number): readonly JsonValue[] {
    this.#enter(depth);
    const array: JsonValue[] = [];
    if (this.#next() === closingBracket) return this.#leave(array);
    for (;;) {
      array.push(this.#readValue(depth));
      const code = this.#next();
      if (code === closingBracket) return this.#leave(array);
      this.#take(code, comma);
    }
  }

  #readString(): string {
    const text = this.#text;
    const from = this.#at + 1;
    let at = from;
    let code = text.charCodeAt(at);
    // NaN, at the end of the text, is not above either.
    while (code >= 0x20 && code !== quote && code !== backslash) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (code === backslash) return this.#readEscapedString(from, at);
    if (code !== quote) throw this.#refuse('json-syntax', at);
    this.#at = at + 1;
    return text.slice(from, at);
  }

  /** Goes on from the first backslash; pieces between escapes are copied whole. */
  #readEscapedString(from: number, firstEscape: number): string {
    let value = '';
    let pieceFrom = from;
    let at = firstEscape;
    for (;;) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) break;
      if (!(code >= 0x20)) throw this.#refuse('json-syntax', at);
      if (code === backslash) {
        const unit = readEscape(this.#text, at) ?? this.#fail('json-syntax', at);
        value += this.#text.slice(pieceFrom, at) + unit.value;
        pieceFrom = unit.end;
        at = pieceFrom;
      } else at += 1;
    }
    value += this.#text.slice(pieceFrom, at);
    if (!value.isWellFormed()) throw this.#refuse('json-surrogate', firstEscape);
    this.#at = at + 1;
    return value;
  }

  /** Whole numbers of up to 15 digits, which need no rounding, are read here; zero and the rest by pattern. */
  #readNumber(): number {
    let at = this.#at;
    let value = 0;
    let code = this.#text.charCodeAt(at);
    while (code >= 0x30 && code <= 0x39) {
      value = value * 10 + (code - 0x30);
      at += 1;
      code = this.#text.charCodeAt(at);
    }
    const digits = at - this.#at;
    const isPlain = digits > 0 && digits <= 15 && !isNumberSign(code);
    if (!isPlain || this.#text.charCodeAt(this.#at) === 0x30) {
      return this.#readAnyNumber();
    }
    this.#at = at;
    return value;
  }

  #readAnyNumber(): number {
    numberPattern.lastIndex = this.#at;
    const written = numberPattern.exec(this.#text)?.[0];
    if (written === undefined) throw this.#refuse('json-syntax');
    const value = Number(written);
    const isFit = this.#limits.integersOnly
      ? Number.isSafeInteger(value) && !/[.eE]/.test(written)
      : Number.isFinite(value);
    if (!isFit) throw this.#refuse('json-number');
    this.#at += written.length;
    return value;
  }

  #readWord<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#refuse('json-syntax');
    this.#at += word.length;
    return value;
  }

  #enter(depth: number): void {
    if (depth > this.#maxDepth) throw this.#refuse('json-depth');
    this.#at += 1;
  }

  #leave<T>(value: T): T {
    this.#at += 1;
    return value;
  }

  #take(code: number, wanted: number): void {
    if (code !== wanted) throw this.#refuse('json-syntax');
    this.#at += 1;
  }

  #fail(reason: string, at: number): never {
    throw this.#refuse(reason, at);
  }

  #refuse(reason: string, at = this.#at): Problem {
    return toJsonProblem(this.#limits, reason, at - this.#from);
  }
}
