import type { IssueRoot } from '../../shared/formats/issue-root.ts';
import { type InclusionProof, makeInclusionProof } from '../../shared/formats/issue-root-tree.ts';
import type { Jws } from '../../shared/formats/jws.ts';
import { checkInclusion, toIssueDigest } from '../../shared/verify/issue-roots.ts';
import { type IssueRootShelf, primitives } from './issue-root-shelf.ts';

/** What is known of a licence: under which root it stands, with the proof; or why under none. */
export type InclusionFinding =
  | {
      readonly inclusion: 'included';
      readonly digest: string;
      readonly root: IssueRoot;
      readonly proof: InclusionProof;
    }
  | { readonly inclusion: 'not-included' | 'not-rooted-yet'; readonly digest: string };

/** A request may be repeated, and so brought into force, for so long after its licence's `iat`. */
const longestDelaySeconds = 7 * 24 * 3600;

/** The number of the first root that ends after a second; one more than the last when none does. */
async function findFirstAfter(shelf: IssueRootShelf, seconds: number, last: number) {
  let [from, until] = [1, last + 1];
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    const root = await shelf.find(middle);
    if (root === undefined) throw new Error(`issue root ${middle} is not there`);
    if (root.until > seconds) until = middle;
    else from = middle + 1;
  }
  return from;
}

async function proveUnder(
  shelf: IssueRootShelf,
  root: IssueRoot,
  digest: string,
): Promise<InclusionProof | undefined> {
  const digests = await shelf.digestsUnder(root.number);
  const proof = await makeInclusionProof(digests, digest, primitives.hash);
  if (proof === undefined) return undefined;
  return (await checkInclusion({ root, digest, proof }, primitives)) ? proof : undefined;
}

/**
 * Looks for a credential's digest under its province's issue roots: from the hour of its `iat` on, for
 * as long as it may have taken to come into force.
 * @throws Error when a root is missing or not the province's
 */
export async function auditInclusion(
  jws: Pick<Jws, 'signingInput'>,
  issuedAtSeconds: number,
  shelf: IssueRootShelf,
): Promise<InclusionFinding> {
  const digest = await toIssueDigest(jws, primitives);
  const latest = await shelf.find('latest');
  const last = latest?.number ?? 0;
  const latestEnd = issuedAtSeconds + longestDelaySeconds;
  for (let at = await findFirstAfter(shelf, issuedAtSeconds, last); at <= last; at += 1) {
    const root = await shelf.find(at);
    if (root === undefined) throw new Error(`issue root ${at} is not there`);
    if (root.from > latestEnd) return { inclusion: 'not-included', digest };
    const proof = await proveUnder(shelf, root, digest);
    if (proof) return { inclusion: 'included', digest, root, proof };
  }
  const isOver = latest !== undefined && latest.until > latestEnd;
  return { inclusion: isOver ? 'not-included' : 'not-rooted-yet', digest };
}
