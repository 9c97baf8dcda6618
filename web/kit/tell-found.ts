import type { PageContext } from './page-frame.tsx';
import type { PageVerdict } from './page-verifier.ts';
import { tellResult } from './tell-result.ts';
import { toMainSentence } from './verdict-view.tsx';

/** Tells a verdict with sound, vibration and, unless it is switched off, its word and sentence aloud. */
export function tellFound(
  found: PageVerdict,
  context: PageContext,
  isSpoken = context.preferences.isSpoken,
): void {
  const { texts, preferences } = context;
  const { verdict } = found.verification;
  const words = `${texts[verdict]}。${toMainSentence(found, context)}`;
  tellResult(verdict, words, { ...preferences, isSpoken });
}

const order = ['invalid', 'indeterminate', 'valid'] as const;

/** Of several, the one that somebody has to hear. */
export function tellWorst(all: readonly PageVerdict[], context: PageContext): void {
  const worst = order.flatMap((verdict) =>
    all.filter(({ verification }) => verification.verdict === verdict),
  )[0];
  if (worst !== undefined) tellFound(worst, context);
}
