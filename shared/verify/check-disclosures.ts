import type { CredentialParts } from '../formats/credential.ts';
import { processDisclosures } from '../formats/credential-disclosures.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { Problem } from '../problem/problem.ts';
import { failed, passed } from './evidence.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import type { Reason } from './reasons.ts';
import type { Check } from './verdict.ts';

/** Whether the disclosed items belong to the licence, and the payload with them in their places. */
export interface DisclosuresFinding {
  readonly check: Check;
  readonly disclosed?: JsonObject;
}

const reasonOf: Readonly<Record<string, Reason>> = {
  'disclosure-repeated': 'disclosure-doubled',
  'digest-repeated': 'disclosure-doubled',
  'disclosure-unreferenced': 'disclosure-unreferenced',
  'disclosure-overwrites': 'disclosure-conflicting',
  'disclosure-plain-claim': 'disclosure-conflicting',
};

/** The failed check for a refusal of disclosures; undefined for a refusal of something else. */
export function toDisclosuresCheck({ details }: Problem): Check | undefined {
  const { reason = '' } = details;
  if (!/^(?:disclosure|digest)-/.test(reason)) return undefined;
  return failed('disclosures', reasonOf[reason] ?? 'disclosure-malformed', reason);
}

/** Does every disclosed item belong to this licence, once, unchanged, and beside nothing it contradicts? */
export function checkDisclosures(
  { jws, disclosures }: CredentialParts,
  { digest }: Pick<Primitives, 'digest'>,
): MaybePromise<DisclosuresFinding> {
  try {
    const processed = processDisclosures(jws.payload, disclosures, digest);
    return processed instanceof Promise ? processed.then(toFinding, refuse) : toFinding(processed);
  } catch (error) {
    return refuse(error);
  }
}

function toFinding(disclosed: JsonObject): DisclosuresFinding {
  return { check: passed('disclosures'), disclosed };
}

function refuse(error: unknown): DisclosuresFinding {
  const check = error instanceof Problem ? toDisclosuresCheck(error) : undefined;
  if (check === undefined) throw error;
  return { check };
}
