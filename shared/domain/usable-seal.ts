import { Problem } from '../problem/problem.ts';
import type { Moment } from './ids.ts';
import type { SealHead } from './seal.ts';

/** A seal that may be used: enabled, and within the time of its certificate. */
export type UsableSeal<Of extends SealHead = SealHead> = Extract<Of, { readonly making: unknown }>;

/** Why a seal may not be used at a moment, or nothing. */
function findFault(seal: SealHead | undefined, at: Moment): string | undefined {
  if (seal === undefined) return 'unknown';
  if (seal.state !== 'enabled') return seal.state;
  if (at < seal.making.validFrom) return 'not-yet-valid';
  return at < seal.making.validUntil ? undefined : 'expired';
}

/** May licences be brought into force under the seal at that moment? */
export function isUsable<Of extends SealHead>(
  seal: Of | undefined,
  at: Moment,
): seal is UsableSeal<Of> {
  return findFault(seal, at) === undefined;
}

/**
 * The seal, when it may be used at that moment.
 * @throws Problem `seal-not-enabled`
 */
export function requireUsable<Of extends SealHead>(seal: Of, at: Moment): UsableSeal<Of> {
  if (isUsable(seal, at)) return seal;
  const reason = findFault(seal, at);
  throw new Problem('seal-not-enabled', reason === undefined ? {} : { reason });
}
