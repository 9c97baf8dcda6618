/** Something that happened once and is written down where it happened; said again, it is the same fact. */
export interface FactRef {
  readonly of: 'licence' | 'seal' | 'retrieval' | 'job' | 'draft';
  /** Of the thing it happened to. */
  readonly id: string;
  /** Which of the things that happened to it. */
  readonly entry: string;
}

/** One write as a table's stream tells it: its key, and what of a head tells this write from the others. */
export interface Write {
  readonly pk: string;
  readonly sk: string;
  readonly seq?: string | undefined;
  readonly state?: string | undefined;
}

const waitingJobs: ReadonlySet<string> = new Set(['checked', 'paused']);
const endedJobs: ReadonlySet<string> = new Set(['finished', 'cancelled', 'failed']);
/** The first entry of a licence reserves it: nothing that anybody may know of. */
const reserving = /#0*1$/;

/**
 * What a write says that others are told of: a licence's entry, a seal's new state, a retrieval, the
 * end of a job. Undefined for every other write, also of the same things.
 */
export function factOf({ pk, sk, seq, state }: Write): FactRef | undefined {
  if (sk.startsWith('entry#'))
    return reserving.test(sk) ? undefined : { of: 'licence', id: pk, entry: sk };
  const mark = pk.indexOf('#');
  const [kind, id] = [pk.slice(0, mark), pk.slice(mark + 1)];
  if (kind === 'made') return { of: 'retrieval', id, entry: sk };
  if (sk !== 'head') return undefined;
  if (kind === 'seal' && seq !== undefined) return { of: 'seal', id, entry: seq };
  if (kind === 'job' && endedJobs.has(state ?? '')) return { of: 'job', id, entry: 'finished' };
  return undefined;
}

/**
 * What a write says that begins to wait for somebody: a draft for its second person, a job for a word.
 * Nobody is told of it now; whoever lets it wait too long is warned.
 */
export function waitingFactOf({ pk, sk, state }: Write): FactRef | undefined {
  const [kind, name = ''] = pk.split('#');
  if (kind === 'drafts') return { of: 'draft', id: sk.slice(sk.indexOf('#') + 1), entry: 'kept' };
  if (kind === 'job' && sk === 'head' && waitingJobs.has(state ?? ''))
    return { of: 'job', id: name, entry: state ?? '' };
  return undefined;
}
