import { isMerkleIncluded } from '../domain/merkle.ts';
import { toBase64url } from '../formats/base64url.ts';
import { purposeIds } from '../formats/certificate-profiles.ts';
import {
  type IssueRoot,
  issueRootType,
  maxIssueRootBytes,
  readIssueRoot,
} from '../formats/issue-root.ts';
import { type InclusionProof, toIssueLeaf } from '../formats/issue-root-tree.ts';
import { type Jws, readJws } from '../formats/jws.ts';
import { Problem } from '../problem/problem.ts';
import { unlessRefused } from '../problem/unless-refused.ts';
import type { Primitives } from './primitives.ts';
import { makeFindSigner, type TrustAnchor } from './signer-chains.ts';

type Hasher = Pick<Primitives, 'hash'>;

/**
 * What of a credential stands under issue roots: SHA-256 of its signing input, unpadded base64url.
 * The signing input is public to whoever holds the credential; disclosures are not needed.
 */
export async function toIssueDigest(jws: Pick<Jws, 'signingInput'>, { hash }: Hasher) {
  return toBase64url(await hash(jws.signingInput));
}

/** What is claimed: this digest, under this root, by this proof. */
export interface InclusionClaim {
  readonly root: Pick<IssueRoot, 'root' | 'size'>;
  readonly digest: string;
  readonly proof: InclusionProof;
}

/**
 * Was the digest brought into force under the root? False also for what is not well formed. Whether
 * the root is the province's is `makeOpenIssueRoot`'s question.
 * @see RFC 9162 section 2.1.3.2
 */
export async function checkInclusion(
  { root, digest, proof }: InclusionClaim,
  { hash }: Hasher,
): Promise<boolean> {
  try {
    const claim = {
      leaf: toIssueLeaf(digest),
      index: proof.index,
      size: root.size,
      path: proof.path.map(toIssueLeaf),
      root: toIssueLeaf(root.root),
    };
    return await isMerkleIncluded(claim, hash);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/**
 * Does what stands under the root prove that it was there before a second? The root's `iat`, not the
 * end of its hour: only by then was the hour closed and signed.
 */
export function provesBefore(root: Pick<IssueRoot, 'issuedAt'>, seconds: number): boolean {
  return root.issuedAt <= seconds;
}

/** An issue root whose signature holds, and what the next one calls it. */
export interface OpenedIssueRoot {
  readonly root: IssueRoot;
  /** SHA-256 of its compact bytes, unpadded base64url. */
  readonly digest: string;
}

/** Opens an issue root: `malformed`, or `untrusted` when it is not the province's. */
export type OpenIssueRoot = (
  compact: string,
) => Promise<OpenedIssueRoot | 'malformed' | 'untrusted'>;

const profile = { purpose: purposeIds.trustList, maxIntermediates: 0 };

function readGate(compact: string): { readonly jws: Jws; readonly root: IssueRoot } {
  const jws = readJws(compact, { typ: issueRootType, maxBytes: maxIssueRootBytes });
  return { jws, root: readIssueRoot(jws.payload) };
}

/**
 * Closes the opening of issue roots over anchors: signed by a list signer of the province that the
 * root names, whose chain held when it was signed (roots outlive their signers' certificates).
 */
export function makeOpenIssueRoot(options: {
  readonly primitives: Primitives;
  readonly anchors: readonly TrustAnchor[];
}): OpenIssueRoot {
  const { primitives } = options;
  const findSigner = makeFindSigner({ ...options, profile });
  return async (compact) => {
    const read = unlessRefused(() => readGate(compact));
    if (read === undefined) return 'malformed';
    const { jws, root } = read;
    const { value: signer } = await findSigner(jws.header, root.issuedAt);
    if (signer?.provinceUrl !== root.provinceUrl) return 'untrusted';
    const { publicKey } = signer;
    const { signature, signingInput: data } = jws;
    const check = { suite: 'ES256', publicKey, signature, data } as const;
    if (!(await primitives.verifySignature(check))) return 'untrusted';
    const bytes = new TextEncoder().encode(compact);
    return { root, digest: toBase64url(await primitives.hash(bytes)) };
  };
}
