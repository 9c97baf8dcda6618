import { createHash } from 'node:crypto';
import {
  type BulkJob,
  type BulkJobId,
  needsSecondPerson,
} from '../../../shared/domain/bulk-job.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import type { BulkJobs, CheckedFile, TurnNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { ItemValidator } from '../../../shared/ports/item-validator.ts';
import type { JobFiles } from '../../../shared/ports/job-files.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import type { ByteSource, TableReader } from '../../../shared/ports/table-reader.ts';
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

/** Who dies with a check holds it up for so long. */
const holdMilliseconds = 60_000;
/** Who is at it says so again after so long. */
const keepMilliseconds = 15_000;
/** Less than the function has: a check that it cannot end would be begun again for ever, in the way of others. */
const longestMilliseconds = 12 * 60_000;

/** Somebody else has held the check meanwhile: what they laid out is not to be written over. */
class HoldLost extends Error {}

/** Says that somebody is still at it, whenever that is due. @throws HoldLost, Problem `malformed` (`check-too-long`) */
type Keep = () => Promise<void>;

/** What a refusal says of a whole file, as the job's reason; nothing where another checks it. */
function toReason(error: unknown): string | undefined {
  if (error instanceof HoldLost) return undefined;
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

async function openFile({ files, reader }: CheckBulkFilePorts, job: BulkJob, keep: Keep) {
  const file = await files.open(job.file.path);
  if (file === undefined) throw new Problem('malformed', { reason: 'file-gone' });
  const source = keptSource(file, keep);
  const fileDigest = await digestOf(source);
  const { encoding, rows } = await reader.open(source, job.file.format);
  return { rows, told: { fileDigest, ...(encoding === undefined ? {} : { encoding }) } };
}

/** Keeps others from checking the same file, for a while and again. */
function holdFor({ jobs, clock, random }: CheckBulkFilePorts, id: BulkJobId) {
  const token = Buffer.from(random(16)).toString('base64url');
  const endsAt = clock.now() + longestMilliseconds;
  let due = 0;
  const toHold = () => {
    const now = clock.now();
    due = now + keepMilliseconds;
    return { token, now, until: (now + holdMilliseconds) as Moment };
  };
  const renew: Keep = async () => {
    if ((await jobs.keepCheck(id, toHold())) === 'taken') throw new HoldLost();
  };
  const keep: Keep = async () => {
    const now = clock.now();
    if (now >= endsAt) throw new Problem('malformed', { reason: 'check-too-long' });
    if (now >= due) await renew();
  };
  return { take: () => jobs.holdCheck(id, toHold()), keep, renew };
}

/** The same pieces or rows, and between them the word that somebody is still at it. */
async function* kept<One>(all: AsyncIterable<One>, keep: Keep): AsyncGenerator<One> {
  for await (const one of all) {
    await keep();
    yield one;
  }
}

/** A file whose pieces are read by who holds the check: of gigabytes of blank rows none comes to be seen. */
const keptSource = ({ sizeBytes, read }: ByteSource, keep: Keep): ByteSource => ({
  sizeBytes,
  read: (range) => kept(read(range), keep),
});

/** Lists whose pages are read by who holds the check: of what is asked for, none may be on a page. */
const keptLists = (
  licences: CheckBulkFilePorts['licences'],
  keep: Keep,
): CheckBulkFilePorts['licences'] => ({
  async listByDepartment(query) {
    await keep();
    return licences.listByDepartment(query);
  },
});

async function checkFile(
  ports: CheckBulkFilePorts,
  job: BulkJob,
  { keep, renew }: { readonly keep: Keep; readonly renew: Keep },
) {
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
    ? { rows: listAsked(keptLists(ports.licences, keep), { job, query, now: at }), told: {} }
    : await openFile(ports, job, keep);
  const check = makeCheckTable(ports, { job, at, key, ...(parties ? { parties } : {}) });
  const found = await check(kept(rows, keep));
  await renew();
  return { ...found, ...told };
}

/**
 * Checks the file of a job, row by row, by the rules that single applications are checked by, and lays
 * its rows out in chunks. Nothing is issued, no number taken. A check that is broken off is done again
 * from the beginning; whoever finds that another has begun leaves it to them, for of a query the chunks
 * need not be the same.
 */
export function makeCheckBulkFile(ports: CheckBulkFilePorts): CheckBulkFile {
  const { clock, jobs, log } = ports;
  const settle = async (job: BulkJob, outcome: CheckedFile | string): Promise<void> => {
    const { id: jobId } = job;
    if (typeof outcome === 'string') {
      await jobs.fail(jobId, outcome, clock.now());
      log.note('bulk-job.failed', { jobId, reason: outcome });
      return;
    }
    await jobs.finishCheck(job, outcome, clock.now());
    const { rows, rejected, repeated } = outcome.check;
    log.note('bulk-job.checked', { jobId, rows, rejected, repeated });
    if (job.start === 'at-once' && !needsSecondPerson({ ...job, ...outcome }))
      await sendTurns(ports.turns, outcome.chunks);
  };
  return async (id) => {
    const { take, ...holding } = holdFor(ports, id);
    if ((await take()) === 'taken') return;
    const job = await jobs.find(id);
    if (job?.state !== 'checking') return;
    const outcome = await checkFile(ports, job, holding).catch(toReason);
    if (outcome !== undefined) await settle(job, outcome);
  };
}
