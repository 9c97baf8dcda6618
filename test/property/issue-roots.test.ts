import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { isMerkleIncluded, merkleInclusionPath, merkleRoot } from '../../shared/domain/merkle.ts';
import {
  isMerkleConsistent,
  merkleConsistencyPath,
} from '../../shared/domain/merkle-consistency.ts';
import { auditIssueRoots, type IssueRootFiles } from '../../shared/verify/issue-root-audit.ts';
import { digestOf } from '../build/digest-of.ts';
import { firstHour, makeAuditor, makeIssueChain, toDigests, toSeen } from '../build/issue-roots.ts';
import { makeSampleProvince, type SampleProvince } from '../build/province-pki.ts';

const sha256 = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());
/** Leaves unlike one another, as digests are. */
const tree = fc
  .uniqueArray(fc.nat(), { minLength: 1, maxLength: 40 })
  .map((names) => names.map((name) => Uint8Array.from(String(name), Number)));

describe('Merkle proofs', () => {
  it('hold for every leaf where it stands, and for no other place or leaf', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.nat(), fc.nat(), async (leaves, one, other) => {
        const [index, elsewhere] = [one % leaves.length, other % leaves.length];
        const path = await merkleInclusionPath(leaves, index, sha256);
        const root = await merkleRoot(leaves, sha256);
        const claim = {
          leaf: leaves[index] ?? Uint8Array.of(),
          index,
          size: leaves.length,
          path,
          root,
        };
        expect(await isMerkleIncluded(claim, sha256)).toBe(true);
        if (elsewhere !== index) {
          expect(await isMerkleIncluded({ ...claim, index: elsewhere }, sha256)).toBe(false);
        }
        const foreign = Uint8Array.of(10);
        expect(await isMerkleIncluded({ ...claim, leaf: foreign }, sha256)).toBe(false);
        expect(await isMerkleIncluded({ ...claim, path: path.slice(1) }, sha256)).toBe(
          path.length === 0,
        );
      }),
    );
  });

  it('show growth for every earlier size, and none of another beginning', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.nat(), async (leaves, one) => {
        const firstSize = 1 + (one % leaves.length);
        const first = leaves.slice(0, firstSize);
        const claim = {
          ...{ firstSize, firstRoot: await merkleRoot(first, sha256) },
          ...{ size: leaves.length, root: await merkleRoot(leaves, sha256) },
          path: await merkleConsistencyPath(leaves, firstSize, sha256),
        };
        expect(await isMerkleConsistent(claim, sha256)).toBe(true);
        const other = [...first.slice(1), Uint8Array.of(10)];
        const firstRoot = await merkleRoot(other, sha256);
        expect(await isMerkleConsistent({ ...claim, firstRoot }, sha256)).toBe(false);
      }),
    );
  });
});

/** Six hours; the fourth is empty. */
const hours = [
  ['a'],
  ['b', 'c', 'd'],
  ['e', 'f', 'g', 'h', 'i'],
  [],
  ['j', 'k'],
  ['l', 'm', 'n'],
].map((names) => toDigests(...names));

interface Scene {
  readonly province: SampleProvince;
  readonly chain: readonly IssueRootFiles[];
  readonly audit: ReturnType<typeof makeAuditor> & { readonly seen: ReturnType<typeof toSeen> };
}

let scene: Scene;
beforeAll(async () => {
  const province = await makeSampleProvince();
  const chain = await makeIssueChain(province, hours);
  const audit = { ...makeAuditor(province, hours.length), seen: toSeen(chain) };
  scene = { province, chain, audit };
});

/** What a tamperer does with two places of a chain; `at` is where, `to` is another place. */
interface Stroke {
  readonly at: number;
  readonly to: number;
  readonly salt: number;
}
type Chain = readonly IssueRootFiles[];
type Tamper = (chain: Chain, stroke: Stroke, province: SampleProvince) => Promise<Chain> | Chain;

const put = <T>(all: readonly T[], at: number, change: (one: T) => T): readonly T[] =>
  all.map((one, place) => (place === at ? change(one) : one));

const swap = <T>(all: readonly T[], one: number, other: number): readonly T[] =>
  all.map((value, at) => (at === one ? all[other] : at === other ? all[one] : value) as T);

const linesOf = (text: string) => text.split('\n').slice(0, -1);
const toText = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const withLines =
  (change: (lines: readonly string[]) => readonly string[]) => (one: IssueRootFiles) => ({
    ...one,
    leaves: toText(change(linesOf(one.leaves))),
  });

/** Another character at a place of the text. */
function flip(text: string, salt: number): string {
  const at = salt % text.length;
  const other = text[at] === 'A' ? 'B' : 'A';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

const newDigest = (salt: number) => digestOf(`planted ${salt}`);
const planted = (at: number, salt: number) =>
  put(hours, at, (digests) => [...digests, newDigest(salt)].sort());
const claimsAt = (at: number, claims: object) => (number: number) =>
  number === at + 1 ? claims : {};

/** By somebody who has the shelf. */
const onTheShelf: Record<string, Tamper> = {
  'edit a root': (chain, { at, salt }) =>
    put(chain, at, (one) => ({ ...one, compact: flip(one.compact, salt) })),
  'edit a digest': (chain, { at, salt }) =>
    put(chain, at, (one) => ({ ...one, leaves: flip(one.leaves || '\n', salt) })),
  'delete a root': (chain, { at }) => chain.filter((_, place) => place !== at),
  'delete a digest': (chain, { at, to }) =>
    put(
      chain,
      at === 3 ? 2 : at,
      withLines((lines) => lines.filter((_, line) => line !== to % lines.length)),
    ),
  'insert a root twice': (chain, { at, to }) => chain.toSpliced(to, 0, chain[at] as IssueRootFiles),
  'insert a digest': (chain, { at, salt }) =>
    put(
      chain,
      at,
      withLines((lines) => [...lines, newDigest(salt)].sort()),
    ),
  'reorder roots': (chain, { at, to }) => swap(chain, at, to === at ? (at + 1) % chain.length : to),
  'reorder digests': (chain, { to, salt }) =>
    put(
      chain,
      2,
      withLines((lines) => swap(lines, salt % 5, (salt + 1 + (to % 4)) % 5)),
    ),
  'truncate the chain': (chain, { at }) => chain.slice(0, at),
  'truncate digests': (chain, { at, salt }) =>
    put(chain, at === 3 ? 4 : at, (one) => ({
      ...one,
      leaves: one.leaves.slice(0, salt % one.leaves.length),
    })),
  'move digests between hours': (chain, { at, to }) => {
    const [one, other] = [at === 3 ? 4 : at, to === 3 ? 2 : to];
    const from = one === other ? (other + 2) % 3 : one;
    const leaves = chain[other]?.leaves ?? '';
    return put(chain, from, (files) => ({ ...files, leaves }));
  },
};

/** By somebody who has the list signer's key as well, and signs everything anew. */
const withTheKey: Record<string, Tamper> = {
  'fork with a planted digest': (_, { at, salt }, province) =>
    makeIssueChain(province, planted(at, salt)),
  'fork without a digest': (_, { at }, province) =>
    makeIssueChain(
      province,
      put(hours, at === 3 ? 2 : at, (digests) => digests.slice(1)),
    ),
  'fork the last hours only': async (chain, { at, salt }, province) => {
    const other = await makeIssueChain(province, planted(at, salt));
    return [...chain.slice(0, at), ...other.slice(at)];
  },
  'truncate and sign the end anew': async (chain, { at }, province) => {
    const other = await makeIssueChain(province, hours.slice(0, at + 1));
    return [...chain.slice(0, at), ...other.slice(at)];
  },
  'backdate a root': (_, { at, salt }, province) => {
    const from = firstHour + (at - 1 - (salt % 5)) * issueHourSeconds;
    const until = from + issueHourSeconds;
    const claims = claimsAt(at, { from, until, issuedAt: until + 130 });
    return makeIssueChain(province, hours, { claims });
  },
  'backdate the whole chain': (_, { salt }, province) => {
    const back = (1 + (salt % 48)) * issueHourSeconds;
    const claims = (number: number) => {
      const until = firstHour + number * issueHourSeconds - back;
      return { from: until - issueHourSeconds, until, issuedAt: until + 130 };
    };
    return makeIssueChain(province, hours, { claims });
  },
  'sign with another province’s key': async (_, { at }, province) => {
    const signer = province.statusSigner;
    const other = await makeIssueChain(province, hours, { signer });
    return put(await makeIssueChain(province, hours), at, () => other[at] as IssueRootFiles);
  },
};

const kinds = { ...onTheShelf, ...withTheKey };

describe('an audit of issue roots (I04)', () => {
  it('finds nothing wrong with a chain as it was signed', async () => {
    const report = await auditIssueRoots(scene.chain, scene.audit);
    expect(report).toMatchObject({ findings: [], roots: 6, licences: 14, last: { number: 6 } });
  });

  it('finds every one of 1,000 tampers: edit, delete, insert, reorder, truncate, fork, backdate', async () => {
    const found = new Map<string, number>();
    const place = fc.nat({ max: hours.length - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(kinds)),
        fc.record({ at: place, to: place, salt: fc.nat({ max: 100_000 }) }),
        async (kind, stroke) => {
          const tampered = await kinds[kind]?.(scene.chain, stroke, scene.province);
          const { findings } = await auditIssueRoots(tampered ?? scene.chain, scene.audit);
          expect(findings, kind).not.toEqual([]);
          found.set(kind, (found.get(kind) ?? 0) + 1);
        },
      ),
      { numRuns: 1000 },
    );
    const total = [...found.values()].reduce((sum, count) => sum + count, 0);
    console.log(`${total} of ${total} tampers found, ${found.size} kinds`);
    expect([...found.keys()].sort()).toEqual(Object.keys(kinds).sort());
  });
});
