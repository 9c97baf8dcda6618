import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  hashMerkleLeaf,
  hashMerkleNode,
  isMerkleIncluded,
  maxMerkleSize,
  merkleInclusionPath,
  merkleRoot,
} from '../../shared/domain/merkle.ts';
import {
  isMerkleConsistent,
  merkleConsistencyPath,
} from '../../shared/domain/merkle-consistency.ts';

/**
 * Certificate Transparency's own vectors of RFC 6962 trees, as its reference implementations have
 * carried them since 2012 (`google/certificate-transparency`, `transparency-dev/merkle`).
 */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
] as const;

const l0 = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
const l1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const n23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const l4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const n45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const n67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const l6 = 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f';
const n0123 = roots[4];
const n4567 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';

const inclusions = [
  { index: 0, size: 1, path: [] },
  { index: 0, size: 8, path: [l1, n23, n4567] },
  { index: 5, size: 8, path: [l4, n67, n0123] },
  { index: 2, size: 3, path: [roots[2]] },
  { index: 1, size: 5, path: [l0, n23, l4] },
] as const;

const consistencies = [
  { firstSize: 1, size: 1, path: [] },
  { firstSize: 1, size: 8, path: [l1, n23, n4567] },
  { firstSize: 6, size: 8, path: [n45, n67, n0123] },
  { firstSize: 2, size: 5, path: [n23, l4] },
  { firstSize: 6, size: 7, path: [n45, l6, n0123] },
] as const;

const sha256 = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());
/** As WebCrypto answers. */
const later = async (data: Uint8Array) => sha256(data);
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const toBytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const rootOf = (size: number) => toBytes(roots[size] ?? '');

describe('Merkle trees (RFC 6962)', () => {
  it.each(roots.map((root, size) => [size, root] as const))(
    'have the known root over %i leaves',
    async (size, root) => {
      expect(toHex(await merkleRoot(leaves.slice(0, size), sha256))).toBe(root);
      expect(toHex(await merkleRoot(leaves.slice(0, size), later))).toBe(root);
    },
  );

  it.each(inclusions)('have the known path of leaf $index in $size', async (one) => {
    const { index, size } = one;
    const path = await merkleInclusionPath(leaves.slice(0, size), index, sha256);
    expect(path.map(toHex)).toEqual(one.path);
    const leaf = leaves[index] ?? new Uint8Array();
    const claim = { leaf, index, size, path, root: rootOf(size) };
    expect(await isMerkleIncluded(claim, later)).toBe(true);
    expect(await isMerkleIncluded({ ...claim, leaf: Uint8Array.of(1) }, sha256)).toBe(false);
    expect(await isMerkleIncluded({ ...claim, index: index + 1 }, sha256)).toBe(false);
    expect(await isMerkleIncluded({ ...claim, path: [...path, leaf] }, sha256)).toBe(false);
    expect(await isMerkleIncluded({ ...claim, root: rootOf(0) }, sha256)).toBe(false);
  });

  it.each(consistencies)(
    'have the known proof that $size leaves grew from $firstSize',
    async (one) => {
      const { firstSize, size } = one;
      const path = await merkleConsistencyPath(leaves.slice(0, size), firstSize, sha256);
      expect(path.map(toHex)).toEqual(one.path);
      const claim = { firstSize, firstRoot: rootOf(firstSize), size, root: rootOf(size), path };
      expect(await isMerkleConsistent(claim, later)).toBe(true);
      expect(await isMerkleConsistent({ ...claim, firstRoot: rootOf(0) }, sha256)).toBe(false);
      expect(await isMerkleConsistent({ ...claim, root: rootOf(0) }, sha256)).toBe(false);
      expect(await isMerkleConsistent({ ...claim, path: [...path, rootOf(0)] }, sha256)).toBe(
        false,
      );
    },
  );

  it('refuse indexes and sizes that no tree has', async () => {
    const claim = { leaf: leaves[0] ?? Uint8Array.of(), size: 1, path: [], root: rootOf(1) };
    for (const index of [-1, 1, 0.5, Number.NaN, 2 ** 32]) {
      expect(await isMerkleIncluded({ ...claim, index }, sha256), String(index)).toBe(false);
    }
    for (const size of [0, -1, 0.5, 2 ** 31, Number.NaN]) {
      expect(await isMerkleIncluded({ ...claim, index: 0, size }, sha256), String(size)).toBe(
        false,
      );
    }
    const grown = { firstRoot: rootOf(1), size: 8, root: rootOf(8), path: [] };
    for (const firstSize of [0, 9, -1, 0.5]) {
      expect(await isMerkleConsistent({ ...grown, firstSize }, sha256)).toBe(false);
    }
    await expect(merkleInclusionPath(leaves, 8, sha256)).rejects.toThrow(RangeError);
    await expect(merkleConsistencyPath(leaves, 9, sha256)).rejects.toThrow(RangeError);
  });

  const [x, y] = [rootOf(3), rootOf(5)];
  const node = (left: Uint8Array, right: Uint8Array) => hashMerkleNode(left, right, sha256);

  it('follow no path that is longer or shorter than the tree is high, whatever it hashes to', async () => {
    const leaf = leaves[0] ?? Uint8Array.of();
    const first = await hashMerkleLeaf(leaf, sha256);
    const included = (size: number, path: readonly Uint8Array[], root: Uint8Array) =>
      isMerkleIncluded({ leaf, index: 0, size, path, root }, sha256);
    expect(await included(2, [x], await node(first, x))).toBe(true);
    expect(await included(4, [x], await node(first, x))).toBe(false);
    expect(await included(2, [x, y], await node(y, await node(first, x)))).toBe(false);
    const grew = (path: readonly Uint8Array[], firstRoot: Uint8Array, root: Uint8Array) =>
      isMerkleConsistent({ firstSize: 1, firstRoot, size: 2, root, path }, sha256);
    expect(await grew([y], x, await node(x, y))).toBe(true);
    expect(await grew([], x, x)).toBe(false);
    const longer = await node(rootOf(7), await node(x, y));
    expect(await grew([y, rootOf(7)], await node(rootOf(7), x), longer)).toBe(false);
  });

  it.each([
    ['that grew from nothing', { firstSize: 0, size: 1 }],
    ['that shrank', { firstSize: 2, size: 1 }],
    ['of no whole number of leaves', { firstSize: 1.5, size: 1.5 }],
    ['of less than none', { firstSize: -1, size: -1 }],
    ['larger than any is', { firstSize: maxMerkleSize + 1, size: maxMerkleSize + 1 }],
  ])('have no proof of a tree %s', async (_what, sizes) => {
    const claim = { firstRoot: x, root: x, path: [], ...sizes };
    expect(await isMerkleConsistent(claim, sha256)).toBe(false);
  });

  it('have no proof from a part of a leaf', async () => {
    const claim = { firstRoot: x, size: 2, root: await node(x, y), path: [y] };
    expect(await isMerkleConsistent({ ...claim, firstSize: 1 }, sha256)).toBe(true);
    expect(await isMerkleConsistent({ ...claim, firstSize: 1.5 }, sha256)).toBe(false);
    expect(await isMerkleConsistent({ ...claim, firstSize: 1, size: 2.5 }, sha256)).toBe(false);
  });

  it('may be as large as 2³¹ − 1 leaves, and no larger', async () => {
    const leaf = leaves[0] ?? Uint8Array.of();
    const path = Array.from({ length: 31 }, () => x);
    let root = await hashMerkleLeaf(leaf, sha256);
    for (const sibling of path) root = await node(root, sibling);
    const claim = { leaf, index: 0, path, root };
    expect(await isMerkleIncluded({ ...claim, size: maxMerkleSize }, sha256)).toBe(true);
    expect(await isMerkleIncluded({ ...claim, size: maxMerkleSize + 1 }, sha256)).toBe(false);
    const same = { firstSize: maxMerkleSize, firstRoot: x, size: maxMerkleSize, root: x, path: [] };
    expect(await isMerkleConsistent(same, sha256)).toBe(true);
  });

  it.each([0, -1, 0.5, 9])('give no path from %d leaves of eight', async (firstSize) => {
    await expect(merkleConsistencyPath(leaves, firstSize, sha256)).rejects.toThrow(
      'no tree of that size',
    );
  });
});
