import { toIdentifierCheck } from './identifier.ts';
import { invalid, readString } from './reading.ts';

/** An identifier as other systems write it; its parts are text and prove nothing. */
export interface ForeignIdentifier {
  readonly type: string;
  /** A social credit code, or a 6-digit division code. */
  readonly issuer: string;
  readonly serial: string;
  readonly version: number;
  /** False where the serial has characters that the check character is not defined for. */
  readonly checked: boolean;
}

const shape =
  /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18}|[0-9]{6})\.([0-9A-Z_-]{1,64})\.([0-9]{3})\.([0-9A-Z])$/i;

/**
 * Reads an identifier tolerantly, as found in the field: a division code for the issuer, lower case,
 * underscores and hyphens in the serial, version 000, outer blanks. Never written so by this service.
 * @throws Problem `request-invalid`: `required`, `type`, `identifier`, `check-digit`
 * @see GB/T 36904
 */
export function readForeignIdentifier(value: unknown, pointer = ''): ForeignIdentifier {
  const text = readString(value, pointer).trim();
  const [whole, type = '', issuer = '', serial = '', version = '', check = ''] =
    shape.exec(text) ?? [];
  if (whole === undefined) throw invalid(pointer, 'identifier');
  const expected = toIdentifierCheck(`${type}${issuer}${serial}${version}`.toUpperCase());
  if (expected !== undefined && expected !== check.toUpperCase())
    throw invalid(pointer, 'check-digit');
  return { type, issuer, serial, version: Number(version), checked: expected !== undefined };
}
