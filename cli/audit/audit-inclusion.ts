import type { IssueRoot } from '../../shared/formats/issue-root.ts';
import { type InclusionProof, makeInclusionProof } from '../../shared/formats/issue-root-tree.ts';
import type { Jws } from '../../shared/formats/jws.ts';
import { findInclusion, type InclusionFinding } from '../../shared/verify/find-inclusion.ts';
import { checkInclusion, toIssueDigest } from '../../shared/verify/issue-roots.ts';
import { type IssueRootShelf, primitives } from './issue-root-shelf.ts';

/** What is known of a licence, with the digest by which it is looked for. */
export type AuditedInclusion = Exclude<
  InclusionFinding<InclusionProof>,
  { readonly inclusion: 'root-missing' }
> & { readonly digest: string };

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
 * Looks for a credential's digest under its province's issue roots, and gives the proof to be kept.
 * @throws Error when a root is missing or not the province's
 */
export async function auditInclusion(
  jws: Pick<Jws, 'signingInput'>,
  issuedAtSeconds: number,
  shelf: IssueRootShelf,
): Promise<AuditedInclusion> {
  const digest = await toIssueDigest(jws, primitives);
  const source = {
    find: shelf.find,
    prove: (root: IssueRoot) => proveUnder(shelf, root, digest),
  };
  const found = await findInclusion(source, digest, issuedAtSeconds);
  if (found.inclusion === 'root-missing')
    throw new Error(`issue root ${found.number} is not there`);
  return { ...found, digest };
}
