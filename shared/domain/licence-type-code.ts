import type { LicenceTypeCode } from './ids.ts';
import { invalid, readString } from './reading.ts';
import { type CodeFault, checkSocialCreditCode } from './social-credit-code.ts';

/** Says why a text is not a licence type code 证照类型代码: the definer's social credit code and three more. */
export function checkLicenceTypeCode(text: string): CodeFault | undefined {
  if (text.length !== 21) return 'length';
  if (!/^[0-9A-Z]{3}$/.test(text.slice(18))) return 'character';
  return checkSocialCreditCode(text.slice(0, 18));
}

/**
 * A licence type's code.
 * @throws Problem `request-invalid`: `required`, `type`, `length`, `character`, `check-digit`
 * @see GB/T 36904
 */
export function readLicenceTypeCode(value: unknown, pointer = ''): LicenceTypeCode {
  const text = readString(value, pointer);
  const fault = checkLicenceTypeCode(text);
  if (fault) throw invalid(pointer, fault);
  return text as LicenceTypeCode;
}
