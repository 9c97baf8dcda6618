import { Problem } from '../problem/problem.ts';
import type { Moment } from './ids.ts';
import type { Seal } from './seal.ts';

/** A seal that may be used: enabled, and within the time of its certificate. */
export type UsableSeal = Extract<Seal, { readonly making: unknown }>;

/** Why a seal may not be used at a moment, or nothing. */
function findFault(seal: Seal | undefined, at: Moment): string | undefined {
  if (seal === undefined) return 'unknown';
  if (seal.state !== 'enabled') return seal.state;
  if (at < seal.making.validFrom) return 'not-yet-valid';
  return at < seal.making.validUntil ? undefined : 'expired';
}

/** May licences be brought into force under the seal at that moment? */
export function isUsable(seal: Seal | undefined, at: Moment): seal is UsableSeal {
  return findFault(seal, at) === undefined;
}

/**
 * The seal, when it may be used at that moment.
 * @throws Problem `seal-not-enabled`
 */
export function requireUsable(seal: Seal, at: Moment): UsableSeal {
  if (isUsable(seal, at)) return seal;
  const reason = findFault(seal, at);
  throw new Problem('seal-not-enabled', reason === undefined ? {} : { reason });
}
