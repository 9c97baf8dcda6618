import { type BulkJob, toTurnOrder } from '../../../shared/domain/bulk-job.ts';
import { countOutcomes, type RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import type {
  BulkJobs,
  ChunkLease,
  JobNotice,
  TurnNotice,
} from '../../../shared/ports/bulk-jobs.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { ChangeLicenceStatePorts } from '../change-licence-state/change-licence-state.ts';
import {
  type CheckApplicationPorts,
  type IssuingParties,
  lookUpParties,
} from '../issue-licence/check-application.ts';
import { makeChangeRow } from './change-row.ts';
import { type IssueRowsPorts, makeIssueRows } from './issue-row.ts';
import { makeRenewRow } from './renew-row.ts';
import type { NotNow } from './row-end.ts';
import { type ChunkEnd, makeRunChunk } from './run-chunk.ts';
import { shareReads } from './shared-reads.ts';

/** What working on jobs needs from outside. */
export interface TakeTurnPorts
  extends IssueRowsPorts,
    CheckApplicationPorts,
    ChangeLicenceStatePorts {
  readonly reader: ChangeLicenceStatePorts['reader'];
  readonly records: IssueRowsPorts['records'];
  readonly jobs: BulkJobs;
  readonly files: Pick<JobFiles, 'put' | 'find'>;
  readonly turns: Queue<TurnNotice>;
  readonly notices: Queue<JobNotice>;
}

/** Works on the chunk whose turn it is; `idle` when there is none. */
export type TakeTurn = () => Promise<'worked' | 'idle'>;

/** Longer than a chunk takes at its slowest; who dies with one holds it up for so long. */
const leaseMilliseconds = 60_000;
/** A chunk that cannot be ended now is left alone for so long at most. */
const longestWaitSeconds = 60;

/** The job and a piece of it, when there is one to be had. */
async function takeWork({ jobs, clock }: TakeTurnPorts) {
  for (const candidate of toTurnOrder(await jobs.listRunning())) {
    const now = clock.now();
    const until = (now + leaseMilliseconds) as Moment;
    const lease = await jobs.takeChunk(candidate, { now, until });
    const job = lease && (await jobs.find(candidate.id));
    if (job) return { job, lease };
  }
  return undefined;
}

/** Who issues what, or why nobody does. */
async function findParties(ports: TakeTurnPorts, job: BulkJob): Promise<IssuingParties | NotNow> {
  try {
    const { seal = '' } = job;
    const by = { department: job.department, at: ports.clock.now() };
    const parties = await lookUpParties(ports, { ...job, seal }, by);
    // the type may have come to want one since the job was taken
    const isMissing = parties.type.approval !== undefined && job.approvedBy === undefined;
    return isMissing ? { stopFor: 'needs-second-person' } : parties;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'service-unavailable') return { againInSeconds: 5 };
    return { stopFor: error.code };
  }
}

async function workOn(ports: TakeTurnPorts, job: BulkJob, lease: ChunkLease): Promise<ChunkEnd> {
  const run = makeRunChunk(ports, job);
  if (job.operation === 'change-state') return run(lease, async () => makeChangeRow(ports, job));
  const parties = await findParties(ports, job);
  if (!('type' in parties)) return { notNow: parties, isOverloaded: true };
  if (job.operation === 'renew') return run(lease, async () => makeRenewRow(ports, job));
  const { header } = job;
  const context = { job, parties, at: ports.clock.now(), ...(header ? { header } : {}) };
  return run(lease, makeIssueRows(ports, context));
}

/** Counts the chunk; after the last one ends the job and has its result made. */
async function endChunk(
  ports: TakeTurnPorts,
  lease: ChunkLease,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const { jobs, clock, log, notices } = ports;
  await jobs.finishChunk(lease, countOutcomes(outcomes), clock.now());
  if ((await jobs.finish(lease.job, clock.now())) !== 'done') return;
  log.note('bulk-job.finished', { jobId: lease.job });
  await notices.send({ compose: lease.job });
}

/**
 * Leaves the chunk for later, or the job until somebody has seen to what stops it.
 * @returns seconds that further chunks are to wait as well
 */
async function leaveChunk(
  { jobs, clock, log }: TakeTurnPorts,
  lease: ChunkLease,
  { notNow, isOverloaded }: Extract<ChunkEnd, { readonly notNow: unknown }>,
): Promise<number> {
  const now = clock.now();
  if ('stopFor' in notNow) {
    log.note('bulk-job.stopped', { jobId: lease.job, reason: notNow.stopFor });
    await jobs.stop(lease.job, notNow.stopFor, now);
    await jobs.giveBack(lease, now);
    return 0;
  }
  const seconds = Math.min(notNow.againInSeconds, longestWaitSeconds);
  await jobs.giveBack(lease, (now + seconds * 1000) as Moment);
  return isOverloaded ? seconds : 0;
}

/**
 * One turn: the department that has waited longest gets one chunk of its rows issued. A turn that
 * found work asks for another; so as many turns go round as were sent when jobs started, and none is
 * lost with a worker, whose notice comes again.
 */
export function makeTakeTurn(given: TakeTurnPorts): TakeTurn {
  // rows that are signed side by side share the seal's state, read after they were signed
  const ports = { ...given, seals: { findHead: shareReads(given.seals.findHead) } };
  return async () => {
    const work = await takeWork(ports);
    if (work === undefined) return 'idle';
    const { job, lease } = work;
    const end = await workOn(ports, job, lease);
    if ('outcomes' in end) {
      await endChunk(ports, lease, end.outcomes);
      await ports.turns.send({ turn: true });
    } else {
      const seconds = await leaveChunk(ports, lease, end);
      await ports.turns.send({ turn: true }, seconds);
    }
    return 'worked';
  };
}
