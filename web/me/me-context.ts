import type { PageSettings } from '../kit/page-settings.ts';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import type { PageLanguage } from '../kit/texts.ts';
import type { MeTexts } from './me-texts.ts';
import type { View } from './use-view.ts';

/** What every view of the page is given. */
export interface MeContext {
  readonly texts: MeTexts;
  readonly language: PageLanguage;
  readonly settings: PageSettings;
  readonly call: Call;
  readonly go: (view: View) => void;
}

/** A moment as a calendar and a clock in China show it. */
export function toLocalTime(moment: string, language: PageLanguage): string {
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  return new Date(moment).toLocaleString(locale, {
    ...{ timeZone: 'Asia/Shanghai', hour12: false },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
}
