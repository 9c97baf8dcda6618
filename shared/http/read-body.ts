import type * as z from 'zod';
import { isTellable } from '../domain/reading.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import { type FieldError, Problem } from '../problem/problem.ts';

const maxErrors = 50;

/** The words that the readers of the domain use too. */
const plainCodes: Readonly<Record<string, string>> = {
  invalid_type: 'type',
  invalid_value: 'enum',
  invalid_format: 'format',
};
const sizeCodes: Readonly<Record<string, readonly [string, string]>> = {
  string: ['too-short', 'too-long'],
  array: ['too-few', 'too-many'],
};

function toPointer(path: readonly PropertyKey[]): string {
  const tellable: string[] = [];
  for (const segment of path) {
    if (typeof segment !== 'number' && !isTellable(String(segment))) break;
    tellable.push(`/${String(segment)}`);
  }
  return tellable.join('');
}

function isAbsent(value: JsonValue, path: readonly PropertyKey[]): boolean {
  let found: unknown = value;
  for (const segment of path)
    found = (found as Record<PropertyKey, unknown> | undefined)?.[segment];
  return found === undefined;
}

function toCode(issue: z.core.$ZodIssue, value: JsonValue): string {
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') {
    return issue.params['code'];
  }
  if (isAbsent(value, issue.path)) return 'required';
  const size = 'origin' in issue ? sizeCodes[String(issue.origin)] : undefined;
  if (issue.code === 'too_small') return size?.[0] ?? 'too-small';
  if (issue.code === 'too_big') return size?.[1] ?? 'too-large';
  return plainCodes[issue.code] ?? issue.code.replaceAll('_', '-');
}

function toFieldErrors(issue: z.core.$ZodIssue, value: JsonValue): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      code: 'unknown',
    }));
  }
  const code = toCode(issue, value);
  return [{ pointer: toPointer(issue.path), code, detail: issue.message }];
}

/**
 * Reads a body with its schema; strict objects refuse unknown fields. Errors tell where and which,
 * never the value.
 * @throws Problem `request-invalid` with one entry in `errors` a fault, at most 50
 */
export function readBody<T>(schema: z.ZodType<T>, value: JsonValue): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => toFieldErrors(issue, value));
  throw new Problem('request-invalid', {
    reason: 'body-invalid',
    errors: errors.slice(0, maxErrors),
  });
}
