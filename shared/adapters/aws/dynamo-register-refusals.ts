import type { Reservation } from '../../ports/register.ts';
import { Problem } from '../../problem/problem.ts';
import { draftAt } from './dynamo-licence-draft-steps.ts';
import { listEntryAt } from './dynamo-register-writes.ts';

/**
 * Why a change did not land.
 * @throws Problem `state-conflict`, `restored`: what its published list said before a restore is to be entered first
 */
export function toChangeRefusal(refusedAt: readonly number[]): 'key-used' | 'moved' {
  if (refusedAt.includes(0)) return 'key-used';
  const isRestored = refusedAt.length === 1 && refusedAt[0] === listEntryAt;
  if (isRestored) throw new Problem('state-conflict', { reason: 'restored' });
  return 'moved';
}

/** Places as `toReservingItems` orders them; nothing else of a new licence can be there already. */
export function whatWasTaken(
  refusedAt: readonly number[],
  { approval }: Reservation,
): 'key-used' | 'number-taken' | 'draft-moved' {
  if (refusedAt.includes(0)) return 'key-used';
  if (refusedAt.includes(1)) return 'number-taken';
  if (approval !== undefined) {
    if (refusedAt.includes(draftAt)) return 'draft-moved';
    if (refusedAt.includes(draftAt + 1)) return 'key-used';
  }
  throw new Error('a new licence id is in the register already');
}
