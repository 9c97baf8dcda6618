import { Problem } from '../problem/problem.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './strict-json.ts';

/** Last second of the year 9999: no time in a signed file is later. */
const lastSecond = 253_402_300_799;
const digestPattern = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const controlPattern = /\p{Cc}/u;

/**
 * Reads the claims of signed public files (trust list, department sheet, status list): each method
 * gives one claim typed and bounded, and refuses with `<file>-<claim>`, never with the value.
 */
export class SignedFileFields {
  readonly #file: string;
  readonly #parent: SignedFileFields | undefined;
  readonly #object: JsonObject;

  /** @param parent where it stands under the name `file`; without one, `file` is the whole file's name */
  constructor(file: string, object: JsonValue | undefined, parent?: SignedFileFields) {
    this.#file = file;
    this.#parent = parent;
    if (!isJsonObject(object)) {
      throw new Problem('malformed', { reason: `${this.#path()}-shape` });
    }
    this.#object = object;
  }

  refuse(name: string): Problem {
    const reason = `${this.#path()}-${name}`.replaceAll('_', '-');
    return new Problem('malformed', { reason });
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  /** Text of 1 to `maxLength` characters without control characters. */
  text(name: string, maxLength = 200): string {
    const value = this.#value(name);
    if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) {
      throw this.refuse(name);
    }
    if (controlPattern.test(value)) throw this.refuse(name);
    return value;
  }

  matching(name: string, pattern: RegExp): string {
    const value = this.#value(name);
    if (typeof value !== 'string' || !pattern.test(value)) throw this.refuse(name);
    return value;
  }

  /** Unpadded base64url of a SHA-256 digest, in its one spelling. */
  digest(name: string): string {
    return this.matching(name, digestPattern);
  }

  /** Whole seconds since 1970, up to the year 9999. */
  seconds(name: string): number {
    const value = this.#value(name);
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > lastSecond) {
      throw this.refuse(name);
    }
    return value as number;
  }

  /** A whole number from zero. */
  integer(name: string): number {
    const value = this.#value(name);
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw this.refuse(name);
    return value as number;
  }

  /** A whole number above zero. */
  positive(name: string): number {
    const value = this.#value(name);
    if (!Number.isSafeInteger(value) || (value as number) <= 0) throw this.refuse(name);
    return value as number;
  }

  array(name: string, maxLength: number): readonly JsonValue[] {
    const value = this.#value(name);
    if (!Array.isArray(value) || value.length > maxLength) throw this.refuse(name);
    return value;
  }

  digests(name: string, maxLength: number): readonly string[] {
    const values = this.array(name, maxLength);
    if (!values.every((value) => typeof value === 'string' && digestPattern.test(value))) {
      throw this.refuse(name);
    }
    return values as readonly string[];
  }

  object(name: string): SignedFileFields {
    return new SignedFileFields(name, this.#value(name), this);
  }

  /** One reader an element; the elements must be objects. */
  objects(name: string, maxLength: number): readonly SignedFileFields[] {
    return this.array(name, maxLength).map((value) => new SignedFileFields(name, value, this));
  }

  /** Only put together for a refusal: most files are good. */
  #path(): string {
    const path = this.#parent === undefined ? this.#file : `${this.#parent.#path()}-${this.#file}`;
    return path.replaceAll('_', '-');
  }

  #value(name: string): JsonValue | undefined {
    return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
  }
}
