import type { PageLanguage } from './texts.ts';

/** How somebody wants pages to be; kept in this browser only. */
export interface Preferences {
  readonly language: PageLanguage;
  /** 长辈版. */
  readonly isElder: boolean;
  readonly isSpoken: boolean;
  /** Of the text in 长辈版, in pixels. */
  readonly elderSize: ElderSize;
}

/** Sizes of text in 长辈版, which may be made larger up to 30 px. */
export const elderSizes = [22, 26, 30] as const;
export type ElderSize = (typeof elderSizes)[number];

const key = 'yinzheng-preferences';
const usual: Preferences = { language: 'zh-Hans', isElder: false, isSpoken: true, elderSize: 22 };

/** Storage may be forbidden, or hold what somebody else wrote: then it is as usual. */
export function readPreferences(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return {
      language: kept.language === 'en' ? 'en' : 'zh-Hans',
      isElder: kept.isElder === true,
      isSpoken: kept.isSpoken !== false,
      elderSize: elderSizes.find((size) => size === kept.elderSize) ?? usual.elderSize,
    };
  } catch {
    return usual;
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // then they hold for this visit
  }
}
