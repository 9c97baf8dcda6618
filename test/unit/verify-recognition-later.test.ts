import { describe, expect, it } from 'vitest';
import { issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { digestOf } from '../build/digest-of.ts';
import { firstHour, makeIssueChain } from '../build/issue-roots.ts';
import { makeSampleCredential, putProvince } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeTwoProvinces, toListedProvince } from '../build/two-provinces.ts';
import { told } from '../build/verifying-scene.ts';

const { liaoning, zhejiang, ownFiles, makeZhejiang, verify } = await makeTwoProvinces();
const credential = makeSampleCredential(liaoning);

describe('a licence of another province under a seal whose key was in other hands later', () => {
  const issuedAtSeconds = firstHour + 1200;
  const early = makeSampleCredential(liaoning, {
    content: { issuedAtSeconds, notBeforeSeconds: issuedAtSeconds },
  });
  const [jws = ''] = early.split('~');
  const digest = digestOf(jws.slice(0, jws.lastIndexOf('.')));
  const rootedAt = firstHour + issueHourSeconds + 130;

  const verifyBy = async (digests: readonly string[]) => {
    const certificate = digestOf(liaoning.seal.certificate);
    const from = sampleSeconds - 20 * daySeconds;
    const seal = { id: 'seal-1', certificate, states: [{ state: 'enabled', from }] } as const;
    const seals = [{ ...seal, compromisedFrom: rootedAt }];
    const sheet = makeSheetFile(liaoning, { draft: { seals } });
    const verifier = makeZhejiang({}, { sheet, trustList: makeTrustListFile(liaoning, sheet) });
    const [root] = await makeIssueChain(liaoning, [digests]);
    verifier.shelf.put(`${liaoning.url}/issue-roots/latest`, root?.compact ?? '');
    verifier.shelf.put(`${liaoning.url}/issue-roots/1`, root?.compact ?? '');
    verifier.shelf.put(`${liaoning.url}/issue-roots/1/leaves`, root?.leaves ?? '');
    return { found: await verifier.verify(early), mirrors: verifier.shelf.mirrors };
  };

  it('is proved by its province’s issue roots, as the own province mirrors them', async () => {
    const { found, mirrors } = await verifyBy([digest]);
    expect(told(found, 'seal')).toBe('valid, seal passed');
    expect(mirrors.filter((one) => one.includes('issue-roots')).sort()).toEqual([
      `mirrors/${liaoning.code}/issue-roots/1`,
      `mirrors/${liaoning.code}/issue-roots/1`,
      `mirrors/${liaoning.code}/issue-roots/1/leaves`,
      `mirrors/${liaoning.code}/issue-roots/latest`,
    ]);
  });

  it('stays in doubt when no root of its province knows of it', async () => {
    const { found } = await verifyBy([digestOf('another')]);
    expect(told(found, 'seal')).toBe('indeterminate, seal indeterminate seal-time-unproven');
  });
});

describe('the roots of other provinces', () => {
  it('are those of the own trust list: without them nothing is known of a chain', async () => {
    const found = await verify({ provinces: [] });
    expect(told(found, 'chain')).toBe('invalid, chain failed chain-untrusted');
  });

  it('are doubted while the own trust list cannot be had or is out of date', async () => {
    const verifier = makeZhejiang();
    verifier.shelf.files.delete(`${zhejiang.url}/trust-list`);
    expect(told(await verifier.verify(credential), 'chain')).toBe(
      'indeterminate, chain indeterminate trust-list-unreachable',
    );
    putProvince(verifier.shelf, zhejiang, ownFiles({}));
    verifier.clock.seconds += 8 * daySeconds;
    expect(told(await verifier.verify(credential), 'chain')).toBe(
      'indeterminate, chain indeterminate trust-list-stale',
    );
  });

  it('are taken away at once, also from a verifier that knew them', async () => {
    const verifier = makeZhejiang();
    expect((await verifier.verify(credential)).verdict).toBe('valid');
    putProvince(verifier.shelf, zhejiang, ownFiles({ number: 8, provinces: [], agreements: [] }));
    expect(told(await verifier.verify(credential), 'chain')).toBe(
      'invalid, chain failed chain-untrusted',
    );
  });

  it('roll over: what was signed before the end of the old one stays good, what was signed after it does not', async () => {
    const next = await makeSampleProvince({ sealsSince: sampleSeconds - 40 * daySeconds });
    const listed = (until: number) => ({
      provinces: [
        {
          ...toListedProvince(liaoning),
          anchors: [
            { certificate: liaoning.root.certificate, until },
            { certificate: next.root.certificate },
          ],
        },
      ],
    });
    const sheet = makeSheetFile(liaoning);
    const trustList = makeTrustListFile(liaoning, sheet, { signer: next.listSigner });
    const ask = async (until: number) => {
      const verifier = makeZhejiang(listed(until), { sheet, trustList });
      return told(await verifier.verify(credential), 'chain', 'seal');
    };
    expect(await ask(sampleSeconds - 60)).toMatch(/, chain passed, seal passed$/);
    expect(await ask(sampleSeconds - 3600)).toBe(
      'invalid, chain failed chain-untrusted, seal indeterminate not-checked',
    );
  });

  it('do not vouch for licences that say they are ours, nor for a third province', async () => {
    const content = { issuer: zhejiang.url };
    expect(told(await verify({}, { content }), 'chain')).toBe(
      'invalid, chain failed chain-untrusted',
    );
    const third = { content: { issuer: 'https://yinzheng.jilin.example' } };
    expect(told(await verify({}, third), 'authority')).toBe(
      'invalid, authority failed issuer-of-another-province',
    );
  });

  it('do not sign a trust list that says it is of a third province', async () => {
    const trustList = makeTrustListFile(liaoning, makeSheetFile(liaoning), {
      draft: { province: { code: '330000', name: liaoning.name } },
    });
    const found = await makeZhejiang({}, { trustList }).verify(credential);
    expect(told(found, 'authority')).toBe(
      'indeterminate, authority indeterminate trust-list-mismatch',
    );
  });

  it('do not sign the trust list of another province', async () => {
    const verifier = makeZhejiang();
    const list = makeTrustListFile(liaoning, makeSheetFile(liaoning), {
      draft: { provinceUrl: zhejiang.url, number: 99 },
    });
    verifier.shelf.put(`${zhejiang.url}/trust-list`, list);
    expect(told(await verifier.verify(credential), 'chain')).toBe(
      'indeterminate, chain indeterminate trust-list-untrusted',
    );
  });
});
