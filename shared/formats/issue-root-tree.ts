import { type MerkleHash, merkleInclusionPath, merkleRoot } from '../domain/merkle.ts';
import { readBase64url, toBase64url } from './base64url.ts';

/** That a digest stands at an index under a root; may be kept with the case file. */
export interface InclusionProof {
  /** From 0, in order of the digests' ASCII text. */
  readonly index: number;
  /** Unpadded base64url, from the leaf upward. */
  readonly path: readonly string[];
}

/**
 * A leaf's data: the digest's own 32 bytes. Owned: the reader's are a view.
 * @throws Problem `malformed` (`base64url`)
 */
export const toIssueLeaf = (digest: string): Uint8Array => readBase64url(digest).slice();

/**
 * The Merkle root over digests in their order, unpadded base64url.
 * @throws Problem `malformed` (`base64url`)
 * @see RFC 6962 section 2.1
 */
export async function toIssueMerkleRoot(
  digests: readonly string[],
  hash: MerkleHash,
): Promise<string> {
  return toBase64url(await merkleRoot(digests.map(toIssueLeaf), hash));
}

/**
 * The proof that a digest is one of these; undefined when it is not.
 * @see RFC 6962 section 2.1.1
 */
export async function makeInclusionProof(
  digests: readonly string[],
  digest: string,
  hash: MerkleHash,
): Promise<InclusionProof | undefined> {
  const index = digests.indexOf(digest);
  if (index < 0) return undefined;
  const path = await merkleInclusionPath(digests.map(toIssueLeaf), index, hash);
  return { index, path: path.map(toBase64url) };
}
