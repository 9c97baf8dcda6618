import { SeenDigests } from '../domain/seen-digests.ts';
import {
  noRowYet,
  type TrailHead,
  type TrailRow,
  toTrailKey,
  toTrailText,
} from '../domain/trail.ts';
import { toBase64url } from '../formats/base64url.ts';
import type { TrailCheckpoint } from '../formats/trail-checkpoint.ts';
import { Problem } from '../problem/problem.ts';
import type { Primitives } from './primitives.ts';

/** What is wrong with a trail. Append-only: a code keeps its meaning. */
export type TrailFault =
  /** The number is not one more than that of the row before it. */
  | 'misplaced'
  /** It does not name the row before it by its digest. */
  | 'unchained'
  /** The fact stands in the trail already. */
  | 'repeated'
  /** A checkpoint is not one, or not signed by the trail's key. */
  | 'checkpoint-untrusted'
  /** A checkpoint does not name the one before it, or goes back in rows or in time. */
  | 'checkpoint-unchained'
  /** The row that a checkpoint is over says something else than it did. */
  | 'differs'
  /** A checkpoint is over a row that is not there any more, or one that was seen before is gone. */
  | 'truncated'
  /** Not the checkpoint that was seen under that number before. */
  | 'forked'
  /** Two checkpoints lie further apart than the clock lets them. */
  | 'silent';

/** Where, by number of row or of checkpoint. */
export interface TrailFinding {
  readonly fault: TrailFault;
  readonly row?: number;
  readonly checkpoint?: number;
}

/** A checkpoint as its bytes are, for the next audit. */
export interface SeenCheckpoint {
  readonly sequence: number;
  readonly digest: string;
}

export interface TrailAudit {
  readonly hash: Primitives['hash'];
  /** Checks the signature and reads. @throws Problem for what is none of the trail's */
  readonly open: (compact: string) => Promise<TrailCheckpoint>;
  /** The last checkpoint of an earlier audit: without it, rows and checkpoints may have been cut off together. */
  readonly seen?: SeenCheckpoint | undefined;
}

export interface TrailReport {
  readonly findings: readonly TrailFinding[];
  readonly rows: number;
  readonly checkpoints: number;
  /** Rows behind the last checkpoint: only the chain holds them so far. */
  readonly unsigned: number;
  readonly last?: SeenCheckpoint;
}

/** Checkpoints are made once a minute; one may be late by as much. */
export const longestSilenceSeconds = 120;

const encoder = new TextEncoder();
type Hash = Primitives['hash'];

const digestOf = async (text: string, hash: Hash): Promise<string> =>
  toBase64url(await hash(encoder.encode(text)));

/** The digest of a row, base64url. */
export const digestRow = (row: TrailRow, hash: Hash): Promise<string> =>
  digestOf(toTrailText(row), hash);

/** What is gone through once, in order; from a store it comes page by page. */
type InOrder<One> = Iterable<One> | AsyncIterable<One>;

/**
 * Goes along the chain. Of a row that was passed, no more is kept than what tells its fact again.
 * @param digests gets the digests of the rows whose numbers stand in it
 */
async function walkRows(
  rows: InOrder<TrailRow>,
  digests: Map<number, string | undefined>,
  hash: Hash,
) {
  const findings: TrailFinding[] = [];
  const facts = new SeenDigests(1024);
  let before: TrailHead = noRowYet;
  let count = 0;
  for await (const row of rows) {
    const { number, previous, fact } = row;
    count += 1;
    const key = await hash(encoder.encode(toTrailKey(fact)));
    if (number !== before.number + 1) findings.push({ fault: 'misplaced', row: number });
    if (previous !== before.digest) findings.push({ fault: 'unchained', row: number });
    if (facts.see(key, count) !== undefined) findings.push({ fault: 'repeated', row: number });
    before = { number, digest: await digestRow(row, hash) };
    if (digests.has(number)) digests.set(number, before.digest);
  }
  return { findings, count };
}

async function open(compact: string, audit: TrailAudit): Promise<TrailCheckpoint | undefined> {
  try {
    return await audit.open(compact);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** What is wrong between a checkpoint and the one before it. */
function compareCheckpoints(
  one: TrailCheckpoint,
  before: OpenedCheckpoint | undefined,
): readonly TrailFault[] {
  if (before === undefined) return one.sequence === 1 ? [] : ['checkpoint-unchained'];
  const { opened, digest } = before;
  const isNext = one.sequence === opened.sequence + 1 && one.before === digest;
  const goesOn = one.number >= opened.number && one.issuedAt >= opened.issuedAt;
  const isLate = one.issuedAt - opened.issuedAt > longestSilenceSeconds;
  return [
    ...(isNext && goesOn ? [] : (['checkpoint-unchained'] as const)),
    ...(isLate ? (['silent'] as const) : []),
  ];
}

/** A checkpoint that is one, and the digest of its bytes. */
interface OpenedCheckpoint {
  readonly opened: TrailCheckpoint;
  readonly digest: string;
}

/** What is kept of a checkpoint until the rows are read. */
interface PassedCheckpoint {
  readonly checkpoint: number;
  /** The row that it is over, by number and digest. */
  readonly over: TrailHead;
  readonly faults: readonly TrailFault[];
  readonly isForked: boolean;
}

const isForked = ({ opened, digest }: OpenedCheckpoint, seen: SeenCheckpoint | undefined) =>
  opened.sequence === seen?.sequence && digest !== seen.digest;

function passCheckpoint(
  one: OpenedCheckpoint,
  before: OpenedCheckpoint | undefined,
  seen: SeenCheckpoint | undefined,
): PassedCheckpoint {
  const { sequence, number, digest } = one.opened;
  const faults = compareCheckpoints(one.opened, before);
  const over = { number, digest };
  return { checkpoint: sequence, over, faults, isForked: isForked(one, seen) };
}

/** Goes along the checkpoints; gives what is to be compared with rows, and the last one that is one. */
async function walkCheckpoints(checkpoints: InOrder<string>, audit: TrailAudit) {
  const passed: PassedCheckpoint[] = [];
  let last: OpenedCheckpoint | undefined;
  let seenGone = audit.seen;
  for await (const compact of checkpoints) {
    const opened = await open(compact, audit);
    if (opened === undefined) {
      const faults = ['checkpoint-untrusted'] as const;
      passed.push({ checkpoint: passed.length + 1, over: noRowYet, faults, isForked: false });
      continue;
    }
    const one = { opened, digest: await digestOf(compact, audit.hash) };
    passed.push(passCheckpoint(one, last, audit.seen));
    if (opened.sequence === audit.seen?.sequence) seenGone = undefined;
    last = one;
  }
  return { passed, last, seenGone };
}

function compareWithRow(
  { number, digest }: TrailHead,
  digests: ReadonlyMap<number, string | undefined>,
): readonly TrailFault[] {
  if (number === 0) return [];
  const found = digests.get(number);
  if (found === undefined) return ['truncated'];
  return found === digest ? [] : ['differs'];
}

function* findInCheckpoints(
  passed: readonly PassedCheckpoint[],
  digests: ReadonlyMap<number, string | undefined>,
  gone: SeenCheckpoint | undefined,
): Generator<TrailFinding> {
  for (const { checkpoint, over, faults, isForked } of passed) {
    for (const fault of [...faults, ...compareWithRow(over, digests)]) yield { fault, checkpoint };
    if (isForked) yield { fault: 'forked', checkpoint };
  }
  if (gone) yield { fault: 'truncated', checkpoint: gone.sequence };
}

/**
 * Checks a whole trail: every row names the one before it by digest, every checkpoint the row and the
 * checkpoint that it is over. Whatever was altered, removed, added, put elsewhere or cut off before the last
 * checkpoint is found; what lies behind it is held by the chain alone. Checkpoints are read to their end before
 * the first row is asked for; of both, only digests are kept.
 * @param rows as they are stored, by number
 * @param checkpoints compact, in the order of their numbers
 */
export async function auditTrail(
  rows: InOrder<TrailRow>,
  checkpoints: InOrder<string>,
  audit: TrailAudit,
): Promise<TrailReport> {
  const { passed, last, seenGone } = await walkCheckpoints(checkpoints, audit);
  const digests = new Map(passed.map(({ over }) => [over.number, undefined as string | undefined]));
  const { findings, count } = await walkRows(rows, digests, audit.hash);
  return {
    ...{ findings: [...findings, ...findInCheckpoints(passed, digests, seenGone)], rows: count },
    checkpoints: passed.length,
    unsigned: Math.max(0, count - (last?.opened.number ?? 0)),
    ...(last && { last: { sequence: last.opened.sequence, digest: last.digest } }),
  };
}
