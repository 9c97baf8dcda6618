import { describe, expect, it } from 'vitest';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { issueLeavesPath, issueRootPath } from '../../shared/formats/issue-root.ts';
import { readJws } from '../../shared/formats/jws.ts';
import type { IssueRootFiles } from '../../shared/verify/issue-root-audit.ts';
import { digestOf } from '../build/digest-of.ts';
import { firstHour, makeIssueChain, toDigests } from '../build/issue-roots.ts';
import { anchorOf } from '../build/offline-kits.ts';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import { makeProvinceCode } from '../build/printed-codes.ts';
import { makeSampleProvince, type SampleProvince, sampleSeconds } from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, sealWith, stranger } = await makeScene();

/** The fourth hour of the chain: its root is signed 130 seconds after its end. */
const issuedAtSeconds = firstHour + 3 * issueHourSeconds + 1200;
const rootedAt = firstHour + 4 * issueHourSeconds + 130;
const credential = makeSampleCredential(province, {
  content: { issuedAtSeconds, notBeforeSeconds: issuedAtSeconds },
});
const digest = digestOf(
  readJws(credential.split('~')[0] ?? '', { typ: 'dc+sd-jwt', maxBytes: 100_000 }).signingText,
);

/** Twelve hours of issuing; the licence stands in its own unless said otherwise. */
const chainOf = (own: readonly string[], by: SampleProvince = province) =>
  makeIssueChain(
    { ...by, url: province.url },
    Array.from({ length: 12 }, (_, hour) =>
      hour === 3 ? [...own, ...toDigests('a', 'b')].sort() : toDigests(`licence-${hour}`),
    ),
  );

interface Shown {
  readonly chain: readonly IssueRootFiles[];
  readonly compromisedFrom?: number;
  /** What the shelf does not have, or has instead. */
  readonly instead?: Readonly<Record<string, string | undefined>>;
  /** Provinces whose roots are trusted beside the own one's. */
  readonly trusted?: readonly SampleProvince[];
}

async function sealOf({ chain, compromisedFrom = rootedAt, instead = {}, trusted = [] }: Shown) {
  const anchors = [province, ...trusted].map(anchorOf);
  const verifier = makeSampleVerifier(province, { files: sealWith({ compromisedFrom }), anchors });
  const put = (path: string, text: string) => {
    const given = path in instead ? instead[path] : text;
    if (given !== undefined) verifier.shelf.put(`${province.url}/${path}`, given);
  };
  for (const [at, { compact, leaves }] of chain.entries()) {
    put(issueRootPath(at + 1), compact);
    put(issueLeavesPath(at + 1), leaves);
  }
  put(issueRootPath('latest'), chain.at(-1)?.compact ?? '');
  const verification = await verifier.verify(credential);
  return { verifier, seal: told(verification, 'seal') };
}

const good = await chainOf([digest]);
const passed = 'valid, seal passed';
const unproven = 'indeterminate, seal indeterminate seal-time-unproven';

describe('a licence under a seal whose key was in other hands later', () => {
  it('is valid when it stands under an issue root that was signed before', async () => {
    expect((await sealOf({ chain: good })).seal).toBe(passed);
  });

  it('is refused when it was signed from then on, whatever it stands under', async () => {
    const { seal } = await sealOf({ chain: good, compromisedFrom: issuedAtSeconds });
    expect(seal).toBe('invalid, seal failed seal-compromised');
  });

  it('stays in doubt when its root was signed a second too late', async () => {
    expect((await sealOf({ chain: good, compromisedFrom: rootedAt - 1 })).seal).toBe(unproven);
  });

  it('stays in doubt when no root knows of it, as one that a thief dated back', async () => {
    expect((await sealOf({ chain: await chainOf([]) })).seal).toBe(unproven);
  });

  it('is proved by the province’s own roots only', async () => {
    expect((await sealOf({ chain: await chainOf([digest], stranger) })).seal).toBe(unproven);
    const other = { ...province, url: 'https://elsewhere.example' };
    const foreign = await makeIssueChain(other, [toDigests('a'), toDigests('b')]);
    expect((await sealOf({ chain: foreign })).seal).toBe(unproven);
  });

  it('is not proved by the roots of another province, trusted as they are', async () => {
    const zhejiang = await makeSampleProvince({ url: 'https://yinzheng.zhejiang.example' });
    const hours = Array.from({ length: 12 }, (_, hour) => (hour === 3 ? [digest] : []));
    const chain = await makeIssueChain(zhejiang, hours);
    expect((await sealOf({ chain, trusted: [zhejiang] })).seal).toBe(unproven);
  });

  it('is proved again from what is held; only the last root is asked for anew', async () => {
    const { verifier } = await sealOf({ chain: good });
    expect(told(await verifier.verify(credential), 'seal')).toBe(passed);
    const ageOf = (path: string) => verifier.shelf.ages.get(`${province.url}/${path}`);
    expect(ageOf(issueRootPath('latest'))).toBe(60);
    const year = 365 * 24 * 3600;
    expect([ageOf(issueRootPath(4)), ageOf(issueLeavesPath(4))]).toEqual([year, year]);
    expect(verifier.shelf.mirrors).toEqual([]);
  });

  const missing: readonly [string, Readonly<Record<string, string | undefined>>][] = [
    ['the last root', { [issueRootPath('latest')]: undefined }],
    ['its own root', { [issueRootPath(4)]: undefined }],
    ['the digests', { [issueLeavesPath(4)]: undefined }],
  ];
  it.each(missing)('stays in doubt without %s', async (_, instead) => {
    expect((await sealOf({ chain: good, instead })).seal).toBe(unproven);
  });

  it('stays in doubt when the digests are not those of the root', async () => {
    const without = await chainOf([]);
    const leaves = good[3]?.leaves;
    const instead = { [issueLeavesPath(4)]: leaves };
    expect((await sealOf({ chain: without, instead })).seal).toBe(unproven);
    const broken = { [issueLeavesPath(4)]: `${leaves}x` };
    expect((await sealOf({ chain: good, instead: broken })).seal).toBe(unproven);
  });

  it('stays in doubt when it is on paper: roots are over credentials', async () => {
    const files = sealWith({ compromisedFrom: sampleSeconds });
    const verifier = makeSampleVerifier(province, { files });
    const found = await verifier.present({ printedCode: makeProvinceCode(province) });
    expect(told(found, 'seal')).toBe(unproven);
  });

  it('asks for no root while no seal was compromised', async () => {
    const verifier = makeSampleVerifier(province, { files: sealWith({}) });
    expect(told(await verifier.verify(credential), 'seal')).toBe(passed);
    expect(verifier.shelf.asked.filter((address) => address.includes('issue-roots'))).toEqual([]);
  });
});
