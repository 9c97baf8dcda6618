import { createHash } from 'node:crypto';
import {
  type BulkJob,
  type BulkJobId,
  needsSecondPerson,
} from '../../../shared/domain/bulk-job.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import type { BulkJobs, TurnNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import type { ByteSource, TableReader, TableRow } from '../../../shared/ports/table-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { sendTurns } from '../bulk/send-turns.ts';
import { type CheckApplicationPorts, lookUpParties } from '../issue-licence/check-application.ts';
import { makeCheckTable } from './check-table.ts';
import { listAsked } from './licences-asked.ts';

/** What checking files needs from outside. */
export interface CheckBulkFilePorts extends CheckApplicationPorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly jobs: BulkJobs;
  readonly files: JobFiles;
  readonly reader: TableReader;
  readonly licences: Pick<RegisterReader, 'listByDepartment'>;
  readonly validator: ItemValidator;
  readonly digests: KeyedDigests;
  readonly turns: Queue<TurnNotice>;
  readonly log: Log;
}

/** Checks the file of a job. */
export type CheckBulkFile = (id: BulkJobId) => Promise<void>;

/** Who dies with a check holds it up for so long; far longer than the rows take between two holds. */
const holdMilliseconds = 60_000;
const rowsAHold = 5000;

/** What a refusal says of a whole file, as the job's reason. */
function toReason(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  if (error.code === 'service-unavailable') throw error;
  return error.details.reason ?? error.code;
}

/** SHA-256 of a file, in one walk over it. */
async function digestOf(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of source.read()) hash.update(piece);
  return hash.digest('hex');
}

async function openFile({ files, reader }: CheckBulkFilePorts, job: BulkJob) {
  const source = await files.open(job.file.path);
  if (source === undefined) throw new Problem('malformed', { reason: 'file-gone' });
  const fileDigest = await digestOf(source);
  const { encoding, rows } = await reader.open(source, job.file.format);
  return { rows, told: { fileDigest, ...(encoding === undefined ? {} : { encoding }) } };
}

/** Keeps others from checking the same file, for a while and again. */
function holdFor({ jobs, clock, random }: CheckBulkFilePorts, id: BulkJobId) {
  const token = Buffer.from(random(16)).toString('base64url');
  return () => {
    const now = clock.now();
    return jobs.holdCheck(id, { token, now, until: (now + holdMilliseconds) as Moment });
  };
}

/** The rows; says every few thousand that somebody is still at it. */
async function* held(
  rows: AsyncIterable<TableRow>,
  hold: () => Promise<unknown>,
): AsyncGenerator<TableRow> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count % rowsAHold === 0) await hold();
    yield row;
  }
}

async function checkFile(ports: CheckBulkFilePorts, job: BulkJob, hold: () => Promise<unknown>) {
  const { department } = job;
  const at = ports.clock.now();
  const { seal = '', query, operation } = job;
  const [parties, key] = await Promise.all([
    operation === 'change-state'
      ? undefined
      : lookUpParties(ports, { ...job, seal }, { department, at }),
    ports.digests.digest('bulk-rows', department),
  ]);
  const { rows, told } = query
    ? { rows: listAsked(ports.licences, { job, query, now: at }), told: {} }
    : await openFile(ports, job);
  const check = makeCheckTable(ports, { job, at, key, ...(parties ? { parties } : {}) });
  const found = await check(held(rows, hold));
  return { ...found, ...told };
}

/**
 * Checks the file of a job, row by row, by the rules that single applications are checked by, and lays
 * its rows out in chunks. Nothing is issued, no number taken. A check that is broken off is done again
 * from the beginning; the chunks are the same.
 */
export function makeCheckBulkFile(ports: CheckBulkFilePorts): CheckBulkFile {
  const { clock, jobs, log } = ports;
  return async (id) => {
    const hold = holdFor(ports, id);
    if ((await hold()) === 'taken') return;
    const job = await jobs.find(id);
    if (job?.state !== 'checking') return;
    const outcome = await checkFile(ports, job, hold).catch(toReason);
    if (typeof outcome === 'string') {
      await jobs.fail(id, outcome, clock.now());
      log.note('bulk-job.failed', { jobId: id, reason: outcome });
      return;
    }
    await jobs.finishCheck(job, outcome, clock.now());
    const { rows, rejected, repeated } = outcome.check;
    log.note('bulk-job.checked', { jobId: id, rows, rejected, repeated });
    if (job.start === 'at-once' && !needsSecondPerson({ ...job, ...outcome }))
      await sendTurns(ports.turns, outcome.chunks);
  };
}
