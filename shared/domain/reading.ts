import { type FieldError, Problem } from '../problem/problem.ts';
import { checkText } from './text.ts';

/** A foreign object whose fields nobody has looked at yet. */
export type UnreadObject = Readonly<Record<string, unknown>>;

/** The refusal of one field: where (JSON pointer) and which fault (stable code). */
export function invalid(pointer: string, code: string): Problem {
  return new Problem('request-invalid', { errors: [{ pointer, code }] });
}

/** The pointer of a member: RFC 6901 escaping. */
export function pointerTo(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Names of ours look like this; what does not could be somebody's name or number, or be endless. */
const tellableName = /^(?!.*\d{4})[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** May a name that somebody else made up be told back, and kept with faults? */
export const isTellable = (name: string): boolean => tellableName.test(name);

/** The pointer of a member that there is not, or of the whole where its name may not be told. */
export function pointerToUnknown(parent: string, name: string): string {
  return isTellable(name) ? pointerTo(parent, name) : parent;
}

function errorsOf(error: unknown): readonly FieldError[] {
  if (error instanceof Problem && error.details.errors) return error.details.errors;
  throw error;
}

/**
 * Reads all parts of an object and refuses once, naming the faults of all of them. A part that gives
 * `undefined` is left out.
 * @throws Problem `request-invalid` with every fault found
 */
export function gather<T extends object>(parts: { readonly [K in keyof T]-?: () => T[K] }): T {
  const errors: FieldError[] = [];
  const found: Record<string, unknown> = {};
  for (const [name, read] of Object.entries<() => unknown>(parts)) {
    try {
      const value = read();
      if (value !== undefined) found[name] = value;
    } catch (error) {
      errors.push(...errorsOf(error));
    }
  }
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
  return found as T;
}

/**
 * An object with none but known fields.
 * @throws Problem `request-invalid`: `type`, or `unknown` for each field not known
 */
export function readObject(
  value: unknown,
  pointer: string,
  known?: readonly string[],
): UnreadObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(pointer, value === undefined ? 'required' : 'type');
  const unknown = Object.keys(value).filter((name) => known && !known.includes(name));
  if (unknown.length > 0)
    throw new Problem('request-invalid', {
      errors: unknown.map((name) => ({
        pointer: pointerToUnknown(pointer, name),
        code: 'unknown',
      })),
    });
  return value as UnreadObject;
}

/** Least and greatest number of things, or least and greatest value. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * An array of bounded length, each entry read with its own pointer.
 * @throws Problem `request-invalid`: `required`, `type`, `too-few`, `too-many`, and those of the entries
 */
export function readArray(value: unknown, pointer: string, bounds: Bounds): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(pointer, value === undefined ? 'required' : 'type');
  if (value.length < bounds.min) throw invalid(pointer, 'too-few');
  if (value.length > bounds.max) throw invalid(pointer, 'too-many');
  return value;
}

/** Reads each entry; the faults of all of them are named in one refusal. */
export function readEach<T>(
  values: readonly unknown[],
  pointer: string,
  read: (value: unknown, pointer: string) => T,
): readonly T[] {
  const parts = values.map((value, index) => [
    String(index),
    () => read(value, pointerTo(pointer, index)),
  ]);
  return Object.values(gather<Record<string, T>>(Object.fromEntries(parts)));
}

/**
 * A string, whatever stands in it.
 * @throws Problem `request-invalid`: `required`, `type`
 */
export function readString(value: unknown, pointer: string): string {
  if (value === undefined) throw invalid(pointer, 'required');
  if (typeof value !== 'string') throw invalid(pointer, 'type');
  return value;
}

/**
 * A text that may be shown: see `checkText`.
 * @param maxLength in characters
 * @throws Problem `request-invalid`: `required`, `type` or a text fault
 */
export function readText(value: unknown, pointer: string, maxLength: number): string {
  const text = readString(value, pointer);
  const fault = checkText(text, maxLength);
  if (fault) throw invalid(pointer, fault);
  return text;
}

/**
 * A whole number within bounds.
 * @throws Problem `request-invalid`: `required`, `type`, `too-small`, `too-large`
 */
export function readInteger(value: unknown, pointer: string, bounds: Bounds): number {
  if (value === undefined) throw invalid(pointer, 'required');
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(pointer, 'type');
  if (value < bounds.min) throw invalid(pointer, 'too-small');
  if (value > bounds.max) throw invalid(pointer, 'too-large');
  return value;
}

/**
 * True or false.
 * @throws Problem `request-invalid`: `required`, `type`
 */
export function readBoolean(value: unknown, pointer: string): boolean {
  if (value === undefined) throw invalid(pointer, 'required');
  if (typeof value !== 'boolean') throw invalid(pointer, 'type');
  return value;
}

/**
 * One of the given words.
 * @throws Problem `request-invalid`: `required`, `type`, `enum`
 */
export function readOneOf<T extends string>(
  value: unknown,
  pointer: string,
  words: readonly T[],
): T {
  const text = readString(value, pointer);
  const word = words.find((one) => one === text);
  if (word === undefined) throw invalid(pointer, 'enum');
  return word;
}

/**
 * Refuses repeated values, each at its own place.
 * @throws Problem `request-invalid`: `duplicate`
 */
export function refuseRepeats(values: readonly string[], pointerOf: (index: number) => string) {
  const errors = values
    .map((value, index) => ({ index, repeated: values.indexOf(value) < index }))
    .filter((one) => one.repeated)
    .map((one) => ({ pointer: pointerOf(one.index), code: 'duplicate' }));
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
}
