import type { DepartmentCode } from './ids.ts';
import { invalid, readString } from './reading.ts';

/** Why a code is not one of its sort. */
export type CodeFault = 'length' | 'character' | 'check-digit' | 'region' | 'date';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const shape = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** By ASCII code; 0 for what is not of the alphabet. */
function valuesOf(letters: string): Uint8Array {
  const byCode = new Uint8Array(128);
  for (let value = 0; value < letters.length; value += 1) byCode[letters.charCodeAt(value)] = value;
  return byCode;
}
const values = valuesOf(alphabet);
const organisationValues = valuesOf(organisationAlphabet);

function weigh(text: string, valuesByCode: Uint8Array, factors: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < factors.length; at += 1) {
    sum += (factors[at] as number) * (valuesByCode[text.charCodeAt(at)] ?? 0);
  }
  return sum;
}

/**
 * The last character of an organisation code 组织机构代码.
 * @param first8 the eight characters before it
 * @see GB 11714
 */
export function toOrganisationCheck(first8: string): string {
  const check = 11 - (weigh(first8, organisationValues, organisationWeights) % 11);
  return check === 10 ? 'X' : String(check % 11);
}

/**
 * The last character of a unified social credit code.
 * @param first17 the characters before it
 * @see GB 32100-2015
 */
export function toSocialCreditCheck(first17: string): string {
  return alphabet.charAt((31 - (weigh(first17, values, weights) % 31)) % 31);
}

/**
 * Says why a text is not a unified social credit code 统一社会信用代码: 18 characters, upper case, both
 * check characters right (its own, and that of the organisation code within).
 * @see GB 32100-2015, GB 11714
 */
export function checkSocialCreditCode(text: string): CodeFault | undefined {
  if (text.length !== 18) return 'length';
  if (!shape.test(text)) return 'character';
  if (toSocialCreditCheck(text) !== text.charAt(17)) return 'check-digit';
  return toOrganisationCheck(text.slice(8, 16)) === text.charAt(16) ? undefined : 'check-digit';
}

/**
 * A department's code.
 * @throws Problem `request-invalid`: `required`, `type`, `length`, `character`, `check-digit`
 */
export function readDepartmentCode(value: unknown, pointer = ''): DepartmentCode {
  const text = readString(value, pointer);
  const fault = checkSocialCreditCode(text);
  if (fault) throw invalid(pointer, fault);
  return text as DepartmentCode;
}
