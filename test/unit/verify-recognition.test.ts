import { describe, expect, it } from 'vitest';
import { makeSampleCredential, putProvince } from '../build/presented.ts';
import { makeProvinceCode } from '../build/printed-codes.ts';
import {
  daySeconds,
  makeSampleSigner,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import {
  makeTwoProvinces,
  toAgreement,
  toListedProvince,
  withSubjectProvince,
} from '../build/two-provinces.ts';
import { told } from '../build/verifying-scene.ts';

const { liaoning, zhejiang, makeZhejiang, verify } = await makeTwoProvinces();
const credential = makeSampleCredential(liaoning);
const agreed = (changes: Parameters<typeof toAgreement>[1]) => ({
  agreements: [toAgreement(liaoning, changes)],
});

describe('a licence of another province', () => {
  it('is valid where an agreement covers it, and says which, as what, and what it rests on', async () => {
    const ownType = '11330000MB9Y20025P001';
    const found = await verify(agreed({ ownType }));
    expect(told(found, 'chain', 'seal', 'authority', 'status', 'recognition')).toBe(
      'valid, chain passed, seal passed, authority passed, status passed, recognition passed',
    );
    expect(found.recognition).toEqual({ agreement: 'liaoning-zhejiang-1', type: ownType });
    expect(found.proofs?.map(({ kind, address, number }) => [kind, address, number])).toEqual([
      ['own-trust-list', `${zhejiang.url}/trust-list`, 7],
      ['trust-list', `${liaoning.url}/trust-list`, 7],
      ['department-sheet', `${liaoning.url}/departments/${liaoning.department.code}/sheet`, 1],
      ['status-list', liaoning.statusListUrl, undefined],
    ]);
  });

  it('is recognised as its own type where the agreement maps none', async () => {
    expect((await verify()).recognition?.type).toBe(liaoning.type);
  });

  const day = daySeconds;
  it.each([
    ['of no agreement', { agreements: [] }, 'recognition-not-established'],
    ['of another type', agreed({ type: '11330000MB9Y20025P001' }), 'recognition-not-established'],
    ['of an agreement that ended', agreed({ until: sampleSeconds }), 'recognition-not-in-force'],
    ['before it begins', agreed({ from: sampleSeconds + 1 }), 'recognition-not-in-force'],
    ['signed too early', agreed({ issuedFrom: sampleSeconds }), 'recognition-issued-outside'],
    ['signed too late', agreed({ issuedUntil: sampleSeconds - day }), 'recognition-issued-outside'],
    ['without an item', agreed({ items: ['KZ_ZTYT', 'KZ_ZS'] }), 'recognition-item-missing'],
  ])('is refused: %s', async (_name, own, reason) => {
    const found = await verify(own);
    expect(told(found, 'chain', 'recognition')).toBe(
      `invalid, chain passed, recognition failed ${reason}`,
    );
    expect(found).not.toHaveProperty('recognition');
  });

  it('is refused by an agreement with a third province', async () => {
    const agreements = [{ ...toAgreement(liaoning), province: '440000' }];
    expect(told(await verify({ agreements }), 'recognition')).toBe(
      'invalid, recognition failed recognition-not-established',
    );
  });

  it('is recognised by whichever of several terms covers it', async () => {
    const [ended] = toAgreement(liaoning, { until: sampleSeconds }).types;
    const [since] = toAgreement(liaoning, { from: sampleSeconds }).types;
    const types = [ended, since].filter((one) => one !== undefined);
    const agreements = [{ ...toAgreement(liaoning), types }];
    expect(told(await verify({ agreements }), 'recognition')).toBe('valid, recognition passed');
  });

  it('shows the items that the agreement wants', async () => {
    const own = agreed({ items: ['KZ_ZTYT', 'KZ_FDDBR'] });
    const hidden = `${credential.split('~')[0]}~`;
    expect((await makeZhejiang(own).verify(credential)).verdict).toBe('valid');
    expect(told(await makeZhejiang(own).verify(hidden), 'recognition')).toBe(
      'invalid, recognition failed recognition-item-missing',
    );
  });

  it('stays valid with its age while its province is silent, until its status list ends, then is in doubt', async () => {
    const verifier = makeZhejiang();
    const statusList = makeStatusListFile(liaoning, { draft: { issuedAt: sampleSeconds } });
    putProvince(verifier.shelf, liaoning, { statusList });
    // nothing of Liaoning changes any more; Zhejiang goes on publishing its own list
    const lastSecond = daySeconds - 1;
    verifier.clock.seconds = sampleSeconds + lastSecond;
    const held = await verifier.verify(credential);
    expect(told(held, 'status', 'recognition')).toBe('valid, status passed, recognition passed');
    expect(held.statusAgeSeconds).toBe(lastSecond);
    verifier.clock.seconds += 1;
    const ended = await verifier.verify(credential);
    expect(told(ended, 'status', 'recognition')).toBe(
      'indeterminate, status indeterminate status-list-stale, recognition passed',
    );
    expect(ended.statusAsOf).toBe(held.statusAsOf);
  });

  it('is refused for an index that its province’s list does not have', async () => {
    const status = { status_list: { uri: liaoning.statusListUrl, idx: 2 ** 17 } };
    expect(told(await verify({}, { claims: { status } }), 'status')).toMatch(
      /^invalid, status failed status-out-of-range/,
    );
  });

  it('was recognised on a day on which the agreement was in force', async () => {
    const verifier = makeZhejiang(agreed({ until: sampleSeconds - 2 }));
    const at = (sampleSeconds - 3) * 1000;
    expect(told(await verifier.verify(credential, { at }), 'recognition')).toBe(
      'valid, recognition passed',
    );
    expect(told(await verifier.verify(credential), 'recognition')).toBe(
      'invalid, recognition failed recognition-not-in-force',
    );
  });
});

describe('a department of Zhejiang, vouched for by Liaoning (R14)', () => {
  const { department } = zhejiang;

  it('is refused by the name constraints of the authority', async () => {
    const seal = await makeSampleSigner({
      profile: 'seal',
      province: liaoning.name,
      commonName: '证照专用章（示例）',
      issuer: liaoning.sealingCa,
      department,
    });
    const { name: from } = liaoning;
    const forgery = { from, to: zhejiang.name, issuer: liaoning.sealingCa };
    const signer = withSubjectProvince(seal, forgery);
    const found = await verify({}, { signer });
    expect(told(found, 'chain')).toBe('invalid, chain failed chain-name-constraint');
  });

  it('is refused by the name of the anchor where the root constrains nobody', async () => {
    const provinces = [{ ...toListedProvince(liaoning), name: '吉林省' }];
    expect(told(await verify({ provinces }), 'chain')).toBe(
      'invalid, chain failed chain-name-constraint',
    );
  });

  it.each([
    ['by its code', { ...department, division: '210100' }],
    ['by its division', { ...liaoning.department, division: '330100' }],
  ])('is refused %s where certificate and sheet keep to the names', async (_how, posing) => {
    const signer = await makeSampleSigner({
      profile: 'seal',
      province: liaoning.name,
      commonName: '证照专用章（示例）',
      issuer: liaoning.sealingCa,
      department: posing,
    });
    const poser = { ...liaoning, department: posing, seal: signer };
    const verifier = makeZhejiang();
    putProvince(verifier.shelf, poser);
    const found = await verifier.verify(makeSampleCredential(poser));
    expect(told(found, 'chain', 'authority')).toBe(
      'invalid, chain passed, authority failed department-of-another-province',
    );
  });
});

describe('a printed code of another province', () => {
  const printedCode = makeProvinceCode(liaoning);

  it('is valid where our list names the province and an agreement covers the type', async () => {
    const found = await makeZhejiang().present({ printedCode });
    expect(told(found, 'chain', 'seal', 'authority', 'status', 'recognition')).toBe(
      'valid, chain passed, seal passed, authority passed, status passed, recognition passed',
    );
  });

  it('is of nobody we know where our list names others only', async () => {
    const guangdong = { ...toListedProvince(liaoning), url: 'https://yinzheng.guangdong.example' };
    const verifier = makeZhejiang({ provinces: [guangdong], agreements: [] });
    expect(told(await verifier.present({ printedCode }), 'chain')).toBe(
      'invalid, chain failed chain-untrusted',
    );
    expect(verifier.shelf.asked.filter((address) => address.startsWith(liaoning.url))).toEqual([]);
  });

  it('is looked up in the mirrors of its own province, whichever our list names first', async () => {
    const beijing = { ...toListedProvince(zhejiang), code: '110000', url: 'https://bj.example' };
    const verifier = makeZhejiang({ provinces: [beijing, toListedProvince(liaoning)] });
    expect((await verifier.present({ printedCode })).verdict).toBe('valid');
    const places = verifier.shelf.mirrors.map((mirror) => mirror.split('/').slice(0, 3).join(' '));
    const ofLiaoning = ['departments', 'status-lists', 'trust-list'];
    expect([...new Set(places)].sort()).toEqual(
      ofLiaoning.map((place) => `mirrors ${liaoning.code} ${place}`),
    );
  });

  it('is not taken from a trust list that says it is of a third province', async () => {
    const trustList = makeTrustListFile(liaoning, makeSheetFile(liaoning), {
      draft: { province: { code: '440000', name: liaoning.name } },
    });
    const found = await makeZhejiang({}, { trustList }).present({ printedCode });
    expect(told(found, 'chain')).toBe('indeterminate, chain indeterminate trust-list-mismatch');
  });

  it('is in doubt where our own list cannot be had', async () => {
    const verifier = makeZhejiang();
    verifier.shelf.files.delete(`${zhejiang.url}/trust-list`);
    expect(told(await verifier.present({ printedCode }), 'chain')).toBe(
      'indeterminate, chain indeterminate trust-list-unreachable',
    );
  });
});
