import type { PageLanguage } from '../kit/texts.ts';
import { chinese } from './desk-texts-chinese.ts';
import { english } from './desk-texts-english.ts';

/** A text that lacks in one language does not compile. */
export type DeskTexts = Readonly<Record<keyof typeof chinese, string>>;

export const deskTexts: Readonly<Record<PageLanguage, DeskTexts>> = {
  'zh-Hans': chinese,
  en: english,
};
