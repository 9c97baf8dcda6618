import type { FactRef, Write } from './fact.ts';
import { factOf } from './fact.ts';
import type { Moment } from './ids.ts';

/** What the trail is of: what others are told of, every change of the directory, and what holders allow and verifiers ask. */
export type TrailRef = Omit<FactRef, 'of'> & {
  readonly of: FactRef['of'] | 'directory' | 'authorisation' | 'delegation' | 'use' | 'complaint';
};

/** A write, with what tells the acts on one item apart. */
export interface TrailAct extends Write {
  readonly uses?: string | undefined;
  readonly acceptedAt?: string | undefined;
  /** Withdrawn, or ended. */
  readonly overAt?: string | undefined;
}

/** A fact with what its record said: SHA-256 of the item as the stream told it, base64url. */
export interface TrailFact extends TrailRef {
  readonly digest: string;
}

/** One row of the trail 监察轨迹: a fact in its place. */
export interface TrailRow {
  /** From 1, without gaps. */
  readonly number: number;
  readonly fact: TrailFact;
  /** When the row was written. */
  readonly at: Moment;
  /** Digest of the row before it, base64url; of the first, empty. */
  readonly previous: string;
}

/** How far the trail is: number and digest of its last row, 0 and empty where there is none. */
export interface TrailHead {
  readonly number: number;
  readonly digest: string;
}

export const noRowYet: TrailHead = { number: 0, digest: '' };

const history = 'history#';

/** A leave or a delegation as it is given, accepted, ended; each use of it is an act of its own. */
function findLeave({ pk, sk, uses, acceptedAt, overAt }: TrailAct): TrailRef | undefined {
  const id = pk.slice(sk.length + 1);
  if ((sk !== 'authorisation' && sk !== 'delegation') || pk !== `${sk}#${id}`) return undefined;
  if (overAt !== undefined) return { of: sk, id, entry: 'over' };
  if (uses !== '0') return undefined;
  return { of: sk, id, entry: acceptedAt === undefined ? 'given' : 'accepted' };
}

/** A check by duty or of fields; a retrieval stands in the trail by what others are told of it. */
const checkId = /#((?:duty|field)-check-[0-9a-z-]+)$/;

function findCheck({ pk, sk }: TrailAct): TrailRef | undefined {
  if (!pk.startsWith('uses#')) return undefined;
  const id = checkId.exec(sk)?.[1];
  return id === undefined ? undefined : { of: 'use', id, entry: 'made' };
}

/** Who approved a bulk job. */
function findJobApproval({ pk, sk }: TrailAct): TrailRef | undefined {
  const job = 'job#';
  if (sk !== 'approval' || !pk.startsWith(job)) return undefined;
  return { of: 'job', id: pk.slice(job.length), entry: 'approved' };
}

const answered = 'complaint-answer#';

/** A complaint as its department is told of it, and what it says to that. */
function findComplaint({ pk, sk }: TrailAct): TrailRef | undefined {
  if (pk.startsWith('complaints#')) return { of: 'complaint', id: sk, entry: 'made' };
  if (!pk.startsWith(answered)) return undefined;
  return { of: 'complaint', id: pk.slice(answered.length), entry: 'answered' };
}

/** What a write is in the trail; undefined for a write that is nobody's act. Nothing in it says who a holder is. */
export function trailRefOf(write: TrailAct): TrailRef | undefined {
  if (write.pk.startsWith(history))
    return { of: 'directory', id: write.pk.slice(history.length), entry: write.sk };
  return (
    factOf(write) ??
    findJobApproval(write) ??
    findLeave(write) ??
    findCheck(write) ??
    findComplaint(write)
  );
}

/** What tells a fact from all others. */
export const toTrailKey = ({ of, id, entry }: TrailRef): string => [of, id, entry].join('\n');

/** What a row's digest is over. Every part is on a line of its own, and none can hold a line's end. */
export function toTrailText({ number, fact, at, previous }: TrailRow): string {
  return [number, at, previous, fact.digest, toTrailKey(fact)].join('\n');
}
