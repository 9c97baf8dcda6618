import type { PageLanguage } from './texts.ts';

/** How somebody wants pages to be; kept in this browser only. */
export interface Preferences {
  readonly language: PageLanguage;
  /** 长辈版. */
  readonly isElder: boolean;
  readonly isSpoken: boolean;
}

const key = 'yinzheng-preferences';
const usual: Preferences = { language: 'zh-Hans', isElder: false, isSpoken: false };

/** Storage may be forbidden, or hold what somebody else wrote: then it is as usual. */
export function readPreferences(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return {
      language: kept.language === 'en' ? 'en' : 'zh-Hans',
      isElder: kept.isElder === true,
      isSpoken: kept.isSpoken === true,
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
