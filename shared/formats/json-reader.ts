import { Problem } from '../problem/problem.ts';
import type { JsonLimits, JsonObject, JsonValue } from './strict-json.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const minus = 0x2d;
const colon = 0x3a;
const closingBracket = 0x5d;
const closingBrace = 0x7d;

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const escapePattern = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/y;
const escaped: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const isWhitespace = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const isNumberSign = (code: number) => code === 0x2e || code === 0x65 || code === 0x45;

/**
 * Reads one well-formed text in one pass, by recursive descent; the depth is bounded, so the stack is.
 * Only `readStrictJson` uses it.
 */
export class JsonReader {
  private readonly text: string;
  private readonly limits: JsonLimits;
  private readonly maxDepth: number;
  private at = 0;
  /** Where the text being read begins, of several. */
  private from = 0;

  constructor(text: string, limits: JsonLimits) {
    this.text = text;
    this.limits = limits;
    this.maxDepth = limits.maxDepth ?? 16;
  }

  readWhole(): JsonValue {
    const value = this.readValue(0);
    this.next();
    if (this.at < this.text.length) throw this.refuse('json-trailing');
    return value;
  }

  /**
   * Reads texts that each end with a NUL. No value takes in a NUL, so exactly `count` of them are passed
   * on the way to the end: none came from within a text, and every border is where it was set.
   */
  readEach(count: number): readonly JsonValue[] {
    const values: JsonValue[] = [];
    for (let read = 0; read < count; read += 1) {
      this.from = this.at;
      values.push(this.readValue(0));
      if (this.next() !== 0) throw this.refuse('json-trailing');
      this.at += 1;
    }
    if (this.at < this.text.length) throw this.refuse('json-trailing');
    return values;
  }

  /** The next code that is not white space, without taking it; NaN at the end. */
  private next(): number {
    const text = this.text;
    let code = text.charCodeAt(this.at);
    while (code <= 0x20 && isWhitespace(code)) {
      this.at += 1;
      code = text.charCodeAt(this.at);
    }
    return code;
  }

  private readValue(depth: number): JsonValue {
    const code = this.next();
    if (code === quote) return this.readString();
    if (code === 0x7b) return this.readObject(depth + 1);
    if (code === 0x5b) return this.readArray(depth + 1);
    if (code === minus || (code >= 0x30 && code <= 0x39)) return this.readNumber();
    if (code === 0x74) return this.readWord('true', true);
    if (code === 0x66) return this.readWord('false', false);
    if (code === 0x6e) return this.readWord('null', null);
    throw this.refuse(code === 0xfeff ? 'json-bom' : 'json-syntax');
  }

  private readObject(depth: number): JsonObject {
    this.enter(depth);
    const object: Record<string, JsonValue> = {};
    if (this.next() === closingBrace) return this.leave(object);
    for (;;) {
      const from = this.at;
      const name = this.readName();
      if (name === '__proto__') throw this.refuse('json-proto-name', from);
      // Reading is cheaper than asking; only what is found, here or in the prototype, is asked for.
      if (object[name] !== undefined && Object.hasOwn(object, name)) {
        throw this.refuse('json-duplicate-name', from);
      }
      object[name] = this.readValue(depth);
      const code = this.next();
      if (code === closingBrace) return this.leave(object);
      this.take(code, comma);
    }
  }

  private readName(): string {
    if (this.next() !== quote) throw this.refuse('json-syntax');
    const name = this.readString();
    this.take(this.next(), colon);
    return name;
  }

  private readArray(depth: number): readonly JsonValue[] {
    this.enter(depth);
    const array: JsonValue[] = [];
    if (this.next() === closingBracket) return this.leave(array);
    for (;;) {
      array.push(this.readValue(depth));
      const code = this.next();
      if (code === closingBracket) return this.leave(array);
      this.take(code, comma);
    }
  }

  private readString(): string {
    const text = this.text;
    const from = this.at + 1;
    let at = from;
    let code = text.charCodeAt(at);
    // NaN, at the end of the text, is not above either.
    while (code >= 0x20 && code !== quote && code !== backslash) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (code === backslash) return this.readEscapedString(from, at);
    if (code !== quote) throw this.refuse('json-syntax', at);
    this.at = at + 1;
    return text.slice(from, at);
  }

  /** Goes on from the first backslash; pieces between escapes are copied whole. */
  private readEscapedString(from: number, firstEscape: number): string {
    let value = '';
    let pieceFrom = from;
    let at = firstEscape;
    for (;;) {
      const code = this.text.charCodeAt(at);
      if (code === quote) break;
      if (!(code >= 0x20)) throw this.refuse('json-syntax', at);
      if (code === backslash) {
        value += this.text.slice(pieceFrom, at) + this.readEscape(at);
        pieceFrom = escapePattern.lastIndex;
        at = pieceFrom;
      } else at += 1;
    }
    value += this.text.slice(pieceFrom, at);
    if (!value.isWellFormed()) throw this.refuse('json-surrogate', firstEscape);
    this.at = at + 1;
    return value;
  }

  private readEscape(at: number): string {
    escapePattern.lastIndex = at;
    const match = escapePattern.exec(this.text);
    if (match === null) throw this.refuse('json-syntax', at);
    const [, unit, letter = ''] = match;
    return unit === undefined
      ? (escaped[letter] as string)
      : String.fromCharCode(Number.parseInt(unit, 16));
  }

  /** Whole numbers of up to 15 digits, which need no rounding, are read here; the rest by pattern. */
  private readNumber(): number {
    let at = this.at;
    let value = 0;
    let code = this.text.charCodeAt(at);
    while (code >= 0x30 && code <= 0x39) {
      value = value * 10 + (code - 0x30);
      at += 1;
      code = this.text.charCodeAt(at);
    }
    const digits = at - this.at;
    const isPlain = digits > 0 && digits <= 15 && !isNumberSign(code);
    if (!isPlain || (digits > 1 && this.text.charCodeAt(this.at) === 0x30)) {
      return this.readAnyNumber();
    }
    this.at = at;
    return value;
  }

  private readAnyNumber(): number {
    numberPattern.lastIndex = this.at;
    const written = numberPattern.exec(this.text)?.[0];
    if (written === undefined) throw this.refuse('json-syntax');
    const value = Number(written);
    const isFit = this.limits.integersOnly
      ? Number.isSafeInteger(value) && !/[.eE]/.test(written)
      : Number.isFinite(value);
    if (!isFit) throw this.refuse('json-number');
    this.at += written.length;
    return value;
  }

  private readWord<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.refuse('json-syntax');
    this.at += word.length;
    return value;
  }

  private enter(depth: number): void {
    if (depth > this.maxDepth) throw this.refuse('json-depth');
    this.at += 1;
  }

  private leave<T>(value: T): T {
    this.at += 1;
    return value;
  }

  private take(code: number, wanted: number): void {
    if (code !== wanted) throw this.refuse('json-syntax');
    this.at += 1;
  }

  private refuse(reason: string, at = this.at): Problem {
    return toJsonProblem(this.limits, reason, at - this.from);
  }
}

/** A refusal that tells the place, never the content. */
export function toJsonProblem(limits: JsonLimits, reason: string, at?: number): Problem {
  const where = at === undefined ? {} : { detail: `at character ${at}` };
  return new Problem(limits.code ?? 'malformed', { reason, ...where });
}
