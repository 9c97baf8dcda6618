import type { IssueRoot } from '../formats/issue-root.ts';

/** Where a province's issue roots come from, opened, and how a digest is proved to stand under one. */
export interface IssueRootSource<Proof> {
  /** The province's root of that number, or its last; undefined when it cannot be had. */
  find(name: number | 'latest'): Promise<IssueRoot | undefined>;
  /** Undefined when the digest does not stand under it. */
  prove(root: IssueRoot, digest: string): Promise<Proof | undefined>;
}

/** Under which root a licence stands, with the proof; or why under none. */
export type InclusionFinding<Proof> =
  | { readonly inclusion: 'included'; readonly root: IssueRoot; readonly proof: Proof }
  | { readonly inclusion: 'not-included' | 'not-rooted-yet' }
  | { readonly inclusion: 'root-missing'; readonly number: number };

/** A request may be repeated, and so brought into force, for so long after its licence's `iat`. */
const longestDelaySeconds = 7 * 24 * 3600;

interface Search<Proof> {
  readonly source: IssueRootSource<Proof>;
  readonly digest: string;
  readonly issuedAtSeconds: number;
  /** The last root there is. */
  readonly last: number;
}

const missing = (number: number) => ({ inclusion: 'root-missing', number }) as const;

/** The number of the first root that ends after the licence's `iat`; one more than the last when none does. */
async function findFirst<Proof>({ source, issuedAtSeconds, last }: Search<Proof>) {
  let [from, until] = [1, last + 1];
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    const root = await source.find(middle);
    if (root === undefined) return missing(middle);
    if (root.until > issuedAtSeconds) until = middle;
    else from = middle + 1;
  }
  return from;
}

/** Goes through the roots until the digest is found, or nothing could be under a later one. */
async function searchFrom<Proof>(
  { source, digest, issuedAtSeconds, last }: Search<Proof>,
  first: number,
): Promise<InclusionFinding<Proof> | undefined> {
  for (let number = first; number <= last; number += 1) {
    const root = await source.find(number);
    if (root === undefined) return missing(number);
    if (root.from > issuedAtSeconds + longestDelaySeconds) return { inclusion: 'not-included' };
    const proof = await source.prove(root, digest);
    if (proof !== undefined) return { inclusion: 'included', root, proof };
  }
  return undefined;
}

/**
 * Looks for a credential's digest under its province's issue roots: from the hour of its `iat` on, for
 * as long as it may have taken to come into force.
 * @param digest as `toIssueDigest` gives it
 */
export async function findInclusion<Proof>(
  source: IssueRootSource<Proof>,
  digest: string,
  issuedAtSeconds: number,
): Promise<InclusionFinding<Proof>> {
  const latest = await source.find('latest');
  if (latest === undefined) return { inclusion: 'not-rooted-yet' };
  const search = { source, digest, issuedAtSeconds, last: latest.number };
  const first = await findFirst(search);
  if (typeof first !== 'number') return first;
  const found = await searchFrom(search, first);
  if (found !== undefined) return found;
  const isOver = latest.until > issuedAtSeconds + longestDelaySeconds;
  return { inclusion: isOver ? 'not-included' : 'not-rooted-yet' };
}
