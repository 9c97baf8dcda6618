import type {
  AskedJobState,
  BulkJob,
  BulkJobId,
  CheckSummary,
  RowCounts,
  RunningJob,
} from '../domain/bulk-job.ts';
import type { ClientId, DepartmentCode, Moment } from '../domain/ids.ts';
import type { KeyedRequest, StoredAnswer } from './idempotency.ts';

/** What checking a file found, to be kept with its job. */
export interface CheckedFile {
  readonly check: CheckSummary;
  readonly chunks: number;
  readonly header?: readonly string[];
  readonly encoding?: string;
  readonly fileDigest?: string;
}

/** A piece of a job that somebody works on, for a time. */
export interface ChunkLease {
  readonly job: BulkJobId;
  /** From 1. */
  readonly chunk: number;
  /** How often it was taken. */
  readonly attempt: number;
  /** Tells this taking from all others. */
  readonly token: string;
}

/** A result file. */
export interface JobResult {
  readonly madeAt: Moment;
  readonly sizeBytes: number;
  /** The state of the job and how many chunks were done when it was made. */
  readonly state: BulkJob['state'];
  readonly chunksDone: number;
}

/** Where a list of jobs goes on. */
export interface JobPage {
  readonly jobs: readonly BulkJob[];
  readonly next?: string;
}

/** A department's word, with its request's key. */
export interface AskedJobChange {
  readonly job: BulkJob;
  readonly to: AskedJobState;
  readonly at: Moment;
  /** Who approves the job with it. */
  readonly approvedBy?: ClientId;
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
}

/**
 * Jobs and how far they are. Durable, consistent; every call is one conditional write or transaction,
 * and recognises its own writing when its answer was lost. Not trusted with licences: whoever could
 * write it could have rows issued twice over, which the register's keys turn down, or not at all.
 */
export interface BulkJobs {
  /** `key-used` when the request's key is taken. */
  create(
    job: BulkJob,
    request: { readonly key: KeyedRequest; readonly answer: StoredAnswer },
  ): Promise<'created' | 'key-used'>;
  find(id: BulkJobId): Promise<BulkJob | undefined>;
  /** Newest first. */
  list(
    department: DepartmentCode,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<JobPage>;
  /** Ends checking; a job that starts at once runs from now on. `moved` when it is not being checked any more. */
  finishCheck(job: BulkJob, found: CheckedFile, at: Moment): Promise<'done' | 'moved'>;
  /** Ends checking for good. */
  fail(id: BulkJobId, reason: string, at: Moment): Promise<'done' | 'moved'>;
  /** `moved` when the job has changed since it was read. An approval is a record of its own in the same transaction. */
  change(change: AskedJobChange): Promise<'done' | 'moved' | 'key-used'>;
  /** Pauses a running job by itself, and says why. */
  stop(id: BulkJobId, reason: string, at: Moment): Promise<void>;
  /** All jobs that run now, a few hundred at most. */
  listRunning(): Promise<readonly RunningJob[]>;
  /** Jobs that are to be checked and that nobody checks at that moment. */
  listUnchecked(now: Moment): Promise<readonly BulkJobId[]>;
  /** Checks a job alone until a moment; `taken` when somebody else does, or it is checked already. */
  holdCheck(
    id: BulkJobId,
    hold: { readonly token: string; readonly now: Moment; readonly until: Moment },
  ): Promise<'held' | 'taken'>;
  /** Goes on to; `taken` when anybody else has held it since, or it is checked. */
  keepCheck(
    id: BulkJobId,
    hold: { readonly token: string; readonly until: Moment },
  ): Promise<'held' | 'taken'>;
  /**
   * Takes a chunk that nobody works on: one whose lease is over, else the next. Nothing when there is
   * none, or the job does not run.
   */
  takeChunk(
    job: RunningJob,
    time: { readonly now: Moment; readonly until: Moment },
  ): Promise<ChunkLease | undefined>;
  /** Counts a chunk's rows, once; `moved` when the lease went to somebody else. */
  finishChunk(lease: ChunkLease, counts: RowCounts, at: Moment): Promise<'done' | 'moved'>;
  /** Gives a chunk back, to be taken again from that moment on. */
  giveBack(lease: ChunkLease, from: Moment): Promise<void>;
  /** Ends a job all of whose chunks are done. `moved` when there are more, or it does not run. */
  finish(id: BulkJobId, at: Moment): Promise<'done' | 'moved'>;
  /** Notes the result file that was made last. */
  noteResult(id: BulkJobId, result: JobResult): Promise<void>;
  findResult(id: BulkJobId): Promise<JobResult | undefined>;
}

/** Notices that move jobs on; they name nothing but jobs, and may come twice, late, or not at all. */
export type JobNotice =
  /** The file of a job is to be checked. */
  | { readonly check: BulkJobId }
  /** The result file of a job is to be made. */
  | { readonly compose: BulkJobId };

/** That there is work: whoever gets it chooses whose. */
export interface TurnNotice {
  readonly turn: true;
}
