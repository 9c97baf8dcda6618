import { toAlphanumericCharacter, toAlphanumericValue } from './alphanumeric.ts';
import { toIdentifierCheck } from './identifier.ts';
import { invalid, readString } from './reading.ts';

/**
 * How an identifier's check character stands: `right`; `miscounted`, as a widely copied helper makes
 * it; `undefined-here`, where the serial has characters that none is defined for.
 */
export type ForeignCheck = 'right' | 'miscounted' | 'undefined-here';

/** An identifier as other systems write it; its parts are text and prove nothing. */
export interface ForeignIdentifier {
  readonly type: string;
  /** A social credit code, or a 6-digit division code. */
  readonly issuer: string;
  readonly serial: string;
  readonly version: number;
  readonly check: ForeignCheck;
}

const shape =
  /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18}|[0-9]{6})\.([0-9A-Z_-]{1,64})\.([0-9]{3})\.([0-9A-Z])$/i;

/** The check character of the helper that counts letters from 11 and reduces their sums by 37 first. */
function toMiscountedCheck(text: string): string {
  let p = 36;
  for (const character of text) {
    const value = toAlphanumericValue(character);
    const sum = value < 10 ? p + value : (p + value + 1) % 37 || 37;
    p = ((sum % 36 || 36) * 2) % 37;
  }
  return toAlphanumericCharacter(36 - p);
}

function judge(text: string, check: string): ForeignCheck | undefined {
  const right = toIdentifierCheck(text);
  if (right === undefined) return 'undefined-here';
  if (right === check) return 'right';
  return toMiscountedCheck(text) === check ? 'miscounted' : undefined;
}

/**
 * Reads an identifier tolerantly, as found in the field: a division code for the issuer, lower case,
 * underscores and hyphens in the serial, version 000, outer blanks, the check character of a known
 * wrong helper. Never written so by this service.
 * @throws Problem `request-invalid`: `required`, `type`, `identifier`, `check-digit`
 * @see GB/T 36904
 */
export function readForeignIdentifier(value: unknown, pointer = ''): ForeignIdentifier {
  const text = readString(value, pointer).trim();
  const [whole, type = '', issuer = '', serial = '', version = '', last = ''] =
    shape.exec(text) ?? [];
  if (whole === undefined) throw invalid(pointer, 'identifier');
  const check = judge(`${type}${issuer}${serial}${version}`.toUpperCase(), last.toUpperCase());
  if (check === undefined) throw invalid(pointer, 'check-digit');
  return { type, issuer, serial, version: Number(version), check };
}
