import { notApplicable } from './evidence.ts';
import { type Check, type CheckName, checkNames } from './verdict.ts';

/**
 * In which form a licence was presented: a credential, one with a key binding behind its last `~`, the
 * code on paper, or a document with a credential inside; a stamped document has none inside.
 */
export type Carrier =
  | 'credential'
  | 'bound-credential'
  | 'printed-code'
  | 'document'
  | 'stamped-document';

/** Whose licence it is, seen from the province that verifies; `unknown` when no chain says. */
export type Origin = 'own' | 'other' | 'unknown';

/** What the verifier asks of the one who presents. */
export type VerificationPolicy =
  | { readonly holderBinding: 'not-required' }
  | {
      readonly holderBinding: 'required';
      /** What the verifier gave to be signed, once. */
      readonly nonce: string;
      /** The verifier, as it asked to be called. */
      readonly audience: string;
    };

type Row = readonly [
  check: CheckName,
  carrier: Carrier | 'any',
  origin: Origin | 'any',
  holderBinding: VerificationPolicy['holderBinding'] | 'any',
];

/** Which checks do not apply, carrier × origin × policy; a check without a row that fits is required. */
const table: readonly Row[] = [
  ['recognition', 'any', 'own', 'any'],
  ['holder-binding', 'credential', 'any', 'not-required'],
  ['holder-binding', 'printed-code', 'any', 'not-required'],
  ['disclosures', 'printed-code', 'any', 'any'],
  ['holder-binding', 'document', 'any', 'not-required'],
  ...(['authority', 'period', 'status', 'disclosures', 'holder-binding'] as const).map(
    (check): Row => [check, 'stamped-document', 'any', 'any'],
  ),
];

/** What is verified and for whom: the table's key. */
export interface Situation {
  readonly carrier: Carrier;
  readonly origin: Origin;
  readonly policy: VerificationPolicy;
}

/** Must this check be made in this situation? Only the table says when not. */
export function isRequired(name: CheckName, { carrier, origin, policy }: Situation): boolean {
  return !table.some(
    ([check, ofCarrier, ofOrigin, ofBinding]) =>
      check === name &&
      (ofCarrier === 'any' || ofCarrier === carrier) &&
      (ofOrigin === 'any' || ofOrigin === origin) &&
      (ofBinding === 'any' || ofBinding === policy.holderBinding),
  );
}

type Rules = readonly boolean[];
/** The table, read once for each situation there is. */
const rules = new Map<Carrier, Map<Origin, Map<VerificationPolicy['holderBinding'], Rules>>>();

/** Of each check in its order, whether it is required. */
function requiredIn(situation: Situation): Rules {
  const { carrier, origin, policy } = situation;
  const known = rules.get(carrier)?.get(origin)?.get(policy.holderBinding);
  if (known !== undefined) return known;
  const required = checkNames.map((name) => isRequired(name, situation));
  const ofCarrier = rules.get(carrier) ?? new Map();
  const ofOrigin = ofCarrier.get(origin) ?? new Map();
  rules.set(carrier, ofCarrier.set(origin, ofOrigin.set(policy.holderBinding, required)));
  return required;
}

/**
 * All checks in their order: what was found for each that applies, `not-checked` for each that applies
 * and was not made, `not-applicable` for the rest; but nobody who was asked and said no is passed over.
 */
export function completeChecks(made: readonly Check[], situation: Situation): readonly Check[] {
  const required = requiredIn(situation);
  return checkNames.map((name, at) => {
    const found = findMade(made, name);
    if (required[at]) return found ?? { name, outcome: 'indeterminate', reason: 'not-checked' };
    return found?.outcome === 'failed' ? found : notApplicable(name);
  });
}

function findMade(made: readonly Check[], name: CheckName): Check | undefined {
  for (const check of made) if (check.name === name) return check;
  return undefined;
}
