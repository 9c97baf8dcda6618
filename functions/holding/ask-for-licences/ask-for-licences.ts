import type {
  AskedLicences,
  RetrievalRequestAnswer,
} from '../../../shared/api/retrieval-requests.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import {
  type RetrievalRequest,
  type RetrievalRequestId,
  requestStateAt,
  retrievalRequestMilliseconds,
  toRequestAddress,
} from '../../../shared/domain/retrieval-request.ts';
import { isTimedId, timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { Pause } from '../../../shared/ports/pause.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { RetrievalRequests } from '../../../shared/ports/retrieval-requests.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  answerOnce,
  type KeyedCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { nameVerifier } from '../name-verifier.ts';

export interface AskForLicencesPorts {
  readonly provinceUrl: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly pause: Pause;
  readonly directory: Pick<Directory, 'findClient' | 'findDepartment'>;
  readonly records: IdempotencyRecords;
  readonly requests: Pick<RetrievalRequests, 'find' | 'keep'>;
}

/** A counter asks a holder who stands before it, and hears what was decided. */
export interface AskForLicences {
  ask(call: KeyedCall, asked: AskedLicences): Promise<WrittenAnswer>;
  /** Waits so many seconds for the holder, if need be. @throws Problem `not-found`, also for another client's */
  hear(id: string, client: ClientId, waitSeconds: number): Promise<RetrievalRequestAnswer>;
}

/** How often it is looked while somebody waits. */
const lookMilliseconds = 1000;

/** Nothing is released by it: the holder sees who asks and decides. */
export function makeAskForLicences(ports: AskForLicencesPorts): AskForLicences {
  const { clock, requests, records, provinceUrl, pause } = ports;
  const toAnswer = (request: RetrievalRequest, now: Moment): RetrievalRequestAnswer => ({
    requestId: request.id,
    state: requestStateAt(request, now),
    address: toRequestAddress(provinceUrl, request.id),
    expiresAt: toRfc3339(request.expiresAt),
  });
  const findOwn = async (id: string, client: ClientId) => {
    const isId = isTimedId('request', id);
    const found = isId ? await requests.find(id as RetrievalRequestId) : undefined;
    if (found?.verifier.client !== client) throw new Problem('not-found');
    return toAnswer(found, clock.now());
  };
  const toRequest = async ({ by }: KeyedCall, asked: AskedLicences, now: Moment) => ({
    id: toTimedId('request', now, ports.random(timedIdBytes)) as RetrievalRequestId,
    verifier: await nameVerifier(ports.directory, by),
    ...asked,
    madeAt: now,
    expiresAt: (now + retrievalRequestMilliseconds) as Moment,
  });
  return {
    ask(call, asked) {
      const now = clock.now();
      const key = toKeyedRequest(call, now);
      return answerOnce(records, { key, now }, async () => {
        const request = await toRequest(call, asked, now);
        const location = `/v1/retrieval-requests/${request.id}`;
        const answer: StoredAnswer = { status: 201, location, body: toAnswer(request, now) };
        const outcome = await requests.keep({ request, key, answer });
        return outcome === 'kept' ? answer : outcome;
      });
    },
    async hear(id, client, waitSeconds) {
      let answer = await findOwn(id, client);
      for (let waited = 0; answer.state === 'waiting' && waited < waitSeconds; waited += 1) {
        await pause(lookMilliseconds);
        answer = await findOwn(id, client);
      }
      return answer;
    },
  };
}
