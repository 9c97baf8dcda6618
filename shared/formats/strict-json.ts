import { type CodeSpan, readBase64urlInto } from './base64url.ts';
import { toJsonProblem } from './json-problem.ts';
import { JsonReader } from './json-reader.ts';

/** A value of RFC 8259. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of RFC 8259: names are unique and none is `__proto__`. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** What a JSON text may be. */
export interface JsonLimits {
  /** Of bytes; of a text, in UTF-16 units (which are never more than its bytes). */
  readonly maxBytes: number;
  /** Arrays and objects in one another; 16 unless told. */
  readonly maxDepth?: number;
  /** Whole numbers within ±(2^53 − 1) only, written without fraction and exponent. */
  readonly integersOnly?: boolean;
  /** What to call a refusal: `request-invalid` for a request body. */
  readonly code?: 'malformed' | 'request-invalid';
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function toText(input: string | Uint8Array, limits: JsonLimits): string {
  if (input.length > limits.maxBytes) throw toJsonProblem(limits, 'json-too-large');
  if (typeof input !== 'string') return decode(input, limits);
  if (!input.isWellFormed()) throw toJsonProblem(limits, 'json-surrogate');
  return input;
}

function decode(bytes: Uint8Array, limits: JsonLimits): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw toJsonProblem(limits, 'json-utf8');
  }
}

/**
 * Reads one JSON text and refuses whatever two parsers could read differently: doubled names,
 * `__proto__`, lone surrogates, invalid UTF-8, a byte order mark, numbers beyond a double, deep
 * nesting, anything after the value. What it accepts it reads exactly as `JSON.parse` does. Linear
 * in the size of the text. A refusal tells the place, never the content.
 * @throws Problem `malformed`, or the code asked for, with reason `json-too-large`, `json-utf8`,
 *   `json-bom`, `json-surrogate`, `json-depth`, `json-duplicate-name`, `json-proto-name`,
 *   `json-number`, `json-trailing` or `json-syntax`
 * @see RFC 8259, RFC 7493 (I-JSON), RFC 7515 §4
 */
export function readStrictJson(input: string | Uint8Array, limits: JsonLimits): JsonValue {
  return new JsonReader(toText(input, limits), limits).readWhole();
}

/** Decoded texts stand here only until they are text: an ArrayBuffer of its own for each costs more than reading it. */
let scratch = new Uint8Array(16_384);
const maxScratchBytes = 65_536;

function takeScratch(sizeBytes: number): Uint8Array {
  if (sizeBytes > maxScratchBytes) return new Uint8Array(sizeBytes);
  if (sizeBytes > scratch.length) scratch = new Uint8Array(maxScratchBytes);
  return scratch;
}

/**
 * `readStrictJson` for texts that came as base64url, all in one go.
 * @param parts the ASCII codes of each
 * @param limits `maxBytes` of all together, as they came
 * @throws Problem as `readStrictJson` and `readBase64url` do
 */
export function readEncodedJson(
  parts: readonly CodeSpan[],
  limits: JsonLimits,
): readonly JsonValue[] {
  let sizeBytes = parts.length;
  for (const { from, to } of parts) sizeBytes += to - from;
  if (sizeBytes - parts.length > limits.maxBytes) throw toJsonProblem(limits, 'json-too-large');
  const target = takeScratch(sizeBytes);
  let end = 0;
  for (const part of parts) {
    end += readBase64urlInto(part, target, end);
    target[end] = 0;
    end += 1;
  }
  const text = decode(target.subarray(0, end), limits);
  return new JsonReader(text, limits).readEach(parts.length);
}

/** Tells an object from the other JSON values. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
