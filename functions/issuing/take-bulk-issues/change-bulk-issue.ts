import {
  type AskedJobState,
  areFilesGone,
  type BulkJob,
  mayBecome,
  needsSecondPerson,
} from '../../../shared/domain/bulk-job.ts';
import type { Scope } from '../../../shared/domain/client.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import type { BulkJobs, TurnNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { IdempotencyRecords } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findOwnJob, toBulkAnswer } from '../bulk/bulk-answer.ts';
import { sendTurns } from '../bulk/send-turns.ts';
import {
  type DepartmentRequest,
  findEarlier,
  inFlight,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

/** What changing a job needs. */
export interface ChangeBulkIssuePorts {
  readonly clock: Clock;
  readonly jobs: BulkJobs;
  readonly records: IdempotencyRecords;
  readonly turns: Queue<TurnNotice>;
  readonly log: Log;
}

/** Starts, pauses, resumes or cancels a job of the department's own. */
export type ChangeBulkIssue = (
  request: DepartmentRequest,
  asked: { readonly id: string; readonly to: AskedJobState; readonly scopes: readonly Scope[] },
) => Promise<WrittenAnswer>;

function toChanged({ reason: _reason, ...job }: BulkJob, to: AskedJobState, at: Moment): BulkJob {
  return {
    ...job,
    state: to,
    changedAt: at,
    ...(to === 'running' ? { startedAt: job.startedAt ?? at } : {}),
  };
}

function requireChange(job: BulkJob, to: AskedJobState, at: Moment): void {
  const { state, start } = job;
  if (!mayBecome(state, to)) throw new Problem('state-conflict', { reason: state });
  if (to === 'running' && areFilesGone(job, at))
    throw new Problem('state-conflict', { reason: 'files-gone' });
  if (to === 'running' && start === 'never')
    throw new Problem('state-conflict', { reason: 'check-only' });
}

const scopeOf = (job: BulkJob): Scope =>
  job.operation === 'change-state' ? 'licences:change' : 'licences:issue';

/**
 * Who may change licences in any number may not do it alone: changes of more than a few are started by
 * another client, one that may approve. Whoever may do the job's work may stop it.
 * @throws Problem `forbidden`, `same-client`
 */
function requirePerson(
  job: BulkJob,
  by: { readonly client: ClientId; readonly to: AskedJobState; readonly scopes: readonly Scope[] },
): void {
  const { client, to, scopes } = by;
  const isSecond = to === 'running' && needsSecondPerson(job, job.check?.rows ?? 0);
  if (!scopes.includes(isSecond ? 'licences:approve' : scopeOf(job)))
    throw new Problem('forbidden');
  if (isSecond && client === job.client) throw new Problem('same-client');
}

/** Chunks at work when a job is paused or cancelled are brought to their end; no other is begun. */
export function makeChangeBulkIssue(ports: ChangeBulkIssuePorts): ChangeBulkIssue {
  const { clock, jobs, records, turns, log } = ports;
  return async (request, { id, to, scopes }) => {
    const at = clock.now();
    const key = toKeyedRequest(request, at);
    const job = await findOwnJob(jobs, id, request.department);
    const earlier = await findEarlier(records, key, at);
    if (earlier?.state === 'done') return { answer: earlier.answer, replayed: true };
    requirePerson(job, { client: request.client, to, scopes });
    requireChange(job, to, at);
    const answer = { status: 200, body: toBulkAnswer(toChanged(job, to, at)) };
    const outcome = await jobs.change({ job, to, at, key, answer });
    if (outcome === 'key-used') throw inFlight(1);
    if (outcome === 'moved') throw new Problem('state-conflict', { reason: 'changed-meanwhile' });
    log.note('bulk-job.changed', { jobId: job.id, state: to, clientId: request.client });
    if (to === 'running') await sendTurns(turns, job.chunks).catch(() => undefined);
    return { answer, replayed: false };
  };
}
