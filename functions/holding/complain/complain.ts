import { type ComplaintId, toComplainedUse } from '../../../shared/domain/complaint.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { isTimedId, timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import { type UseRecord, useKinds } from '../../../shared/domain/use-record.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Complaints } from '../../../shared/ports/complaints.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toOwnComplaint } from '../complaint-answer.ts';
import {
  answerOnce,
  type HolderCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

export interface ComplainPorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly records: IdempotencyRecords;
  readonly complaints: Pick<Complaints, 'findUse' | 'keep'>;
}

/** What somebody has against which use. */
export interface Said {
  readonly useId: string;
  readonly words: string;
}

/** @throws Problem `not-found`, also for a use of others' licences; `state-conflict`, `idempotency-mismatch` */
export type Complain = (call: HolderCall, said: Said) => Promise<WrittenAnswer>;

/** Writes down, for the department that used a licence, what its holder has against it; once for each use. */
export function makeComplain({ clock, random, records, complaints }: ComplainPorts): Complain {
  const findOwn = async ({ holder }: HolderCall, useId: string): Promise<UseRecord> => {
    const isUse = useKinds.some((kind) => isTimedId(kind, useId));
    const found = isUse ? await complaints.findUse(holder.digest, useId) : undefined;
    if (found === undefined) throw new Problem('not-found');
    return found;
  };
  const toComplaint = (call: HolderCall, use: UseRecord, now: Moment) => ({
    id: toTimedId('complaint', now, random(timedIdBytes)) as ComplaintId,
    ...{ party: call.holder.digest, madeAt: now },
    ...toComplainedUse(use),
  });
  return (call, { useId, words }) => {
    const now = clock.now();
    const key = toKeyedRequest(call, now);
    return answerOnce(records, { key, now }, async () => {
      const complaint = { ...toComplaint(call, await findOwn(call, useId), now), words };
      const answer: StoredAnswer = { status: 201, body: toOwnComplaint({ complaint }) };
      const outcome = await complaints.keep({ complaint, key, answer });
      if (outcome === 'made') throw new Problem('state-conflict', { reason: 'complaint-made' });
      return outcome === 'kept' ? answer : outcome;
    });
  };
}
