import type { JsonObject } from '../formats/strict-json.ts';
import { andThen } from './and-then.ts';
import type { VerificationPolicy } from './applicability.ts';
import { checkDisclosures } from './check-disclosures.ts';
import type { HolderBindingQuestion } from './check-holder-binding.ts';
import { checkPeriod } from './check-period.ts';
import { passed } from './evidence.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import type { Presented } from './read-presented.ts';
import type { Check } from './verdict.ts';

/** A licence being verified: what was presented, what is asked, and when. Times in seconds. */
export interface Examination extends Presented {
  readonly policy: VerificationPolicy;
  readonly nowSeconds: number;
  readonly atSeconds: number;
}

/** What a licence alone can answer. */
export interface ContentFinding {
  readonly checks: Check[];
  readonly disclosed?: JsonObject | undefined;
}

/** Asks what needs nobody else: format, period, disclosures, and the holder's binding where one is asked for or came along. */
export function examineContent(
  one: Examination,
  primitives: Primitives,
): MaybePromise<ContentFinding> {
  const { parts, claims, policy, nowSeconds } = one;
  const { keyBinding } = parts;
  return andThen(checkDisclosures(parts, primitives), ({ check, disclosed }) => {
    const checks = [passed('format'), checkPeriod(claims, one), check];
    if (keyBinding === undefined && policy.holderBinding === 'not-required') {
      return { checks, disclosed };
    }
    const question = { keyBinding, claims, policy, nowSeconds, primitives };
    return checkBinding(question).then((binding) => ({
      checks: [...checks, binding],
      disclosed,
    }));
  });
}

/** Loaded when first asked for: most licences are presented without a binding. */
async function checkBinding(question: HolderBindingQuestion): Promise<Check> {
  const { checkHolderBinding } = await import('./check-holder-binding.ts');
  return checkHolderBinding(question);
}
