import type { RowFault } from './bulk-row.ts';
import { isDrawnId, toDrawnId } from './drawn-id.ts';
import type { Branded, ClientId, DepartmentCode, LicenceTypeCode, Moment, SealId } from './ids.ts';
import type { LicenceQuery } from './licence-query.ts';

/** A job's identifier: `bulk-` + 26 characters, 130 random bits. */
export type BulkJobId = Branded<string, 'BulkJobId'>;

/**
 * What is done with each row: `issue` a licence, `convert` one that was issued elsewhere before
 * (换发存量), `renew` 延续 one that there is, or `change-state` of it.
 */
export const bulkOperations = ['issue', 'convert', 'renew', 'change-state'] as const;
export type BulkOperation = (typeof bulkOperations)[number];

/** When a checked job starts: at once, on the department's word, or never: the file is only checked. */
export const bulkStarts = ['at-once', 'on-word', 'never'] as const;
export type BulkStart = (typeof bulkStarts)[number];

/**
 * States of a job:
 *
 *     checking → checked → running ⇄ paused
 *        ↓          ↓         ↓        ↓
 *      failed   cancelled  finished cancelled
 *
 * `failed`: the file is no table of the type. What was issued before a job was cancelled stays.
 */
export const bulkJobStates = [
  'checking',
  'checked',
  'running',
  'paused',
  'finished',
  'cancelled',
  'failed',
] as const;
export type BulkJobState = (typeof bulkJobStates)[number];

/** What a department may ask a job to become, and from which states. */
export const askedJobStates = ['running', 'paused', 'cancelled'] as const;
export type AskedJobState = (typeof askedJobStates)[number];
const askedFrom: Readonly<Record<AskedJobState, readonly BulkJobState[]>> = {
  running: ['checked', 'paused'],
  paused: ['running'],
  cancelled: ['checked', 'running', 'paused'],
};

/** May the job become that? */
export function mayBecome(state: BulkJobState, to: AskedJobState): boolean {
  return askedFrom[to].includes(state);
}

/** Changes of more licences than these are started by a second person. */
export const mostChangesAlone = 20;

/** Is the job one that its own client may not start: of a type that wants it, or of many changes? */
export function wantsSecondPerson({
  operation,
  approval,
  check,
}: Pick<BulkJob, 'operation' | 'approval' | 'check'>): boolean {
  if (operation === 'change-state') return (check?.rows ?? 0) > mostChangesAlone;
  return approval !== undefined;
}

/** The same, as long as nobody has approved it: who approves a job starts it, and it is resumed like any other. */
export function needsSecondPerson(
  job: Pick<BulkJob, 'operation' | 'approval' | 'check' | 'approvedBy'>,
): boolean {
  return job.approvedBy === undefined && wantsSecondPerson(job);
}

/** What a job that is checked or paused waits for. */
export function workKindOf(job: Parameters<typeof needsSecondPerson>[0]): 'job' | 'job-approval' {
  return needsSecondPerson(job) ? 'job-approval' : 'job';
}

/** What became of rows. */
export interface RowCounts {
  readonly issued: number;
  readonly rejected: number;
  readonly repeated: number;
}
export const noRows: RowCounts = { issued: 0, rejected: 0, repeated: 0 };

/** A fault of a row, as the preview has it. */
export interface PreviewFault extends RowFault {
  readonly row: number;
}

/** What checking a file came to. */
export interface CheckSummary {
  /** Rows in which something stands. */
  readonly rows: number;
  readonly rejected: number;
  readonly repeated: number;
  /** How many rows are rejected for what, first fault each. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The first hundred. */
  readonly faults: readonly PreviewFault[];
}

/** Rows that are worked on together, and whose outcome is counted at once. */
export const chunkRows = 100;
/** Most rows of a file, its header not counted. */
export const mostBulkRows = 1_000_000;
/** Faults that a preview tells. */
export const mostPreviewFaults = 100;

/** A bulk issue 批量颁发. */
export interface BulkJob {
  readonly id: BulkJobId;
  readonly department: DepartmentCode;
  readonly client: ClientId;
  readonly operation: BulkOperation;
  readonly type: LicenceTypeCode;
  /** Which version of the type the file was checked against. */
  readonly typeVersion: number;
  /** Of what is issued. */
  readonly seal?: SealId;
  /** The type wants a second person: one who approves the job. */
  readonly approval?: 'second-person';
  readonly start: BulkStart;
  /** Instead of a file. */
  readonly query?: LicenceQuery;
  /** Where the file lies, in which form; of a query's rows only the form. */
  readonly file: { readonly path: string; readonly format: 'csv' | 'xlsx' | 'jsonl' };
  readonly createdAt: Moment;
  readonly state: BulkJobState;
  /** Why it failed, or was paused by itself. */
  readonly reason?: string;
  /** When the state was entered. */
  readonly changedAt: Moment;
  readonly startedAt?: Moment;
  /** When it was started or resumed last, and how many rows had an outcome then. */
  readonly resumed?: { readonly at: Moment; readonly rows: number };
  readonly counts: RowCounts;
  /** Once checked. */
  readonly check?: CheckSummary;
  readonly encoding?: string;
  /** SHA-256 of the file, hexadecimal, as `sha256sum` prints it. */
  readonly fileDigest?: string;
  /** The second person: another client than the one that brought it. */
  readonly approvedBy?: ClientId;
  /** The first row of the file. */
  readonly header?: readonly string[];
  readonly chunks: number;
  readonly chunksDone: number;
  /** When rows were last counted. */
  readonly countedAt?: Moment;
}

export function toBulkJobId(random: Uint8Array): BulkJobId {
  return toDrawnId('bulk', random) as BulkJobId;
}

/** Has it the form of a job's id? */
export function isBulkJobId(text: string): text is BulkJobId {
  return isDrawnId('bulk', text);
}

/** Rows that have an outcome. */
export function rowsDone({ issued, rejected, repeated }: RowCounts): number {
  return issued + rejected + repeated;
}

/** Rows of a job that have no outcome yet. */
export function rowsWaiting({ check, counts }: Pick<BulkJob, 'check' | 'counts'>): number {
  return check ? check.rows - rowsDone(counts) : 0;
}

/** Files of a job go so long after it was taken: they hold personal data. What became of it in numbers stays. */
export const jobFilesLifeMilliseconds = 90 * 24 * 3600 * 1000;

/** Are its rows and its result gone, or about to go? Some hours early: the store deletes by its own clock. */
export function areFilesGone({ createdAt }: Pick<BulkJob, 'createdAt'>, now: Moment): boolean {
  return now >= createdAt + jobFilesLifeMilliseconds - 6 * 3600 * 1000;
}

/** Rows in a chunk of a checked job: a hundred, in the last one what is left. */
export function rowsOfChunk({ check, chunks }: Pick<BulkJob, 'check' | 'chunks'>, chunk: number) {
  return chunk < chunks ? chunkRows : (check?.rows ?? 0) - (chunks - 1) * chunkRows;
}

/** Rows a second since the job was started or resumed, and seconds until it is through; nothing before the first are counted. */
export function toPace(job: BulkJob): { rowsPerSecond: number; secondsLeft: number } | undefined {
  const { startedAt, countedAt, check, resumed = { at: startedAt, rows: 0 } } = job;
  if (resumed.at === undefined || countedAt === undefined || !check) return undefined;
  const waiting = rowsWaiting(job);
  const seconds = Math.max(countedAt - resumed.at, 1) / 1000;
  const rowsPerSecond = (check.rows - waiting - resumed.rows) / seconds;
  if (rowsPerSecond <= 0) return undefined;
  return {
    rowsPerSecond: Math.round(rowsPerSecond * 10) / 10,
    secondsLeft: Math.ceil(waiting / rowsPerSecond),
  };
}

/** A job that is running, as those who choose the next piece of work see it. */
export interface RunningJob {
  readonly id: BulkJobId;
  readonly department: DepartmentCode;
  /** When a chunk of it was last taken. */
  readonly lastTurnAt: Moment;
}

/**
 * Whose turn is it? Departments take turns, and within a department its jobs: whoever has waited
 * longest comes first, so a small job is not kept waiting by a large one.
 */
export function toTurnOrder(running: readonly RunningJob[]): readonly RunningJob[] {
  const latest = new Map<DepartmentCode, number>();
  for (const { department, lastTurnAt } of running)
    latest.set(department, Math.max(latest.get(department) ?? 0, lastTurnAt));
  const turnOf = ({ department }: RunningJob) => latest.get(department) ?? 0;
  return running.toSorted(
    (a, b) => turnOf(a) - turnOf(b) || a.lastTurnAt - b.lastTurnAt || (a.id < b.id ? -1 : 1),
  );
}
