import type { AskedBulkChange } from '../../../shared/api/bulk-issues.ts';
import {
  type AskedJobState,
  areFilesGone,
  type BulkJob,
  mayBecome,
  needsSecondPerson,
} from '../../../shared/domain/bulk-job.ts';
import type { Scope } from '../../../shared/domain/client.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import { type LicenceAction, mayHandleLicence } from '../../../shared/domain/licence-rights.ts';
import type { AskedJobChange, BulkJobs, TurnNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { IdempotencyRecords } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findOwnJob, type JobCaller, toBulkAnswer } from '../bulk/bulk-answer.ts';
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
  readonly directory: Pick<Directory, 'findLicenceType'>;
  readonly log: Log;
}

/** Starts, pauses, resumes or cancels a job of the department's own. */
export type ChangeBulkIssue = (
  request: JobCaller & DepartmentRequest,
  asked: AskedBulkChange & { readonly id: string; readonly scopes: readonly Scope[] },
) => Promise<WrittenAnswer>;

/** What a job becomes; who approves it stands in it from then on. */
type Changed = Pick<AskedJobChange, 'to' | 'at' | 'approvedBy'>;

function toChanged(
  { reason: _reason, ...job }: BulkJob,
  { to, at, ...approved }: Changed,
): BulkJob {
  return {
    ...job,
    ...approved,
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

const actionOf = ({ operation }: BulkJob): LicenceAction =>
  operation === 'change-state' ? 'change' : 'issue';

/** Which rights open that: who approves may, and may say no; who does the job's work may do all else with it. */
function toActions(job: BulkJob, to: AskedJobState): readonly LicenceAction[] {
  if (to === 'running' && needsSecondPerson(job)) return ['approve'];
  return to === 'cancelled' && needsSecondPerson(job)
    ? [actionOf(job), 'approve']
    : [actionOf(job)];
}

/** @throws Problem `forbidden` */
function requireRight(
  job: BulkJob,
  { licenceRights }: JobCaller,
  by: { readonly actions: readonly LicenceAction[]; readonly scopes: readonly Scope[] },
): void {
  const open = by.actions.filter((action) => by.scopes.includes(`licences:${action}`));
  if (open.length === 0) throw new Problem('forbidden');
  if (open.some((action) => mayHandleLicence(licenceRights, action, job.type))) return;
  throw new Problem('forbidden', { reason: 'not-in-authorization-details' });
}

/**
 * Is it approved by what was checked, and by somebody else? Issuing by a definition of the type that the
 * file was not checked against is no longer what was seen.
 * @throws Problem `same-client`, `state-conflict` (`preview-changed`)
 */
async function requireApproval(
  { directory }: ChangeBulkIssuePorts,
  job: BulkJob,
  by: { readonly client: ClientId; readonly fileDigest: string | undefined },
): Promise<void> {
  if (by.client === job.client) throw new Problem('same-client');
  const type = await directory.findLicenceType(job.type);
  const isSame = job.operation === 'change-state' || type?.version === job.typeVersion;
  const isSeen = by.fileDigest === undefined || by.fileDigest === job.fileDigest;
  if (!isSame || !isSeen) throw new Problem('state-conflict', { reason: 'preview-changed' });
}

/** A change that is asked for, of the job as it is now. */
interface AskedOfJob {
  readonly request: JobCaller & DepartmentRequest;
  readonly asked: Parameters<ChangeBulkIssue>[1];
  readonly job: BulkJob;
  readonly at: Moment;
}

/** What the job becomes, where the caller may make it that. */
async function judge(
  ports: ChangeBulkIssuePorts,
  { request, asked, job, at }: AskedOfJob,
): Promise<Changed> {
  const { to, fileDigest, scopes } = asked;
  const isApproval = to === 'running' && needsSecondPerson(job);
  requireRight(job, request, { actions: toActions(job, to), scopes });
  requireChange(job, to, at);
  if (!isApproval) return { to, at };
  await requireApproval(ports, job, { client: request.client, fileDigest });
  return { to, at, approvedBy: request.client };
}

/**
 * Starting, pausing, cancelling. A job that wants a second person is started by one who approves it, who
 * is none of those who brought it; after that it is resumed like any other. Chunks at work when a job is
 * paused or cancelled are brought to their end; no other is begun.
 */
export function makeChangeBulkIssue(ports: ChangeBulkIssuePorts): ChangeBulkIssue {
  const { clock, jobs, records, turns, log } = ports;
  return async (request, asked) => {
    const { id, to } = asked;
    const at = clock.now();
    const key = toKeyedRequest(request, at);
    const job = await findOwnJob(jobs, id, request.department);
    const earlier = await findEarlier(records, key, at);
    if (earlier?.state === 'done') return { answer: earlier.answer, replayed: true };
    const changed = await judge(ports, { request, asked, job, at });
    const answer = { status: 200, body: toBulkAnswer(toChanged(job, changed)) };
    const outcome = await jobs.change({ ...changed, job, key, answer });
    if (outcome === 'key-used') throw inFlight(1);
    if (outcome === 'moved') throw new Problem('state-conflict', { reason: 'changed-meanwhile' });
    const { approvedBy } = changed;
    log.note('bulk-job.changed', {
      jobId: job.id,
      state: to,
      clientId: request.client,
      approvedBy,
    });
    if (to === 'running') await sendTurns(turns, job.chunks).catch(() => undefined);
    return { answer, replayed: false };
  };
}
