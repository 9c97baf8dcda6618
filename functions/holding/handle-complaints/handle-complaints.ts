import type { ComplaintsAnswer } from '../../../shared/api/complaints.ts';
import type { PageQuery } from '../../../shared/api/page-size.ts';
import type { Caller } from '../../../shared/domain/client.ts';
import type { Answerable, ComplaintId } from '../../../shared/domain/complaint.ts';
import { isTimedId } from '../../../shared/domain/timed-id.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Complaints } from '../../../shared/ports/complaints.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toComplaintAnswer } from '../complaint-answer.ts';
import {
  answerOnce,
  type KeyedCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { readCursor, toCursor } from '../own-cursor.ts';

export interface HandleComplaintsPorts {
  readonly clock: Clock;
  readonly records: IdempotencyRecords;
  readonly complaints: Pick<Complaints, 'find' | 'list' | 'answer'>;
}

/** Who calls, as far as complaints go. */
export type ComplaintCaller = Pick<Caller, 'clientId' | 'department'>;

/** What a department does with complaints about its uses; another's are not there for it. */
export interface HandleComplaints {
  /** @throws Problem `request-invalid` for a cursor that is none of ours */
  list(query: PageQuery, caller: ComplaintCaller): Promise<ComplaintsAnswer>;
  /** @throws Problem `not-found`, `state-conflict`, `idempotency-mismatch` */
  answer(call: KeyedCall, said: SaidToIt): Promise<WrittenAnswer>;
}

interface SaidToIt {
  readonly id: string;
  readonly words: string;
  readonly caller: ComplaintCaller;
}

const positionForm = /^complaint-[0-9a-z]{36}$/;
const whoseIs = ({ department, clientId }: ComplaintCaller): Answerable => department ?? clientId;

/** Lists them newest first, and answers each once. */
export function makeHandleComplaints(ports: HandleComplaintsPorts): HandleComplaints {
  const { clock, records, complaints } = ports;
  const findOwn = async (id: string, caller: ComplaintCaller) => {
    const isId = isTimedId('complaint', id);
    const found = isId ? await complaints.find(whoseIs(caller), id as ComplaintId) : undefined;
    if (found === undefined) throw new Problem('not-found');
    return found.complaint;
  };
  return {
    async list({ cursor, limit }, caller) {
      const position = cursor === undefined ? undefined : readCursor(cursor, positionForm);
      const after = position === undefined ? {} : { after: position as ComplaintId };
      const page = await complaints.list({ whose: whoseIs(caller), limit, ...after });
      const next = page.end === undefined ? {} : { next: toCursor(page.end) };
      return { complaints: page.cases.map(toComplaintAnswer), ...next };
    },
    answer(call, { id, words, caller }) {
      const now = clock.now();
      const key = toKeyedRequest(call, now);
      return answerOnce(records, { key, now }, async () => {
        const complaint = await findOwn(id, caller);
        const said = { words, at: now, by: caller.clientId };
        const body = toComplaintAnswer({ complaint, answer: said });
        const answer: StoredAnswer = { status: 201, body };
        const outcome = await complaints.answer({ id: complaint.id, said, key, answer });
        if (outcome !== 'answered') return outcome === 'kept' ? answer : outcome;
        throw new Problem('state-conflict', { reason: 'complaint-answered' });
      });
    },
  };
}
