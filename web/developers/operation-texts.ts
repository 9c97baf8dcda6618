import type { PageLanguage } from '../kit/texts.ts';

const han = /\p{Script=Han}/u;

interface Described {
  readonly summary: string;
  readonly description: string;
}

/** What an operation does in one line: the document says it in English first, in Chinese below. */
export function toTitle({ summary, description }: Described, language: PageLanguage): string {
  const [first = summary] = description.split('\n\n');
  if (language === 'en' || !han.test(first)) return summary;
  return /^[^。]+。?/u.exec(first)?.[0] ?? first;
}

/** What the document says more, in the reader's language where it says it in that; a Chinese term may stand in an English paragraph. */
export function toParagraphs({ description }: Described, language: PageLanguage) {
  const paragraphs = description.split('\n\n');
  if (language === 'en') return paragraphs.filter((one) => !one.includes('。'));
  const isOnlyTitle = /^[^。]+。?$/u.test(paragraphs[0] ?? '');
  return isOnlyTitle ? paragraphs.slice(1) : paragraphs;
}
