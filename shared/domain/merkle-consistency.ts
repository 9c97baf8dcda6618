import {
  hashMerkleNode,
  isLeftSibling,
  isSameHash,
  type MerkleHash,
  maxMerkleSize,
  merkleRoot,
  startClimb,
} from './merkle.ts';

/** The largest power of two below a size of at least 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * What has to be known to see that a tree's first leaves are those of an earlier, smaller tree.
 * @param leaves the later tree's data, not hashed yet
 * @param firstSize leaves of the earlier tree, at least 1
 * @throws RangeError for a size that the tree never had
 * @see RFC 6962 section 2.1.2
 */
export async function merkleConsistencyPath(
  leaves: readonly Uint8Array[],
  firstSize: number,
  hash: MerkleHash,
): Promise<readonly Uint8Array[]> {
  if (!Number.isSafeInteger(firstSize) || firstSize < 1 || firstSize > leaves.length) {
    throw new RangeError('no tree of that size');
  }
  const below = async (part: readonly Uint8Array[], first: number, isWhole: boolean) => {
    if (first === part.length) return isWhole ? [] : [await merkleRoot(part, hash)];
    const split = splitOf(part.length);
    const [left, right] = [part.slice(0, split), part.slice(split)];
    const path: readonly Uint8Array[] =
      first <= split
        ? [...(await below(left, first, isWhole)), await merkleRoot(right, hash)]
        : [...(await below(right, first - split, false)), await merkleRoot(left, hash)];
    return path;
  };
  return below(leaves, firstSize, true);
}

/** A claim that a tree grew out of an earlier one. */
export interface MerkleConsistency {
  readonly firstSize: number;
  readonly firstRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/**
 * Does the path show that the tree grew out of the earlier one? Never throws.
 * @see RFC 9162 section 2.1.4.2
 */
export async function isMerkleConsistent(
  claim: MerkleConsistency,
  hash: MerkleHash,
): Promise<boolean> {
  const { firstSize, firstRoot, size, root, path } = claim;
  if (!Number.isSafeInteger(firstSize) || !Number.isSafeInteger(size)) return false;
  if (firstSize < 1 || firstSize > size || size > maxMerkleSize) return false;
  if (firstSize === size) return path.length === 0 && isSameHash(firstRoot, root);
  // a whole first tree is its own starting point, and is not sent
  const isWhole = (firstSize & (firstSize - 1)) === 0;
  return followGrowth(isWhole ? [firstRoot, ...path] : path, claim, hash);
}

async function followGrowth(
  [start, ...rest]: readonly Uint8Array[],
  { firstSize, firstRoot, size, root }: MerkleConsistency,
  hash: MerkleHash,
): Promise<boolean> {
  if (start === undefined) return false;
  const { place, up } = startClimb(firstSize - 1, size);
  while (place.node % 2 === 1) up();
  let [first, second] = [start, start];
  for (const sibling of rest) {
    if (place.last === 0) return false;
    if (isLeftSibling(place)) {
      first = await hashMerkleNode(sibling, first, hash);
      second = await hashMerkleNode(sibling, second, hash);
    } else second = await hashMerkleNode(second, sibling, hash);
    up();
  }
  return place.last === 0 && isSameHash(first, firstRoot) && isSameHash(second, root);
}
