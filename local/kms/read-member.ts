import { constraintError, KmsError } from './kms-error.ts';

/** The JSON object of one request; members are read one by one, unknown ones are ignored as KMS does. */
export type RequestBody = Readonly<Record<string, unknown>>;

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function findText(body: RequestBody, member: string): string | undefined {
  const value = body[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string')
    throw new KmsError('SerializationException', `${member} is not a string`);
  return value;
}

/** A text of at most `max` characters, or the fallback when it is absent. */
export function readOptionalText(body: RequestBody, member: string, max: number): string {
  const value = findText(body, member) ?? '';
  if (value.length > max) {
    throw constraintError(
      member,
      `'${value.slice(0, 32)}…'`,
      `have length less than or equal to ${max}`,
    );
  }
  return value;
}

/** A text that must be there, of 1 to 2048 characters. */
export function readText(body: RequestBody, member: string): string {
  if (findText(body, member) === undefined) throw constraintError(member, 'null', 'not be null');
  const value = readOptionalText(body, member, 2048);
  if (value === '') throw constraintError(member, "''", 'have length greater than or equal to 1');
  return value;
}

/** One of the values of KMS's model, or undefined when the member is absent. */
export function findOneOf(
  body: RequestBody,
  member: string,
  allowed: readonly string[],
): string | undefined {
  const value = findText(body, member);
  if (value === undefined || allowed.includes(value)) return value;
  throw constraintError(member, `'${value}'`, `satisfy enum value set: [${allowed.join(', ')}]`);
}

/** One of the values of KMS's model. */
export function readOneOf(body: RequestBody, member: string, allowed: readonly string[]): string {
  const value = findOneOf(body, member, allowed);
  if (value === undefined) throw constraintError(member, 'null', 'not be null');
  return value;
}

/** A base64 member of 1 to `maxBytes` bytes. */
export function readBlob(body: RequestBody, member: string, maxBytes: number): Buffer {
  const text = findText(body, member);
  if (text === undefined) throw constraintError(member, 'null', 'not be null');
  if (!base64.test(text)) throw new KmsError('SerializationException', `${member} is not base64`);
  const bytes = Buffer.from(text, 'base64');
  const shown = 'java.nio.HeapByteBuffer';
  if (bytes.length === 0)
    throw constraintError(member, shown, 'have length greater than or equal to 1');
  if (bytes.length > maxBytes) {
    throw constraintError(member, shown, `have length less than or equal to ${maxBytes}`);
  }
  return bytes;
}

/** A truth value that is false when absent. */
export function readFlag(body: RequestBody, member: string): boolean {
  const value = body[member] ?? false;
  if (typeof value !== 'boolean')
    throw new KmsError('SerializationException', `${member} is not a boolean`);
  return value;
}
