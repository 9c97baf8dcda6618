import type { BulkIssueAnswer } from '../../../shared/api/bulk-issues.ts';
import {
  type BulkJob,
  isBulkJobId,
  rowsWaiting,
  toPace,
  wantsSecondPerson,
} from '../../../shared/domain/bulk-job.ts';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import {
  type LicenceRight,
  licenceActions,
  mayHandleLicence,
} from '../../../shared/domain/licence-rights.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { BulkJobs } from '../../../shared/ports/bulk-jobs.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** Whoever asks about jobs. */
export interface JobCaller {
  readonly department: DepartmentCode;
  /** What the token was narrowed to. */
  readonly licenceRights?: readonly LicenceRight[];
}

/** May a token that was narrowed so see jobs of this type: to do anything with its licences? */
export const maySeeJob = (
  { licenceRights }: Pick<JobCaller, 'licenceRights'>,
  { type }: Pick<BulkJob, 'type'>,
): boolean => licenceActions.some((action) => mayHandleLicence(licenceRights, action, type));

/** Where a job is found. */
export const toBulkPath = (id: string) => `/v1/bulk-issues/${id}`;

function toProgress(job: BulkJob): Pick<BulkIssueAnswer, 'check' | 'counts' | 'pace'> {
  const { check, counts, state } = job;
  if (!check) return {};
  const pace = state === 'running' ? toPace(job) : undefined;
  return {
    check: { ...check, reasons: { ...check.reasons }, faults: [...check.faults] },
    counts: { rows: check.rows, queued: rowsWaiting(job), ...counts },
    ...(pace ? { pace } : {}),
  };
}

/** A job as its own department is told of it. */
export function toBulkAnswer(job: BulkJob): BulkIssueAnswer {
  const { reason, startedAt, encoding, fileDigest, query, approvedBy } = job;
  return {
    jobId: job.id,
    operation: job.operation,
    type: job.type,
    ...(job.seal === undefined ? {} : { seal: job.seal }),
    start: job.start,
    format: job.file.format,
    state: job.state,
    ...(reason === undefined ? {} : { reason }),
    createdAt: toRfc3339(job.createdAt),
    createdBy: job.client,
    changedAt: toRfc3339(job.changedAt),
    ...(startedAt === undefined ? {} : { startedAt: toRfc3339(startedAt) }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(fileDigest === undefined ? {} : { fileDigest }),
    ...(query === undefined ? {} : { query }),
    ...(wantsSecondPerson(job) ? { approval: 'second-person' } : {}),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...toProgress(job),
  };
}

/**
 * The department's own job.
 * @throws Problem `not-found`, also for another department's
 */
export async function findOwnJob(
  jobs: Pick<BulkJobs, 'find'>,
  id: string,
  department: DepartmentCode,
): Promise<BulkJob> {
  const job = isBulkJobId(id) ? await jobs.find(id) : undefined;
  if (job?.department !== department) throw new Problem('not-found');
  return job;
}
