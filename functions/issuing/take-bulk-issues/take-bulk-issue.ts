import type { AskedBulkIssue } from '../../../shared/api/bulk-issues.ts';
import { type BulkJob, noRows, toBulkJobId } from '../../../shared/domain/bulk-job.ts';
import { drawnIdBytes } from '../../../shared/domain/drawn-id.ts';
import type { DepartmentCode, Moment } from '../../../shared/domain/ids.ts';
import type { LicenceQuery } from '../../../shared/domain/licence-query.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { isUploadId, uploadPath } from '../../../shared/domain/upload.ts';
import type { BulkJobs, JobNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { IdempotencyRecords } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { Uploads } from '../../../shared/ports/uploads.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toBulkAnswer, toBulkPath } from '../bulk/bulk-answer.ts';
import { type CheckApplicationPorts, lookUpParties } from '../issue-licence/check-application.ts';
import {
  type DepartmentRequest,
  findEarlier,
  inFlight,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

/** What taking a job needs. */
export interface TakeBulkIssuePorts extends Pick<CheckApplicationPorts, 'directory' | 'seals'> {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly jobs: BulkJobs;
  readonly uploads: Pick<Uploads, 'find'>;
  /** Of the table that jobs lie in. */
  readonly records: IdempotencyRecords;
  readonly notices: Queue<JobNotice>;
  readonly log: Log;
}

/** Takes a file to be issued from. */
export type TakeBulkIssue = (
  request: DepartmentRequest,
  asked: AskedBulkIssue,
) => Promise<WrittenAnswer>;

/** Where the department's own complete file lies. @throws Problem `request-invalid` */
async function findFile(
  { uploads }: TakeBulkIssuePorts,
  asked: AskedBulkIssue,
  by: { readonly department: DepartmentCode; readonly at: Moment },
): Promise<BulkJob['file']> {
  const { upload: id = '', format = 'jsonl' } = asked;
  if (asked.query) return { path: 'none', format };
  const upload = isUploadId(id) ? await uploads.find(id) : undefined;
  const isOwn = upload?.department === by.department && upload.purpose === 'bulk';
  if (!isOwn || upload.expiresAt <= by.at) throw invalid('/upload', 'unknown');
  if (upload.state !== 'complete')
    throw new Problem('state-conflict', { reason: 'upload-incomplete' });
  return { path: uploadPath(upload), format };
}

/** The type, and the seal of what is issued. */
async function findType(
  ports: TakeBulkIssuePorts,
  { operation, type: code, seal = '' }: AskedBulkIssue,
  by: { readonly department: DepartmentCode; readonly at: Moment },
): Promise<Pick<BulkJob, 'type' | 'typeVersion' | 'seal' | 'approval'>> {
  if (operation === 'change-state') {
    const type = await ports.directory.findLicenceType(code);
    if (type === undefined) throw invalid('/type', 'unknown');
    return { type: type.code, typeVersion: type.version };
  }
  const parties = await lookUpParties(ports, { type: code, seal }, by);
  const { type, seal: own } = parties;
  const { code: typeCode, version, approval } = type;
  return {
    ...{ type: typeCode, typeVersion: version, seal: own.id },
    ...(approval === undefined ? {} : { approval }),
  };
}

/** What was given of a query: whatever was left out is no member of it. */
const toQuery = (asked: NonNullable<AskedBulkIssue['query']>) =>
  JSON.parse(JSON.stringify(asked)) as LicenceQuery;

async function toJob(
  ports: TakeBulkIssuePorts,
  { client, department }: DepartmentRequest,
  { asked, at }: { readonly asked: AskedBulkIssue; readonly at: Moment },
): Promise<BulkJob> {
  const by = { department, at };
  const [found, file] = await Promise.all([findType(ports, asked, by), findFile(ports, asked, by)]);
  return {
    id: toBulkJobId(ports.random(drawnIdBytes)),
    ...{ department, client, operation: asked.operation, ...found },
    ...{ start: asked.start, file, ...(asked.query ? { query: toQuery(asked.query) } : {}) },
    ...{
      createdAt: at,
      state: 'checking',
      changedAt: at,
      counts: noRows,
      chunks: 0,
      chunksDone: 0,
    },
  };
}

/**
 * Takes a job: the file is the department's own and complete, type, seal and right are looked up now,
 * so that nobody uploads half a gigabyte for nothing. Checking begins by notice; the clock makes up for
 * a notice that was lost.
 */
export function makeTakeBulkIssue(ports: TakeBulkIssuePorts): TakeBulkIssue {
  const { clock, jobs, records, notices, log } = ports;
  return async (request, asked) => {
    const at = clock.now();
    const key = toKeyedRequest(request, at);
    const earlier = await findEarlier(records, key, at);
    if (earlier?.state === 'done') return { answer: earlier.answer, replayed: true };
    const job = await toJob(ports, request, { asked, at });
    const answer = { status: 201, location: toBulkPath(job.id), body: toBulkAnswer(job) };
    if ((await jobs.create(job, { key, answer })) === 'key-used') throw inFlight(1);
    log.note('bulk-job.taken', { jobId: job.id, type: job.type, clientId: job.client });
    await notices.send({ check: job.id }).catch(() => undefined);
    return { answer, replayed: false };
  };
}
