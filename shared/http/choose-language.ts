/** The languages that texts are written in. */
export type Language = 'zh' | 'en';

/** As `Content-Language` and `lang` name them. */
export const languageTags: Readonly<Record<Language, string>> = { zh: 'zh-Hans', en: 'en' };

const rangePattern =
  /^\s*(\*|[a-z]{1,8})(?:-[a-z0-9]{1,8})*\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?$/i;
/** More than any browser sends. */
const maxLength = 512;

/** The weight of each primary language named, in the order in which they were named. */
function readWeights(acceptLanguage: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const range of acceptLanguage.slice(0, maxLength).split(',')) {
    const [, primary, weight = '1'] = rangePattern.exec(range) ?? [];
    if (primary === undefined) continue;
    const name = primary.toLowerCase();
    weights.set(name, Math.max(weights.get(name) ?? 0, Number(weight)));
  }
  return weights;
}

/**
 * The language wanted most; of two wanted alike the one named first, Chinese when neither is wanted.
 * @see RFC 9110 section 12.5.4, RFC 4647 section 3.4
 */
export function chooseLanguage(acceptLanguage = ''): Language {
  const weights = readWeights(acceptLanguage);
  const weightOf = (language: Language) => weights.get(language) ?? weights.get('*') ?? 0;
  const named = [...weights.keys()].filter((name) => name === 'zh' || name === 'en');
  const inOrder: readonly Language[] = [...named, 'zh', 'en'];
  return inOrder.reduce((best, one) => (weightOf(one) > weightOf(best) ? one : best));
}
