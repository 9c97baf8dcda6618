import type { DelegationId } from './authorisation.ts';
import type { NamedHolder } from './holder-caller.ts';
import type { HolderDigest, LicenceId, Moment } from './ids.ts';

/** A holder's leave to give authorisations in their place 委托. */
export interface Delegation {
  readonly id: DelegationId;
  readonly holder: NamedHolder;
  /** Who gave it: the holder, or who acts for the holder. */
  readonly madeBy: NamedHolder;
  /** Whom it is for: by digest until they accept, with their name from then on. */
  readonly delegate: { readonly digest: HolderDigest; readonly name?: string };
  readonly licences: readonly LicenceId[];
  /** Service items that authorisations may be for; any where there are none. */
  readonly itemCodes: readonly string[];
  /** How many authorisations may be given under it, and were. */
  readonly maxUses: number;
  readonly uses: number;
  readonly from: Moment;
  /** First moment at which it no longer holds. */
  readonly until: Moment;
  readonly madeAt: Moment;
  readonly acceptedAt?: Moment;
  /** Withdrawn by the holder, or given up by the delegate. */
  readonly endedAt?: Moment;
}

export const delegationStates = ['offered', 'active', 'used-up', 'expired', 'ended'] as const;
export type DelegationState = (typeof delegationStates)[number];

/** What a delegation is at a moment. */
export function delegationStateAt(one: Delegation, now: Moment): DelegationState {
  if (one.endedAt !== undefined) return 'ended';
  if (one.until <= now) return 'expired';
  if (one.acceptedAt === undefined) return 'offered';
  return one.uses >= one.maxUses ? 'used-up' : 'active';
}

/** Whose delegation it is: who gave it, and who has it. */
export const partiesOfDelegation = ({ holder, delegate }: Delegation): readonly HolderDigest[] => [
  holder.digest,
  delegate.digest,
];

/** Delegations that a holder may give in a day. */
export const delegationsPerDay = 20;
