/** SHA-256; may answer later, as WebCrypto does. */
export type MerkleHash = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** Trees of more leaves are not made, and proofs of them not followed. */
export const maxMerkleSize = 2 ** 31 - 1;

const leafPrefix = 0;
const nodePrefix = 1;

function join(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 1));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @see RFC 6962 section 2.1 */
export async function hashMerkleLeaf(data: Uint8Array, hash: MerkleHash): Promise<Uint8Array> {
  return hash(join(leafPrefix, data));
}

/** @see RFC 6962 section 2.1 */
export async function hashMerkleNode(
  left: Uint8Array,
  right: Uint8Array,
  hash: MerkleHash,
): Promise<Uint8Array> {
  return hash(join(nodePrefix, left, right));
}

/** Are two hashes the same bytes? */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const hashLeaves = (leaves: readonly Uint8Array[], hash: MerkleHash) =>
  Promise.all(leaves.map((leaf) => hashMerkleLeaf(leaf, hash)));

/** Pairs from the left; what is left over goes up as it is, which is the split at a power of two. */
async function toParents(
  level: readonly Uint8Array[],
  hash: MerkleHash,
): Promise<readonly Uint8Array[]> {
  const parents: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = level.slice(at, at + 2) as [Uint8Array, Uint8Array?];
    parents.push(right === undefined ? left : await hashMerkleNode(left, right, hash));
  }
  return parents;
}

/**
 * The root over leaves in their order; of none, the hash of nothing.
 * @param leaves the leaves' data, not hashed yet
 * @see RFC 6962 section 2.1
 */
export async function merkleRoot(
  leaves: readonly Uint8Array[],
  hash: MerkleHash,
): Promise<Uint8Array> {
  let level: readonly Uint8Array[] = await hashLeaves(leaves, hash);
  while (level.length > 1) level = await toParents(level, hash);
  return level[0] ?? hash(new Uint8Array());
}

/**
 * What has to be known beside a leaf to come to the root, from the leaf upward.
 * @param index from 0
 * @throws RangeError for an index that the tree does not have
 * @see RFC 6962 section 2.1.1
 */
export async function merkleInclusionPath(
  leaves: readonly Uint8Array[],
  index: number,
  hash: MerkleHash,
): Promise<readonly Uint8Array[]> {
  if (leaves[index] === undefined) throw new RangeError('no leaf of that index');
  const path: Uint8Array[] = [];
  let level: readonly Uint8Array[] = await hashLeaves(leaves, hash);
  for (let at = index; level.length > 1; at >>= 1) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) path.push(sibling);
    level = await toParents(level, hash);
  }
  return path;
}

/** A claim that a leaf stands at an index of a tree. */
export interface MerkleInclusion {
  /** The leaf's data, not hashed yet. */
  readonly leaf: Uint8Array;
  readonly index: number;
  /** Number of leaves. */
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** A place on the way up: a node's index, and that of the level's last node. */
interface Climb {
  node: number;
  last: number;
}

const climb = (place: Climb): void => {
  place.node >>= 1;
  place.last >>= 1;
};

/** Does the next hash of a path stand to the left here? Climbs to where it stands. */
export function isLeftSibling(place: Climb): boolean {
  if (place.node % 2 === 0 && place.node !== place.last) return false;
  while (place.node % 2 === 0 && place.node !== 0) climb(place);
  return true;
}

/** The place of a leaf, and how to climb from it. */
export function startClimb(index: number, size: number) {
  const place: Climb = { node: index, last: size - 1 };
  return { place, up: () => climb(place) };
}

/**
 * Does the path lead from the leaf to the root? Never throws.
 * @see RFC 9162 section 2.1.3.2
 */
export async function isMerkleIncluded(
  { leaf, index, size, path, root }: MerkleInclusion,
  hash: MerkleHash,
): Promise<boolean> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  if (index < 0 || index >= size || size > maxMerkleSize) return false;
  const { place, up } = startClimb(index, size);
  let reached = await hashMerkleLeaf(leaf, hash);
  for (const sibling of path) {
    if (place.last === 0) return false;
    reached = isLeftSibling(place)
      ? await hashMerkleNode(sibling, reached, hash)
      : await hashMerkleNode(reached, sibling, hash);
    up();
  }
  return place.last === 0 && isSameHash(reached, root);
}
