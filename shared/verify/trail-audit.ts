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

/** Goes along the chain; gives every row's own digest by its number. */
async function walkRows(rows: readonly TrailRow[], hash: Hash) {
  const findings: TrailFinding[] = [];
  const digests = new Map<number, string>();
  const facts = new Set<string>();
  let before: TrailHead = noRowYet;
  for (const row of rows) {
    const { number, previous, fact } = row;
    const key = toTrailKey(fact);
    if (number !== before.number + 1) findings.push({ fault: 'misplaced', row: number });
    if (previous !== before.digest) findings.push({ fault: 'unchained', row: number });
    if (facts.has(key)) findings.push({ fault: 'repeated', row: number });
    facts.add(key);
    before = { number, digest: await digestRow(row, hash) };
    digests.set(number, before.digest);
  }
  return { findings, digests };
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

function compareWithRow(
  { number, digest }: TrailCheckpoint,
  digests: ReadonlyMap<number, string>,
): readonly TrailFault[] {
  if (number === 0) return [];
  const found = digests.get(number);
  if (found === undefined) return ['truncated'];
  return found === digest ? [] : ['differs'];
}

/** A checkpoint that is one, and the digest of its bytes. */
interface OpenedCheckpoint {
  readonly opened: TrailCheckpoint;
  readonly digest: string;
}

/** Goes along the checkpoints; gives the last one that is one. */
async function walkCheckpoints(
  checkpoints: readonly string[],
  digests: ReadonlyMap<number, string>,
  audit: TrailAudit,
) {
  const { seen, hash } = audit;
  const findings: TrailFinding[] = [];
  let last: OpenedCheckpoint | undefined;
  let wasSeen = seen === undefined;
  for (const [at, compact] of checkpoints.entries()) {
    const opened = await open(compact, audit);
    if (opened === undefined) {
      findings.push({ fault: 'checkpoint-untrusted', checkpoint: at + 1 });
      continue;
    }
    const { sequence } = opened;
    const digest = await digestOf(compact, hash);
    const faults = [...compareCheckpoints(opened, last), ...compareWithRow(opened, digests)];
    findings.push(...faults.map((fault) => ({ fault, checkpoint: sequence })));
    if (sequence === seen?.sequence) wasSeen = true;
    if (sequence === seen?.sequence && digest !== seen.digest)
      findings.push({ fault: 'forked', checkpoint: sequence });
    last = { opened, digest };
  }
  if (!wasSeen) findings.push({ fault: 'truncated', checkpoint: seen?.sequence ?? 0 });
  return { findings, last };
}

/**
 * Checks a whole trail: every row names the one before it by digest, every checkpoint the row and the
 * checkpoint that it is over. Whatever was altered, removed, added, put elsewhere or cut off before the last
 * checkpoint is found; what lies behind it is held by the chain alone.
 * @param rows as they are stored, by number
 * @param checkpoints compact, in the order of their numbers
 */
export async function auditTrail(
  rows: readonly TrailRow[],
  checkpoints: readonly string[],
  audit: TrailAudit,
): Promise<TrailReport> {
  const walked = await walkRows(rows, audit.hash);
  const { findings, last } = await walkCheckpoints(checkpoints, walked.digests, audit);
  return {
    ...{ findings: [...walked.findings, ...findings], rows: rows.length },
    checkpoints: checkpoints.length,
    unsigned: Math.max(0, rows.length - (last?.opened.number ?? 0)),
    ...(last && { last: { sequence: last.opened.sequence, digest: last.digest } }),
  };
}
