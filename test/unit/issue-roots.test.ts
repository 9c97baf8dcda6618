import { beforeAll, describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import {
  type IssueRoot,
  maxIssueRootSize,
  readIssueRoot,
  toIssueRootPayload,
} from '../../shared/formats/issue-root.ts';
import { readIssueLeaves, toIssueLeaves } from '../../shared/formats/issue-root-leaves.ts';
import { makeInclusionProof, toIssueMerkleRoot } from '../../shared/formats/issue-root-tree.ts';
import { auditIssueRoots } from '../../shared/verify/issue-root-audit.ts';
import { checkInclusion, provesBefore, toIssueDigest } from '../../shared/verify/issue-roots.ts';
import { digestOf } from '../build/digest-of.ts';
import { firstHour, makeAuditor, makeIssueChain, toDigests, toSeen } from '../build/issue-roots.ts';
import { makeSampleProvince, type SampleProvince } from '../build/province-pki.ts';
import { refusalOf } from '../build/refusal-of.ts';

const primitives = makeNodePrimitives();
const { hash } = primitives;

const root: IssueRoot = {
  provinceUrl: 'https://yinzheng.liaoning.example',
  number: 2,
  issuedAt: 2 * issueHourSeconds + 130,
  from: issueHourSeconds,
  until: 2 * issueHourSeconds,
  size: 3,
  root: digestOf('root'),
  previous: digestOf('before'),
};
const payload = toIssueRootPayload(root);

describe('an issue root', () => {
  it('is read as it was written, and with claims that are not known', () => {
    expect(readIssueRoot(payload)).toEqual(root);
    expect(readIssueRoot({ ...payload, later: true })).toEqual(root);
    const { previous: _, ...first } = { ...root, number: 1 };
    expect(readIssueRoot(toIssueRootPayload(first))).toEqual(first);
  });

  it.each([
    ['sub', { sub: `${root.provinceUrl}/issue-roots/latest` }],
    ['number', { number: 0 }],
    ['previous', { number: 1, sub: `${root.provinceUrl}/issue-roots/1` }],
    ['previous', { previous: 'short' }],
    ['from', { from: 1 }],
    ['until', { until: 3 * issueHourSeconds - 1 }],
    ['until', { until: issueHourSeconds }],
    ['iat', { iat: 2 * issueHourSeconds - 1 }],
    ['size', { size: maxIssueRootSize + 1 }],
    ['size', { size: -1 }],
    ['root', { root: `${digestOf('root').slice(0, -1)}B` }],
  ])('is refused for its %s', (claim, changes) => {
    const refusal = refusalOf(() => readIssueRoot({ ...payload, ...changes }));
    expect(refusal).toBe(`malformed issue-root-${claim}`);
  });
});

describe('the digests under a root', () => {
  const digests = toDigests('a', 'b', 'c');

  it('are one file, whoever writes it', () => {
    expect(readIssueLeaves(toIssueLeaves(digests))).toEqual(digests);
    expect(readIssueLeaves(toIssueLeaves([]))).toEqual([]);
  });

  it.each([
    ['ending', digests.join('\n')],
    ['digest', `${digests[0]}\n\n`],
    ['digest', `${digests[0]}\r\n`],
    ['digest', `${digests[0]}=\n`],
    ['order', `${digests[1]}\n${digests[0]}\n`],
    ['order', `${digests[0]}\n${digests[0]}\n`],
    ['too-large', `${digests[0]}\n`.repeat(maxIssueRootSize + 1)],
  ])('are refused for their %s', (fault, text) => {
    expect(refusalOf(() => readIssueLeaves(text))).toBe(`malformed issue-leaves-${fault}`);
  });
});

describe('the proof that a licence stands under a root', () => {
  it('follows from the credential alone: its signing input', async () => {
    const signingInput = new TextEncoder().encode('header.payload');
    expect(await toIssueDigest({ signingInput }, primitives)).toBe(digestOf('header.payload'));
  });

  it('holds for what is there, and for nothing else', async () => {
    const digests = toDigests('a', 'b', 'c', 'd', 'e');
    const [digest = '', other = ''] = digests;
    const under = { root: await toIssueMerkleRoot(digests, hash), size: digests.length };
    const proof = await makeInclusionProof(digests, digest, hash);
    if (!proof) throw new Error('no proof');
    const claim = { root: under, digest, proof };
    expect(await checkInclusion(claim, primitives)).toBe(true);
    expect(await checkInclusion({ ...claim, digest: other }, primitives)).toBe(false);
    expect(await checkInclusion({ ...claim, digest: 'no digest!' }, primitives)).toBe(false);
    expect(await checkInclusion({ ...claim, root: { ...under, size: 4 } }, primitives)).toBe(false);
    const path = [...proof.path, '='];
    expect(await checkInclusion({ ...claim, proof: { ...proof, path } }, primitives)).toBe(false);
    expect(await makeInclusionProof(digests, digestOf('elsewhere'), hash)).toBeUndefined();
  });

  it('says "before" from when the root was signed, not from the end of its hour', () => {
    expect(provesBefore(root, root.issuedAt)).toBe(true);
    expect(provesBefore(root, root.issuedAt - 1)).toBe(false);
  });
});

describe('an audit of issue roots', () => {
  const hours = [toDigests('a'), [], toDigests('b', 'c')];
  let province: SampleProvince;
  beforeAll(async () => {
    province = await makeSampleProvince();
  });
  const auditOf = async (
    changes: Parameters<typeof makeIssueChain>[2] = {},
    more: object = {},
    chain = makeIssueChain(province, hours, changes),
  ) => {
    const audit = { ...makeAuditor(province, hours.length), ...more };
    return (await auditIssueRoots(await chain, audit)).findings;
  };
  const claimsOfSecond = (claims: Partial<IssueRoot>) => ({
    claims: (number: number) => (number === 2 ? claims : {}),
  });
  const until = firstHour + 2 * issueHourSeconds;

  it('finds nothing wrong without anything seen before', async () => {
    expect(await auditOf()).toEqual([]);
    expect(await auditOf({}, {}, Promise.resolve([]))).toEqual([]);
  });

  it('takes several empty hours under one root', async () => {
    const later = 7 * issueHourSeconds;
    const claims = (number: number) => ({
      from: firstHour + (number - 1) * issueHourSeconds + (number > 2 ? later : 0),
      until: firstHour + number * issueHourSeconds + (number > 1 ? later : 0),
      issuedAt: firstHour + number * issueHourSeconds + (number > 1 ? later : 0),
    });
    expect(await auditOf({ claims }, { nowSeconds: until + later + issueHourSeconds })).toEqual([]);
  });

  it.each<[string, Partial<IssueRoot>]>([
    ['begins before the last one ended', { from: firstHour }],
    ['leaves an hour out', { from: firstHour + 7200, until: until + 3600, issuedAt: until + 3600 }],
    ['is of the future', { issuedAt: until + 30 * 86_400 }],
  ])('finds a root that %s', async (_what, claims) => {
    expect(await auditOf(claimsOfSecond(claims))).toContainEqual({
      number: 2,
      fault: 'out-of-time',
    });
  });

  it('finds a root signed before the one that it follows', async () => {
    const claims = (number: number) => (number === 1 ? { issuedAt: until + 600 } : {});
    expect(await auditOf({ claims })).toEqual([{ number: 2, fault: 'out-of-time' }]);
  });

  it('finds a second root of one hour when the first was not full', async () => {
    const claims = { from: firstHour, until: firstHour + issueHourSeconds };
    expect(await auditOf(claimsOfSecond(claims))).toContainEqual({
      number: 2,
      fault: 'out-of-time',
    });
  });

  it('finds another province’s root, and one that nobody trusted signed', async () => {
    const provinceUrl = 'https://yinzheng.zhejiang.example';
    expect(await auditOf(claimsOfSecond({ provinceUrl }))).toContainEqual({
      ...{ number: 2, fault: 'untrusted' },
    });
    const stranger = (await makeSampleProvince()).listSigner;
    const untrusted = [1, 2, 3].map((number) => ({ number, fault: 'untrusted' }));
    expect(await auditOf({ signer: stranger })).toEqual(untrusted);
    expect(await auditOf({ signer: province.statusSigner })).toEqual(untrusted);
  });

  it('finds a chain that ends before what was seen, or ends too long ago', async () => {
    const whole = await makeIssueChain(province, hours);
    const cut = Promise.resolve(whole.slice(0, 1));
    const seen = toSeen(whole);
    expect(await auditOf({}, { seen }, cut)).toEqual([
      { number: 1, fault: 'truncated' },
      { number: 1, fault: 'overdue' },
    ]);
    const nothing = await auditOf({}, { seen }, Promise.resolve([]));
    expect(nothing).toEqual([{ number: 0, fault: 'truncated' }]);
  });
});
