import { isCivilDate } from './civil-date.ts';
import { beginsWithProvince } from './division-code.ts';
import type { CivilDate } from './ids.ts';
import type { CodeFault } from './social-credit-code.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const earliestBirth = '1850-01-01';

/**
 * The last character of a citizen number.
 * @param first17 the digits before it
 * @see GB 11643-1999 (ISO 7064 MOD 11-2)
 */
export function toCitizenCheck(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17.charAt(at)), 0);
  return '10X98765432'.charAt(sum % 11);
}

/**
 * Says why a text is not a citizen number 公民身份号码: 17 digits and a check character (capital X),
 * a province's digits, a real date of birth.
 * @param today no birth lies after it; without it only dates before 1850 are refused
 * @see GB 11643-1999
 */
export function checkCitizenNumber(text: string, today?: CivilDate): CodeFault | undefined {
  if (text.length !== 18) return 'length';
  if (!/^[0-9]{17}[0-9X]$/.test(text)) return 'character';
  if (!beginsWithProvince(text)) return 'region';
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!isCivilDate(birth) || birth < earliestBirth) return 'date';
  if (today !== undefined && birth > today) return 'date';
  return toCitizenCheck(text) === text.charAt(17) ? undefined : 'check-digit';
}

/** What people write between the parts of a number: blanks, dashes, dots. */
const separators = /[\s\p{Pd}.·]/gu;

/** A text as its codes are looked for: in capitals, full-width forms as what they stand for, nothing between their parts. */
export const toPlainForm = (text: string): string =>
  text.normalize('NFKC').replaceAll(separators, '').toUpperCase();

/** Does a citizen number stand anywhere in a text, in whatever way it is written? None is to slip through. */
export function containsCitizenNumber(text: string): boolean {
  const plain = toPlainForm(text);
  for (let at = 0; at + 18 <= plain.length; at += 1)
    if (checkCitizenNumber(plain.slice(at, at + 18)) === undefined) return true;
  return false;
}
