import { malformed } from './der-reader.ts';
import { isBlank, isDigit, isEndOfLine, isRegular, nesting } from './document-characters.ts';
import {
  makeValueBudget,
  type PdfDictionary,
  PdfName,
  PdfRef,
  PdfText,
  type PdfValue,
  type ValueBudget,
} from './document-values.ts';

const maxDepth = 64;
const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/**
 * Reads objects of a PDF from left to right. Strict: what is not well formed is refused, never guessed.
 * @see ISO 32000-2 section 7.2 and 7.3
 */
export class PdfParser {
  readonly #bytes: Uint8Array;
  #at: number;
  #depth = 0;
  readonly #budget: ValueBudget;

  constructor(bytes: Uint8Array, at = 0, budget = makeValueBudget()) {
    this.#bytes = bytes;
    this.#at = at;
    this.#budget = budget;
  }

  get at(): number {
    return this.#at;
  }

  set at(position: number) {
    this.#at = position;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Passes over blanks and comments. */
  skip(): void {
    for (;;) {
      const byte = this.#peek();
      if (byte === 0x25) while (!this.isAtEnd && !isEndOfLine(this.#peek())) this.#at += 1;
      else if (isBlank(byte)) this.#at += 1;
      else return;
    }
  }

  /** Is this word next, after blanks? Then it is passed. */
  takeWord(word: string): boolean {
    this.skip();
    const end = this.#at + word.length;
    for (let at = 0; at < word.length; at += 1) {
      if (this.#bytes[this.#at + at] !== word.charCodeAt(at)) return false;
    }
    // behind the last byte there is what separates, too
    if (isRegular(this.#bytes[end] ?? 0)) return false;
    this.#at = end;
    return true;
  }

  /** @throws Problem `malformed` */
  expectWord(word: string): void {
    if (!this.takeWord(word)) throw malformed(`document-${word}`);
  }

  /** A whole number of at most 10 digits. @throws Problem `malformed` */
  whole(): number {
    this.skip();
    const start = this.#at;
    while (isDigit(this.#peek())) this.#at += 1;
    if (this.#at === start || this.#at - start > 10) throw malformed('document-number');
    return Number(this.#slice(start, this.#at));
  }

  /** The next object; an indirect one is given as its reference. @throws Problem `malformed` */
  value(): PdfValue {
    this.#budget.left -= 1;
    if (this.#budget.left < 0) throw malformed('document-size');
    this.skip();
    const byte = this.#peek();
    if (byte === 0x2f) return this.#name();
    if (byte === 0x28) return this.#literal();
    if (byte === 0x5b) return this.#nested(() => this.#array());
    if (byte === 0x3c) {
      return this.#bytes[this.#at + 1] === 0x3c
        ? this.#nested(() => this.dictionary())
        : this.#hexadecimal();
    }
    if (isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e) {
      return this.#reference() ?? this.#number();
    }
    return this.#keyword();
  }

  /** @throws Problem `malformed`, also for a name that stands there twice */
  dictionary(): PdfDictionary {
    this.#expect('<<');
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skip();
      if (this.#take('>>')) return entries;
      const { text } = this.#name();
      if (entries.has(text)) throw malformed('document-doubled-name');
      entries.set(text, this.value());
    }
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw malformed('document-depth');
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #array(): PdfValue[] {
    this.#expect('[');
    const values: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.#take(']')) return values;
      values.push(this.value());
    }
  }

  #keyword(): null | boolean {
    if (this.takeWord('true')) return true;
    if (this.takeWord('false')) return false;
    if (this.takeWord('null')) return null;
    throw malformed('document-object');
  }

  /** `12 0 R`; nothing is passed when it is none. */
  #reference(): PdfRef | undefined {
    const start = this.#at;
    const number = this.#digits(10);
    const generation = number === undefined ? undefined : this.#digits(5);
    if (generation !== undefined && this.takeWord('R')) {
      return new PdfRef(Number(number), Number(generation));
    }
    this.#at = start;
    return undefined;
  }

  /** A word of digits, at most so many, after blanks; none where it is another. */
  #digits(most: number): string | undefined {
    this.skip();
    const start = this.#at;
    while (isDigit(this.#peek())) this.#at += 1;
    const length = this.#at - start;
    const isWhole = length > 0 && length <= most && !isRegular(this.#peek());
    return isWhole ? this.#slice(start, this.#at) : undefined;
  }

  #number(): number {
    const start = this.#at;
    while (!this.isAtEnd && isRegular(this.#peek())) this.#at += 1;
    const text = this.#slice(start, this.#at);
    if (!/^[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})$/.test(text))
      throw malformed('document-number');
    return Number(text);
  }

  #name(): PdfName {
    this.#expect('/');
    const start = this.#at;
    while (!this.isAtEnd && isRegular(this.#peek())) this.#at += 1;
    const text = this.#slice(start, this.#at);
    if (text.length > 512 || /#(?![0-9A-Fa-f]{2})/.test(text)) throw malformed('document-name');
    return new PdfName(
      text.replace(/#(..)/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  #hexadecimal(): PdfText {
    const start = this.#at;
    const close = this.#bytes.indexOf(0x3e, start);
    if (close < 0) throw malformed('document-string');
    const digits = this.#slice(start + 1, close).replace(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw malformed('document-string');
    const bytes = new Uint8Array(Math.ceil(digits.length / 2));
    for (let at = 0; at < bytes.length; at += 1) {
      bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2).padEnd(2, '0'), 16);
    }
    this.#at = close + 1;
    return new PdfText(bytes, { isHex: true, start, end: this.#at });
  }

  #literal(): PdfText {
    const start = this.#at;
    const bytes: number[] = [];
    this.#at += 1;
    for (let open = 1; open > 0; ) {
      if (this.isAtEnd) throw malformed('document-string');
      const byte = this.#next();
      open += nesting(byte);
      if (byte === 0x5c) bytes.push(...this.#escape());
      else if (open > 0) bytes.push(byte);
    }
    return new PdfText(Uint8Array.from(bytes), { start, end: this.#at });
  }

  /** What stands behind a backslash. */
  #escape(): readonly number[] {
    const byte = this.#next();
    const character = String.fromCharCode(byte);
    const known = escapes[character];
    if (known !== undefined) return [known];
    if (byte === 0x0d && this.#peek() === 0x0a) this.#at += 1;
    if (byte === 0x0d || byte === 0x0a) return [];
    const octal = /^[0-7]{1,3}/.exec(this.#slice(this.#at - 1, this.#at + 2))?.[0];
    if (octal === undefined) return [byte];
    this.#at += octal.length - 1;
    return [Number.parseInt(octal, 8) & 0xff];
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw malformed('document-object');
  }

  #take(text: string): boolean {
    if (this.#slice(this.#at, this.#at + text.length) !== text) return false;
    this.#at += text.length;
    return true;
  }

  #peek(): number {
    return this.#bytes[this.#at] ?? -1;
  }

  #next(): number {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  #slice(start: number, end: number): string {
    let text = '';
    const last = Math.min(end, this.#bytes.length);
    for (let at = start; at < last; at += 1) text += String.fromCharCode(this.#bytes[at] ?? 0);
    return text;
  }
}
