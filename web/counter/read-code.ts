import { isShownCode, isSpokenCode } from '../../shared/domain/show-code.ts';
import { readScan } from '../kit/read-scan.ts';
import type { TextName } from '../kit/texts.ts';
import type { RetrievalTexts } from './retrieval-texts.ts';

/** What retrieval takes, or what is wrong with it by the text's name. */
export type RetrievalCode =
  | { readonly code: string }
  | { readonly spokenCode: string }
  | { readonly fault: keyof RetrievalTexts };

/** A show code that is not whole was half read. */
const faults: Readonly<Partial<Record<TextName, keyof RetrievalTexts>>> = {
  ...{ isShowCode: 'partFault', isPart: 'partFault', isLink: 'linkFault' },
  ...{ isRequest: 'requestFault', isNumber: 'isNumberFault' },
};

/** Says which code it is, whatever stands around it: a shown one, nine spoken digits, or what else. */
export function readCode(text: string): RetrievalCode {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  if (isSpokenCode(digits)) return { spokenCode: digits };
  if (/^\d{4,14}$/.test(digits)) return { fault: 'digitsFault' };
  const scan = readScan(text);
  if (!('isNot' in scan)) return { fault: 'licenceFault' };
  const { isNot, text: rest = '' } = scan;
  return isShownCode(rest) ? { code: rest } : { fault: faults[isNot] ?? 'codeFault' };
}
