import { checkCitizenNumber } from './citizen-number.ts';
import type { CivilDate } from './ids.ts';
import type { Holder } from './licence.ts';
import type { HolderCodeType } from './licence-type.ts';
import { type CodeFault, checkSocialCreditCode } from './social-credit-code.ts';
import { checkText, type TextFault } from './text.ts';

/** Passports and travel permits: capitals and digits as in their machine-readable line. */
const travelDocuments: readonly HolderCodeType[] = ['411', '412', '413', '414', '511', '516'];

/** What a holder's MAC is made over: the code with its type, as the same digits may stand in two. */
export function toHolderText({ codeType, code }: Pick<Holder, 'codeType' | 'code'>): string {
  return `${codeType}:${code}`;
}

/** Longest holder code, in characters. */
export const maxHolderCodeLength = 40;

/** Is it the code type of a natural person 自然人? */
export function isPersonCodeType(codeType: HolderCodeType): boolean {
  return codeType !== '001' && codeType !== '099';
}

function checkTravelDocument(code: string): CodeFault | undefined {
  if (code.length < 5 || code.length > 20) return 'length';
  return /^[0-9A-Z]+$/.test(code) ? undefined : 'character';
}

/**
 * Says why a code 持证主体代码 is not one of its type. Nothing is normalised: lower case, full-width
 * forms and outer blanks are faults here; who imports files normalises before.
 * @param today no citizen is born after it
 * @see GB/T 36903 Annex A
 */
export function checkHolderCode(
  codeType: HolderCodeType,
  code: string,
  today?: CivilDate,
): CodeFault | TextFault | undefined {
  if (code === '') return 'required';
  if (codeType === '001') return checkSocialCreditCode(code);
  if (codeType === '111') return checkCitizenNumber(code, today);
  if (travelDocuments.includes(codeType)) return checkTravelDocument(code);
  return checkText(code, maxHolderCodeLength);
}
