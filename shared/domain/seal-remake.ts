import { Problem } from '../problem/problem.ts';
import type { Moment } from './ids.ts';
import type { RemakeGround, SealHead } from './seal.ts';
import { compromisedFromOf } from './seal-state.ts';

/** A seal that was made, and what bears on making it anew. */
export interface RemakeCase {
  readonly old: SealHead;
  readonly ground: RemakeGround;
  /** The department's name in the old seal's certificate, and now. */
  readonly certifiedName: string;
  readonly departmentName: string;
  readonly now: Moment;
}

/** So long before its end a seal may be made anew, so that the new one is at work in time. */
const renewalMilliseconds = 180 * 24 * 3600 * 1000;

function isNearItsEnd({ old, now }: RemakeCase): boolean {
  return 'making' in old && now >= old.making.validUntil - renewalMilliseconds;
}

/** Why the ground does not hold, or nothing. */
const findFault: Readonly<Record<RemakeGround, (one: RemakeCase) => string | undefined>> = {
  rename: ({ certifiedName, departmentName }) =>
    certifiedName === departmentName ? 'department-not-renamed' : undefined,
  expiry: (one) => (isNearItsEnd(one) ? undefined : 'seal-not-expiring'),
  loss: ({ old }) => (old.state === 'enabled' ? 'seal-enabled' : undefined),
  compromise: ({ old }) =>
    compromisedFromOf(old.entries) === undefined ? 'seal-not-compromised' : undefined,
};

/**
 * May a seal take the place of this one, on that ground 重制? A lost one has to be suspended or
 * cancelled before; of a compromised one it has to be recorded since when. Both stay in the
 * department's sheet, so licences under the old one go on as they are.
 * @throws Problem `state-conflict` with the reason
 */
export function checkRemake(one: RemakeCase): void {
  const { old, ground } = one;
  const fault = old.state === 'applied' ? 'seal-applied' : findFault[ground](one);
  if (fault !== undefined) throw new Problem('state-conflict', { reason: fault });
}
