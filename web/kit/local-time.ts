import type { PageLanguage } from './texts.ts';

/** A moment as a calendar and a clock in China show it. */
export function toLocalTime(moment: string, language: PageLanguage): string {
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  return new Date(moment).toLocaleString(locale, {
    ...{ timeZone: 'Asia/Shanghai', hour12: false },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
}
