import { describe, expect, it } from 'vitest';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { type IssueRoot, issueRootType } from '../../shared/formats/issue-root.ts';
import { makeInclusionProof, toIssueMerkleRoot } from '../../shared/formats/issue-root-tree.ts';
import {
  auditIssueRoots,
  type IssueRootAudit,
  type IssueRootFiles,
} from '../../shared/verify/issue-root-audit.ts';
import { checkInclusion, makeOpenIssueRoot } from '../../shared/verify/issue-roots.ts';
import { digestOf } from '../build/digest-of.ts';
import { firstHour, makeAuditor, makeIssueChain, toDigests, toSeen } from '../build/issue-roots.ts';
import { anchorOf } from '../build/offline-kits.ts';
import { daySeconds, makeSampleProvince, signJws } from '../build/province-pki.ts';

const province = await makeSampleProvince();
const zhejiang = await makeSampleProvince({ url: 'https://yinzheng.zhejiang.example' });
const auditor = makeAuditor(province, 3);
const { primitives } = auditor;
const hours = [toDigests('a', 'b'), toDigests('c'), toDigests('d', 'e')];
const endOf = (hour: number) => firstHour + hour * issueHourSeconds;
/** When the usual root of an hour is signed. */
const signedAt = (hour: number) => endOf(hour) + 130;

type Claims = Readonly<Record<number, Partial<IssueRoot>>>;
const chainOf = (claims: Claims = {}, of: readonly (readonly string[])[] = hours) =>
  makeIssueChain(province, of, { claims: (number) => claims[number] ?? {} });
const audit = (chain: readonly IssueRootFiles[], changes: Partial<IssueRootAudit> = {}) =>
  auditIssueRoots(chain, { ...auditor, ...changes });
const faultsOf = async (...given: Parameters<typeof audit>) =>
  (await audit(...given)).findings.map(({ number, fault }) => `${fault} ${number}`);
const chain = await chainOf();
/** The chain with another text in a place. */
const withFiles = (number: number, files: Partial<IssueRootFiles>) =>
  chain.map((one, at) => (at + 1 === number ? { ...one, ...files } : one));

describe('the report of an audit', () => {
  it('counts roots and licences, and names the last root by its bytes', async () => {
    const last = toSeen(chain);
    expect(await audit(chain)).toMatchObject({ findings: [], roots: 3, licences: 5, last });
    expect((await audit(chain)).last?.root).toMatchObject({ number: 3, from: endOf(2) });
    expect(await audit([])).toEqual({ findings: [], roots: 0, licences: 0 });
  });

  it('remembers no last root where the last file is none', async () => {
    const report = await audit(withFiles(3, { compact: 'x' }));
    expect(report).toEqual({
      ...{ findings: [{ number: 3, fault: 'malformed' }], roots: 3, licences: 3 },
    });
  });
});

describe('what stands in a place of the chain', () => {
  it('is found when it is no root; what names it is chained to nothing then', async () => {
    expect(await faultsOf(withFiles(2, { compact: 'x.y.z' }))).toEqual([
      ...['malformed 2', 'unchained 3'],
    ]);
  });

  it('is found when it says that it is another one, or the first is missing', async () => {
    expect(await faultsOf(await chainOf({ 2: { number: 5 } }))).toEqual(['misplaced 2']);
    expect(await faultsOf(chain.slice(1))).toEqual([
      ...['misplaced 1', 'unchained 1', 'misplaced 2'],
    ]);
  });

  it('is found when it is another province’s, though that one is trusted as well', async () => {
    const anchors = [province, zhejiang].map(anchorOf);
    const open = makeOpenIssueRoot({ primitives, anchors });
    const [theirs] = await makeIssueChain(zhejiang, [toDigests('z')]);
    const then = { open, nowSeconds: endOf(2) };
    expect(await faultsOf(theirs ? [theirs] : [], then)).toEqual(['misplaced 1']);
  });

  it('is found when its link is another one', async () => {
    const previous = digestOf('another');
    expect(await faultsOf(await chainOf({ 2: { previous } }))).toEqual(['unchained 2']);
  });
});

describe('the hours of the chain', () => {
  const soon = { nowSeconds: endOf(2) + 600 };
  const full = { maxSize: 2, ...soon };
  const sameHour = { from: endOf(0), until: endOf(1), issuedAt: signedAt(1) };
  const two = (second: Partial<IssueRoot>, digests = toDigests('c'), first = {}) =>
    chainOf({ 1: first, 2: second }, [toDigests('a', 'b'), digests]);

  it('may have a further root where the first is full', async () => {
    expect(await faultsOf(await two(sameHour), full)).toEqual([]);
  });

  it.each([
    ['the first is not full', two(sameHour), { ...full, maxSize: 3 }],
    ['the further one is empty', two(sameHour, []), full],
    ['it ends later', two({ ...sameHour, until: endOf(2), issuedAt: signedAt(2) }), full],
    ['it begins later', two(sameHour, toDigests('c'), { from: endOf(-1) }), full],
  ])('have no further root when %s', async (_when, made, changes) => {
    expect(await faultsOf(await made, changes)).toEqual(['out-of-time 2']);
  });

  it('are full with 65,536 licences, unless a test says otherwise', async () => {
    expect(await faultsOf(await two(sameHour), soon)).toEqual(['out-of-time 2']);
  });

  it('are signed one after the other, two of them in one second at most', async () => {
    const first = (issuedAt: number) => chainOf({ 1: { issuedAt } });
    expect(await faultsOf(await first(signedAt(2)))).toEqual([]);
    expect(await faultsOf(await first(signedAt(2) + 1))).toEqual(['out-of-time 2']);
  });

  it('are signed by now, as clocks differ by a minute', async () => {
    expect(await faultsOf(chain, { nowSeconds: signedAt(3) - 60 })).toEqual([]);
    expect(await faultsOf(chain, { nowSeconds: signedAt(3) - 61 })).toEqual(['out-of-time 3']);
  });

  it('have each a root within two hours', async () => {
    const due = endOf(3) + 2 * issueHourSeconds;
    expect(await faultsOf(chain, { nowSeconds: due })).toEqual([]);
    expect(await faultsOf(chain, { nowSeconds: due + 1 })).toEqual(['overdue 3']);
  });
});

describe('the digests under a root', () => {
  it.each([
    ['are others', `${digestOf('x')}\n`],
    ['are none', ''],
    ['are no digests', 'x'],
  ])('are found when they %s', async (_what, leaves) => {
    expect(await faultsOf(withFiles(2, { leaves }))).toEqual(['leaves-differ 2']);
  });

  it('are as many as it says', async () => {
    expect(await faultsOf(await chainOf({ 2: { size: 2 } }))).toEqual(['leaves-differ 2']);
  });
});

describe('what was seen before', () => {
  const digest = digestOf(chain[1]?.compact ?? '');

  it.each([
    ['is there still', { number: 2, digest }, []],
    ['is another one', { number: 2, digest: digestOf('x') }, ['forked 2']],
    ['was the last', toSeen(chain), []],
    ['is gone', { number: 4, digest }, ['truncated 3']],
  ])('%s', async (_what, seen, faults) => {
    expect(await faultsOf(chain, { seen })).toEqual(faults);
  });
});

describe('an issue root opens', () => {
  const { open } = auditor;
  const [compact = ''] = chain.map((one) => one.compact);
  const payloadOf = (text: string) =>
    JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as object;
  const sign = (claims: object, signer = province.listSigner, typ = issueRootType) =>
    signJws(signer, typ, { ...payloadOf(compact), ...claims } as never);
  const early = firstHour - 40 * daySeconds;

  it('when the province that it names signed it for that', async () => {
    expect(await open(compact)).toMatchObject({ digest: digestOf(compact), root: { number: 1 } });
  });

  it.each([
    ['malformed', sign({}, province.listSigner, 'trust-list+jwt')],
    ['malformed', sign({ size: -1 })],
    ['untrusted', sign({}, province.statusSigner)],
    ['untrusted', sign({}, zhejiang.listSigner)],
    ['untrusted', sign({ iss: zhejiang.url, sub: `${zhejiang.url}/issue-roots/1` })],
    ['untrusted', sign({ from: early, until: early + issueHourSeconds, iat: early + 7200 })],
    ['untrusted', `${compact.slice(0, -86)}${sign({ size: 3 }).slice(-86)}`],
  ])('and is %s otherwise', async (fault, text) => {
    expect(await open(text)).toBe(fault);
  });
});

it('a hash that cannot be had is nobody’s fault: it is thrown on', async () => {
  const failing = { hash: () => Promise.reject(new Error('no hash')) };
  await expect(audit(chain, { primitives: failing })).rejects.toThrow('no hash');
  const [digests = []] = hours;
  const { hash } = primitives;
  const root = { root: await toIssueMerkleRoot(digests, hash), size: digests.length };
  const [digest = ''] = digests;
  const proof = await makeInclusionProof(digests, digest, hash);
  if (proof === undefined) throw new Error('no proof');
  const claim = { root, digest, proof };
  await expect(checkInclusion(claim, failing)).rejects.toThrow('no hash');
});
