import type { PageLanguage } from './texts.ts';

/** What stands between the parts of a text that is put together here, as its language writes it. */
export const punctuation = {
  'zh-Hans': { colon: '：', comma: '，', list: '、', open: '（', close: '）' },
  en: { colon: ': ', comma: ', ', list: ', ', open: ' (', close: ')' },
} as const satisfies Record<PageLanguage, unknown>;
