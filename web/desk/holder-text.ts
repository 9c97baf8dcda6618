import type { HolderCodeType } from '../../shared/domain/licence-type.ts';
import { punctuation } from '../kit/punctuation.ts';
import type { PageLanguage } from '../kit/texts.ts';
import { codeTypeWords } from './code-type-words.ts';

interface Holder {
  readonly name: string;
  readonly codeType: HolderCodeType;
  readonly code: string;
}

/** Holders by name and code, in one line. */
export function toHolderText(holders: readonly Holder[], language: PageLanguage): string {
  const { list, open, close } = punctuation[language];
  return holders
    .map(
      ({ name, codeType, code }) =>
        `${name}${open}${codeTypeWords[language][codeType]} ${code}${close}`,
    )
    .join(list);
}
