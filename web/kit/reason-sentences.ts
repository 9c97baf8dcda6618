import { type Reason, reasons } from '../../shared/verify/reasons.ts';
import type { PageLanguage } from './texts.ts';

export function isReason(code: string): code is Reason {
  return Object.hasOwn(reasons, code);
}

/** What a clerk can repeat to whom it concerns. */
export function toSentence(reason: Reason, language: PageLanguage): string {
  return reasons[reason][language === 'en' ? 'en' : 'zh'];
}
