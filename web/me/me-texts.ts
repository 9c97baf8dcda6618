import type { PageLanguage } from '../kit/texts.ts';
import { chinese } from './me-texts-chinese.ts';
import { english } from './me-texts-english.ts';

/** A text that lacks in one language does not compile. */
export type MeTexts = Readonly<Record<keyof typeof chinese, string>>;

export const meTexts: Readonly<Record<PageLanguage, MeTexts>> = {
  'zh-Hans': chinese,
  en: english,
};
