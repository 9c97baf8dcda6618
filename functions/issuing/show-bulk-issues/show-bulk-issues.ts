import type {
  BulkIssueAnswer,
  BulkResultsAnswer,
  ListBulkIssuesQuery,
  ListedBulkIssuesAnswer,
} from '../../../shared/api/bulk-issues.ts';
import { areFilesGone, type BulkJob } from '../../../shared/domain/bulk-job.ts';
import { jobPaths } from '../../../shared/domain/bulk-outcome.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { BulkJobs, JobNotice, JobResult } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { FileStore } from '../../../shared/ports/file-store.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findOwnJob, type JobCaller, maySeeJob, toBulkAnswer } from '../bulk/bulk-answer.ts';

/** What showing jobs needs. */
export interface ShowBulkIssuesPorts {
  readonly clock: Clock;
  readonly jobs: BulkJobs;
  readonly files: Pick<FileStore, 'signReading'>;
  readonly notices: Queue<JobNotice>;
}

/** How long a result may be fetched from its address. */
const addressSeconds = 900;
/** A result is not made anew more often, however often it is asked for. */
const freshMilliseconds = 5_000;

const cursorShape = /^\d{14}#bulk-[0-9a-z]{26}$/;

/** @throws Problem `not-found`, `forbidden` */
async function findSeenJob(
  { jobs }: ShowBulkIssuesPorts,
  id: string,
  caller: JobCaller,
): Promise<BulkJob> {
  const job = await findOwnJob(jobs, id, caller.department);
  if (maySeeJob(caller, job)) return job;
  throw new Problem('forbidden', { reason: 'not-in-authorization-details' });
}

const isCurrent = (job: BulkJob, result: JobResult | undefined) =>
  result !== undefined && result.state === job.state && result.chunksDone === job.chunksDone;

async function toFile({ clock, files }: ShowBulkIssuesPorts, job: BulkJob, result: JobResult) {
  const { format } = job.file;
  const options = { seconds: addressSeconds, fileName: `${job.id}.${format}` };
  const { url } = await files.signReading(jobPaths(job).result(result.state), options);
  const expiresAt = (clock.now() + addressSeconds * 1000) as Moment;
  const { sizeBytes, madeAt } = result;
  return { url, sizeBytes, madeAt: toRfc3339(madeAt), expiresAt: toRfc3339(expiresAt) };
}

/** Shows the department's own jobs and leads to their results. */
export function makeShowBulkIssues(ports: ShowBulkIssuesPorts) {
  const { clock, jobs, notices } = ports;
  return {
    show: async (id: string, caller: JobCaller): Promise<BulkIssueAnswer> =>
      toBulkAnswer(await findSeenJob(ports, id, caller)),

    list: async (
      caller: JobCaller,
      { cursor, limit }: ListBulkIssuesQuery,
    ): Promise<ListedBulkIssuesAnswer> => {
      const after = cursor && Buffer.from(cursor, 'base64url').toString();
      if (after && !cursorShape.test(after)) throw invalid('/cursor', 'cursor');
      const page = await jobs.list(caller.department, { ...(after ? { after } : {}), limit });
      const next = page.next && Buffer.from(page.next).toString('base64url');
      const seen = page.jobs.filter((job) => maySeeJob(caller, job));
      return { jobs: seen.map(toBulkAnswer), ...(next ? { next } : {}) };
    },

    /** The result as far as the job is; a new one is made whenever there is more to tell. */
    results: async (id: string, caller: JobCaller): Promise<BulkResultsAnswer> => {
      const job = await findSeenJob(ports, id, caller);
      if (!job.check) throw new Problem('state-conflict', { reason: job.state });
      if (areFilesGone(job, clock.now()))
        throw new Problem('state-conflict', { reason: 'files-gone' });
      const result = await jobs.findResult(job.id);
      const current = isCurrent(job, result);
      const isFresh = result !== undefined && clock.now() - result.madeAt < freshMilliseconds;
      if (!current && !isFresh) await notices.send({ compose: job.id });
      return {
        ...{ jobId: job.id, format: job.file.format, isCurrent: current },
        ...(result ? { file: await toFile(ports, job, result) } : {}),
      };
    },
  };
}
export type ShowBulkIssues = ReturnType<typeof makeShowBulkIssues>;
