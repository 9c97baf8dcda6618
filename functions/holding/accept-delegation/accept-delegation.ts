import { delegationStateAt } from '../../../shared/domain/delegation.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Delegations, DelegationWriter } from '../../../shared/ports/delegations.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toDelegationAnswer } from '../delegation-answer.ts';
import {
  answerOnce,
  type HolderCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { findOwnDelegation } from '../own-delegation.ts';

export interface AcceptDelegationPorts {
  readonly clock: Clock;
  readonly records: IdempotencyRecords;
  readonly delegations: Pick<Delegations, 'find'>;
  readonly writer: Pick<DelegationWriter, 'accept'>;
}

export type AcceptDelegation = (call: HolderCall, id: string) => Promise<WrittenAnswer>;

/**
 * Accepts a delegation, as whom it was offered to and in their own login; from then on it holds.
 * @throws Problem `not-found`, `forbidden` for its holder, `state-conflict`, `idempotency-mismatch`
 */
export function makeAcceptDelegation(ports: AcceptDelegationPorts): AcceptDelegation {
  const { clock, records, delegations, writer } = ports;
  return async (call, id) => {
    const now = clock.now();
    const key = toKeyedRequest(call, now);
    const { digest, name } = call.holder;
    return answerOnce(records, { key, now }, async () => {
      const found = await findOwnDelegation(delegations, id, digest);
      if (found.delegate.digest !== digest) throw new Problem('forbidden');
      const accepted = { ...found, acceptedAt: now, delegate: { digest, name } };
      const answer: StoredAnswer = { status: 200, body: toDelegationAnswer(accepted, digest, now) };
      const outcome = await writer.accept({ id: found.id, name, at: now, key, answer });
      if (outcome === 'accepted') return answer;
      if (outcome === 'key-used') return outcome;
      throw new Problem('state-conflict', {
        reason: `delegation-${delegationStateAt(found, now)}`,
      });
    });
  };
}
