import type { AskedApproval, AskedOfHolderAnswer } from '../../../shared/api/retrieval-requests.ts';
import type { Authorisation, AuthorisationId } from '../../../shared/domain/authorisation.ts';
import { partsOfLicenceId } from '../../../shared/domain/identifier.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import {
  type RetrievalRequest,
  type RetrievalRequestId,
  requestStateAt,
} from '../../../shared/domain/retrieval-request.ts';
import { isTimedId, timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import type { CoHolder } from '../../../shared/domain/use-record.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { RetrievalRequests } from '../../../shared/ports/retrieval-requests.ts';
import { type FieldError, Problem } from '../../../shared/problem/problem.ts';
import { toAuthorisationAnswer, toAuthorisationPath } from '../authorisation-answer.ts';
import { type CheckAuthorisationPorts, checkLicences } from '../check-authorisation.ts';
import { tooManyToday } from '../day-limit.ts';
import {
  answerOnce,
  type HolderCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

export interface DecideRequestPorts extends Pick<CheckAuthorisationPorts, 'licences'> {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly records: IdempotencyRecords;
  readonly requests: Pick<RetrievalRequests, 'find' | 'decide'>;
}

/** A holder who has scanned a counter's code: sees who asks, approves or declines. */
export interface DecideRequest {
  /** @throws Problem `not-found` */
  show(id: string): Promise<AskedOfHolderAnswer>;
  /** @throws Problem `not-found`, `request-invalid`, `state-conflict`, `rate-limited` */
  approve(call: HolderCall, id: string, asked: AskedApproval): Promise<WrittenAnswer>;
  /** @throws Problem `not-found`, `state-conflict` */
  decline(call: HolderCall, id: string): Promise<WrittenAnswer>;
}

async function findRequest(
  { requests }: DecideRequestPorts,
  id: string,
): Promise<RetrievalRequest> {
  const isId = isTimedId('request', id);
  const found = isId ? await requests.find(id as RetrievalRequestId) : undefined;
  if (found === undefined) throw new Problem('not-found');
  return found;
}

type AnsweredLicence = AskedApproval['licences'][number];

/** What is wrong with one licence that the holder would show: not asked for, too much of it, or too little. */
function faultsOf(
  request: RetrievalRequest,
  { licenceId, items }: AnsweredLicence,
  pointer: string,
): readonly FieldError[] {
  const { type } = partsOfLicenceId(licenceId);
  const asked = request.licences.find((one) => one.type === type)?.items;
  if (asked === undefined) return [{ pointer: `${pointer}/licenceId`, code: 'not-asked' }];
  const at = `${pointer}/items`;
  const isBeyond = items.some((item) => !asked.some(({ name }) => name === item));
  const isLacking = asked.some(({ name, required }) => required && !items.includes(name));
  return [
    ...(isBeyond ? [{ pointer: at, code: 'not-asked' }] : []),
    ...(isLacking ? [{ pointer: at, code: 'required' }] : []),
  ];
}

/** A licence of each type that is asked for, with what is required and nothing that was not asked. */
function checkAnswers(request: RetrievalRequest, { licences }: AskedApproval): void {
  const errors = licences.flatMap((one, index) => faultsOf(request, one, `/licences/${index}`));
  const given = licences.map(({ licenceId }) => partsOfLicenceId(licenceId).type);
  const isWhole = request.licences.every(({ type }) => given.includes(type));
  if (!isWhole) errors.push({ pointer: '/licences', code: 'too-few' });
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
}

const conflict = (request: RetrievalRequest, now: Moment) =>
  new Problem('state-conflict', { reason: `request-${requestStateAt(request, now)}` });

function toAuthorisation(
  { random }: DecideRequestPorts,
  { holder }: HolderCall,
  of: {
    readonly request: RetrievalRequest;
    readonly asked: AskedApproval;
    readonly coHolders: readonly CoHolder[];
    readonly now: Moment;
  },
): Authorisation {
  const { request, asked, coHolders, now } = of;
  return {
    id: toTimedId('authorisation', now, random(timedIdBytes)) as AuthorisationId,
    holder: { digest: holder.digest, name: holder.name },
    madeBy: holder.person,
    licences: asked.licences,
    coHolders,
    verifier: { client: request.verifier.client },
    purpose: request.purpose,
    ...{
      from: now,
      until: request.expiresAt,
      maxUses: 1,
      uses: 0,
      annotatedCopy: false,
      madeAt: now,
    },
  };
}

/** Nothing is released without the holder's act: approving gives leave for this one counter, once, for minutes. */
export function makeDecideRequest(ports: DecideRequestPorts): DecideRequest {
  const { clock, records, requests } = ports;
  const settle = async (
    request: RetrievalRequest,
    decision: Omit<Parameters<RetrievalRequests['decide']>[0], 'id'> & { readonly at: Moment },
  ): Promise<StoredAnswer | 'key-used'> => {
    if (requestStateAt(request, decision.at) !== 'waiting') throw conflict(request, decision.at);
    const outcome = await requests.decide({ ...decision, id: request.id });
    if (outcome === 'moved') throw conflict(await findRequest(ports, request.id), clock.now());
    if (outcome === 'too-many') throw tooManyToday(decision.at);
    return outcome === 'key-used' ? outcome : decision.answer;
  };
  return {
    async show(id) {
      const request = await findRequest(ports, id);
      const { verifier, purpose } = request;
      const licences = request.licences.map(({ type, items }) => ({ type, items: [...items] }));
      const state = requestStateAt(request, clock.now());
      const expiresAt = toRfc3339(request.expiresAt);
      return { requestId: request.id, state, verifier, licences, purpose, expiresAt };
    },
    approve(call, id, asked) {
      const now = clock.now();
      const key = toKeyedRequest(call, now);
      return answerOnce(records, { key, now }, async () => {
        const request = await findRequest(ports, id);
        checkAnswers(request, asked);
        const coHolders = await checkLicences(ports, call.holder.digest, asked.licences);
        const authorisation = toAuthorisation(ports, call, { request, asked, coHolders, now });
        const body = toAuthorisationAnswer(authorisation, now);
        const answer = { status: 201, location: toAuthorisationPath(authorisation.id), body };
        return settle(request, { at: now, authorisation, key, answer });
      });
    },
    decline(call, id) {
      const now = clock.now();
      const key = toKeyedRequest(call, now);
      return answerOnce(records, { key, now }, async () => {
        const request = await findRequest(ports, id);
        const answer = { status: 200, body: { requestId: request.id, state: 'declined' } };
        return settle(request, { at: now, key, answer });
      });
    },
  };
}
