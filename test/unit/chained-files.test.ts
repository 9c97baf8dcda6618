import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import {
  type IssueRoot,
  maxIssueRootSize,
  readIssueRoot,
  toIssueRootPayload,
} from '../../shared/formats/issue-root.ts';
import {
  maxIssueLeavesBytes,
  readIssueLeaves,
  toIssueLeaves,
} from '../../shared/formats/issue-root-leaves.ts';
import {
  makeInclusionProof,
  toIssueLeaf,
  toIssueMerkleRoot,
} from '../../shared/formats/issue-root-tree.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import {
  readTrailCheckpoint,
  type TrailCheckpoint,
  toTrailCheckpointPayload,
} from '../../shared/formats/trail-checkpoint.ts';
import { digestOf } from '../build/digest-of.ts';
import { refusalOf } from '../build/refusal-of.ts';

type Claims = Record<string, JsonValue>;
const provinceUrl = 'https://province.example';
const hour = issueHourSeconds;

describe('an issue root', () => {
  const first: IssueRoot = {
    ...{ provinceUrl, number: 1, issuedAt: 2 * hour, from: hour, until: 2 * hour },
    ...{ size: 0, root: digestOf('root') },
  };
  const second = { ...first, number: 2, previous: digestOf('first') };
  const refused = (claims: Claims, of: IssueRoot = second) =>
    refusalOf(() => readIssueRoot({ ...toIssueRootPayload(of), ...claims }));
  const named = (number: number) => ({ number, sub: `${provinceUrl}/issue-roots/${number}` });

  it('is read as it was given, the first without one before it', () => {
    expect(() => toIssueRootPayload({ ...first, size: -1 })).toThrow();
    for (const root of [first, second])
      expect(readIssueRoot(toIssueRootPayload(root))).toEqual(root);
  });

  it.each<[string, Claims]>([
    ['was signed in its hour’s last instant', { iat: 2 * hour }],
    ['is of the first hour of all', { from: 0, until: hour }],
    ['has as many digests as one may', { size: maxIssueRootSize }],
  ])('may be one that %s', (_what, claims) => {
    expect(refused(claims)).toBeUndefined();
  });

  it.each<[string, string, Claims]>([
    ['is the first and follows another', 'previous', named(1)],
    ['begins inside an hour', 'from', { from: hour + 1 }],
    ['ends inside an hour', 'until', { until: 2 * hour + 1, iat: 3 * hour }],
    ['ends where it begins', 'until', { until: hour }],
    ['ends before it begins', 'until', { until: 0 }],
    ['was signed before it was over', 'iat', { iat: 2 * hour - 1 }],
    ['has one digest too many', 'size', { size: maxIssueRootSize + 1 }],
    ['has half a digest', 'size', { size: 0.5 }],
    ['has another number than its address', 'sub', { number: 3 }],
    ['lies at another province', 'sub', { iss: 'https://other.example' }],
  ])('is none that %s', (_what, claim, claims) => {
    expect(refused(claims)).toBe(`malformed issue-root-${claim}`);
  });

  it('that is not the first names the one before it', () => {
    expect(refused(named(2), first)).toBe('malformed issue-root-previous');
    expect(() => toIssueRootPayload({ ...first, number: 2 })).toThrow();
    expect(() => toIssueRootPayload({ ...second, number: 1 })).toThrow();
  });
});

describe('the file of digests', () => {
  const digests = ['a', 'b', 'c'].map(digestOf).sort();
  const lines = (...these: readonly (string | undefined)[]) =>
    these.map((one) => `${one}\n`).join('');
  const refused = (text: string) => refusalOf(() => readIssueLeaves(text));

  it('is one a line, and empty for none', () => {
    expect(toIssueLeaves(digests)).toBe(lines(...digests));
    expect(readIssueLeaves(lines(...digests))).toEqual(digests);
    expect([toIssueLeaves([]), readIssueLeaves('')]).toEqual(['', []]);
  });

  it.each([
    ['ending', digests[0]],
    ['ending', `${lines(digests[0])}${digests[1]}`],
    ['digest', '\n'],
    ['digest', lines(...digests, '')],
    ['digest', lines(`${digests[0]}A`)],
    ['digest', lines(` ${digests[0]}`)],
    ['digest', lines(digests[0]?.slice(1))],
    ['digest', lines(`${'A'.repeat(42)}B`)],
    ['order', lines(digests[1], digests[0], digests[2])],
    ['order', lines(digests[0], digests[2], digests[1])],
    ['order', lines(digests[0], digests[0])],
  ])('is refused for its %s: %j', (fault, text = '') => {
    expect(refused(text)).toBe(`malformed issue-leaves-${fault}`);
  });

  it('is not made where it could not be read again', () => {
    expect(() => toIssueLeaves([...digests].reverse())).toThrow();
  });

  it('is of 65,536 lines at most', () => {
    expect(maxIssueLeavesBytes).toBe(65_536 * 44);
    const longest = `${'A'.repeat(maxIssueLeavesBytes - 1)}\n`;
    expect(refused(longest)).toBe('malformed issue-leaves-digest');
    expect(refused(`A${longest}`)).toBe('malformed issue-leaves-too-large');
  });
});

describe('the tree over digests', () => {
  const sha = (...parts: readonly Uint8Array[]) =>
    new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());
  const hash = (data: Uint8Array) => sha(data);
  const leafOf = (name: string) => sha(Uint8Array.of(0), sha(Buffer.from(name)));
  const nodeOf = (left: Uint8Array, right: Uint8Array) => sha(Uint8Array.of(1), left, right);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const [a, b, c] = ['a', 'b', 'c'].map(leafOf) as [Uint8Array, Uint8Array, Uint8Array];
  const digests = ['a', 'b', 'c'].map(digestOf);

  it('has leaves of the digests’ own bytes (RFC 6962 section 2.1)', async () => {
    const leaf = toIssueLeaf(digestOf('a'));
    expect(leaf).toEqual(sha(Buffer.from('a')));
    expect(leaf.buffer.byteLength).toBe(32);
    expect(await toIssueMerkleRoot(digests, hash)).toBe(text(nodeOf(nodeOf(a, b), c)));
    expect(await toIssueMerkleRoot([], hash)).toBe(text(sha()));
  });

  it('proves each by its place and what stands beside its way up (section 2.1.1)', async () => {
    const prove = (name: string) => makeInclusionProof(digests, digestOf(name), hash);
    expect(await prove('a')).toEqual({ index: 0, path: [text(b), text(c)] });
    expect(await prove('b')).toEqual({ index: 1, path: [text(a), text(c)] });
    expect(await prove('c')).toEqual({ index: 2, path: [text(nodeOf(a, b))] });
    expect(await prove('d')).toBeUndefined();
  });
});

describe('a checkpoint of the trail', () => {
  const empty: TrailCheckpoint = {
    ...{ provinceUrl, sequence: 1, issuedAt: 1000, number: 0, digest: '' },
  };
  const later: TrailCheckpoint = {
    ...{ ...empty, sequence: 2, number: 1 },
    ...{ digest: digestOf('row'), before: digestOf('checkpoint') },
  };
  const refused = (of: TrailCheckpoint, claims: Claims) =>
    refusalOf(() => readTrailCheckpoint({ ...toTrailCheckpointPayload(of), ...claims }));

  it('is read as it was given', () => {
    expect(() => toTrailCheckpointPayload({ ...empty, sequence: 0 })).toThrow();
    const first = { ...empty, number: 1, digest: digestOf('row') };
    for (const one of [empty, first, later]) {
      expect(readTrailCheckpoint(toTrailCheckpointPayload(one))).toEqual(one);
    }
    expect(Object.keys(toTrailCheckpointPayload(empty)).sort()).toEqual([
      'iat',
      'iss',
      'number',
      'sequence',
    ]);
  });

  it.each<[string, string, TrailCheckpoint, Claims]>([
    ['of no turn', 'sequence', empty, { sequence: 0 }],
    ['of fewer than no rows', 'number', empty, { number: -1 }],
    ['that is the first and follows another', 'before', empty, { before: digestOf('x') }],
    ['that is the second and follows none', 'before', empty, { sequence: 2 }],
    ['of no row with the digest of one', 'digest', empty, { digest: digestOf('x') }],
    ['of a row without its digest', 'digest', empty, { number: 1 }],
    ['of a digest that is none', 'digest', later, { digest: 'AA' }],
    ['that follows what is no digest', 'before', later, { before: 'AA' }],
    ['of no province', 'iss', later, { iss: '' }],
    ['of an address of 513 characters', 'iss', later, { iss: 'a'.repeat(513) }],
    ['of no time', 'iat', later, { iat: -1 }],
  ])('is none %s', (...[, claim, of, claims]) => {
    expect(refused(of, claims)).toBe(`malformed trail-checkpoint-${claim}`);
  });
});
