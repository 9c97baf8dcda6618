import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findRecognised } from '../../functions/publishing/publish-trust-list/find-recognised.ts';
import { agreementsBody, provinceBody } from '../../shared/api/recognition.ts';
import { toJson } from '../build/api-events.ts';
import { makeTestClock } from '../build/callers.ts';
import {
  type GoverningZone,
  makeGoverningZone,
  refusalIn,
  startDirectory,
  type TestDirectory,
} from '../build/governing-zone.ts';
import { makeSampleProvince, type SampleProvince } from '../build/province-pki.ts';
import { sampleType } from '../build/sample-types.ts';

let engine: TestDirectory;
let zone: GoverningZone;
let own: SampleProvince;
let zhejiang: SampleProvince;
let next: SampleProvince;
const clock = makeTestClock();
const at = (offset: number) => new Date(clock.now() + offset).toISOString();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const food = sampleType('foodPermit').code;
const business = sampleType('businessLicence').code;
const day = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  engine = await startDirectory();
  zone = makeGoverningZone(engine.dynamo, clock);
  const sealsSince = Math.floor(clock.now() / 1000) - 40 * 24 * 60 * 60;
  const names = { url: 'https://yinzheng.zhejiang.example', name: '浙江省', code: '330000' };
  own = await makeSampleProvince({ sealsSince });
  zhejiang = await makeSampleProvince({ ...names, sealsSince });
  next = await makeSampleProvince({ ...names, sealsSince });
  const root = base64(own.root.certificate);
  const after = {
    root,
    sealingCa: root,
    statusSigner: root,
    listSigner: root,
    receiptSigner: root,
    trailSigner: root,
  };
  await zone.enter(async () => ({ kind: 'certificates', act: 'hold-ceremony', after }));
});
afterAll(() => engine.close());
beforeEach(() => clock.advance(1));

const toBody = ({ code, name, url, root }: SampleProvince, changes: object = {}) => ({
  code,
  name,
  url,
  anchors: [{ certificate: base64(root.certificate) }],
  ...changes,
});
const propose = async (path: string, body: unknown) => {
  const answer = await zone.call('POST', path, { body });
  return answer.statusCode === 202 ? 'proposed' : refusalIn(answer);
};
const found = async () =>
  provinceBody.parse(toJson(await zone.call('GET', '/v1/provinces/330000')));
const published = () => findRecognised(zone.directory);

describe('another province', () => {
  it.each<readonly [string, () => object, unknown]>([
    ['of no code', () => ({ code: '339999' }), { '/code': 'region' }],
    ['of the whole country', () => ({ code: '100000' }), { '/code': 'region' }],
    ['without TLS', () => ({ url: 'http://yinzheng.zhejiang.example' }), { '/url': 'url' }],
    ['at a path', () => ({ url: 'https://zhejiang.example/a' }), { '/url': 'url' }],
    ['without a root', () => ({ anchors: [] }), { '/anchors': 'too-few' }],
    [
      'with what is no certificate',
      () => ({ anchors: [{ certificate: 'MAA=' }] }),
      { '/anchors/0/certificate': 'certificate' },
    ],
    [
      'with an authority below the root',
      () => ({ anchors: [{ certificate: base64(zhejiang.sealingCa.certificate) }] }),
      { '/anchors/0/certificate': 'authority' },
    ],
    [
      'with the root of a third province',
      () => ({ anchors: [{ certificate: base64(own.root.certificate) }] }),
      { '/anchors/0/certificate': 'province' },
    ],
    [
      'in our own name',
      () => ({ name: own.name, anchors: [{ certificate: base64(own.root.certificate) }] }),
      { '/name': 'duplicate' },
    ],
  ])('is not proposed: %s', async (_name, changes, refusal) => {
    expect(await propose('/v1/provinces', toBody(zhejiang, changes()))).toEqual(refusal);
  });

  it('is recognised when a second client confirms it, with the fingerprint of its root', async () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${base64(zhejiang.root.certificate)}\n-----END CERTIFICATE-----\n`;
    const body = toBody(zhejiang, { anchors: [{ certificate: pem }] });
    expect((await zone.govern('POST', '/v1/provinces', body)).statusCode).toBe(200);
    const { anchors } = await found();
    expect(anchors).toMatchObject([{ certificate: base64(zhejiang.root.certificate) }]);
    expect(anchors[0]?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect((await published()).provinces).toMatchObject([{ code: '330000', url: zhejiang.url }]);
    expect(await propose('/v1/provinces', body)).toBe('province-exists');
  });

  it('leaves its address and its name to nobody else', async () => {
    const jilin = await makeSampleProvince({ name: '吉林省', url: zhejiang.url, code: '220000' });
    clock.advance(Date.UTC(2026, 10, 22) - clock.now());
    expect(await propose('/v1/provinces', toBody(jilin))).toEqual({ '/url': 'duplicate' });
  });

  it.each<readonly [string, object]>([
    ['an address', { name: '黑龙江省', code: '230000' }],
    ['a name', { name: '吉林省', code: '230000', url: 'https://yinzheng.heilongjiang.example' }],
  ])('shares %s with no other that is confirmed at the same time', async (what, rival) => {
    const address = `https://yinzheng.jilin-${what.length}.example`;
    const jilin = { name: '吉林省', url: address, code: '220000' };
    const both = await Promise.all([jilin, { ...jilin, ...rival }].map(makeSampleProvince));
    const ids = [];
    for (const one of both) {
      const proposed = await zone.call('POST', '/v1/provinces', { body: toBody(one) });
      ids.push(String(toJson(proposed)['id']));
      clock.advance(1);
    }
    const confirm = (id: string) =>
      zone.call('POST', `/v1/proposals/${id}/confirmations`, { by: 'governor-two', body: {} });
    const answers = await Promise.all(ids.map(confirm));
    // 409 where both were judged before either was written, 400 where one was seen by the other already
    const [won, lost] = answers.map(({ statusCode }) => statusCode).toSorted();
    expect([won, [400, 409].includes(lost ?? 0)]).toEqual([200, true]);
    const losing = answers.findIndex(({ statusCode }) => statusCode !== 200);
    if (lost === 409) {
      expect(refusalIn(answers[losing] ?? { statusCode: 0, body: '' })).toBe('directory-changed');
    }
    // nothing of the refused one stands, and once the other is gone the same proposal can be confirmed
    const codes = (await published()).provinces.map(({ code }) => code);
    expect(codes.toSorted()).toEqual([both[1 - losing]?.code, '330000'].toSorted());
    await zone.govern('POST', `/v1/provinces/${both[1 - losing]?.code}/removals`, {});
    expect((await confirm(ids[losing] ?? '')).statusCode).toBe(200);
    await zone.govern('POST', `/v1/provinces/${both[losing]?.code}/removals`, {});
  });

  it('rolls its root over: both hold, then one until a moment', async () => {
    const second = { certificate: base64(next.root.certificate) };
    const path = '/v1/provinces/330000';
    const { fingerprint } = (await found()).anchors[0] ?? {};
    expect(await propose(`${path}/anchor-retirements`, { fingerprint })).toBe('last-anchor');
    await zone.govern('POST', `${path}/anchors`, second);
    expect(await propose(`${path}/anchors`, second)).toEqual({ '/certificate': 'duplicate' });
    expect((await published()).provinces[0]?.anchors).toHaveLength(2);
    clock.advance(1);
    await zone.govern('POST', `${path}/anchor-retirements`, { fingerprint, until: at(day) });
    const untils = (await published()).provinces[0]?.anchors.map(({ until }) => until);
    expect(untils).toEqual([Math.floor((clock.now() + day) / 1000), undefined]);
    expect(await propose(`${path}/anchor-retirements`, { fingerprint })).toBe('anchor');
  });

  it('does not lose a root by an end that passed before it was confirmed', async () => {
    await zone.govern('POST', '/v1/provinces/330000/anchors', {
      certificate: base64((await makeSampleProvince({ ...zhejiang })).root.certificate),
    });
    const [, , third] = (await found()).anchors;
    const body = { fingerprint: third?.fingerprint, until: at(1000) };
    const proposed = await zone.call('POST', '/v1/provinces/330000/anchor-retirements', { body });
    clock.advance(2000);
    const path = `/v1/proposals/${toJson(proposed)['id']}/confirmations`;
    const confirmed = await zone.call('POST', path, { by: 'governor-two', body: {} });
    expect(refusalIn(confirmed)).toBe('end-passed');
  });
});

describe('an agreement', () => {
  const agreement = (changes: object = {}) => ({
    id: 'liaoning-zhejiang-2026',
    province: '330000',
    title: '互认协议（示例）',
    types: [{ type: food }],
    ...changes,
  });
  const path = '/v1/agreements/liaoning-zhejiang-2026';
  const term = (changes: object) => ({ types: [{ type: food, ...changes }] });

  it.each<readonly [string, object, unknown]>([
    ['with a province that is not recognised', { province: '440000' }, { '/province': 'unknown' }],
    ['under a name that is none', { id: 'A B' }, { '/id': 'character' }],
    ['on nothing', { types: [] }, { '/types': 'too-few' }],
    ['on what is no type', { types: [{ type: '1' }] }, { '/types/0/type': 'length' }],
    [
      'on a type twice at a time',
      { types: [{ type: food }, { type: food }] },
      'agreement-overlaps',
    ],
    [
      'that ends before it begins',
      term({ from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }),
      { '/types/0/until': 'before-from' },
    ],
    [
      'on licences signed at no time',
      term({ issuedFrom: '2026-02-01T00:00:00Z', issuedUntil: '2026-01-01T00:00:00Z' }),
      { '/types/0/issuedUntil': 'before-from' },
    ],
    ['on items that are none', term({ items: ['?'] }), { '/types/0/items/0': 'character' }],
  ])('is not proposed %s', async (_name, changes, refusal) => {
    expect(await propose('/v1/agreements', agreement(changes))).toEqual(refusal);
  });

  it('is concluded, extended and ended by two clients; whatever held stays in it', async () => {
    const from = clock.now();
    await zone.govern('POST', '/v1/agreements', agreement());
    clock.advance(day);
    await zone.govern('POST', `${path}/types`, { types: [{ type: business, ownType: food }] });
    clock.advance(day);
    expect(await propose(`${path}/types`, { types: [{ type: food }] })).toBe('agreement-overlaps');
    const proposed = await zone.call('POST', `${path}/ends`, { body: { type: food } });
    expect(toJson(proposed)).toMatchObject({
      after: { types: [{ until: 'on-confirmation' }, {}] },
    });
    clock.advance(day);
    const confirmation = `/v1/proposals/${toJson(proposed)['id']}/confirmations`;
    const confirmed = await zone.call('POST', confirmation, { by: 'governor-two', body: {} });
    expect(confirmed.statusCode).toBe(200);
    const shown = agreementsBody.parse(toJson(await zone.call('GET', '/v1/agreements')));
    const toTime = (moment: number) => new Date(moment).toISOString();
    expect(shown.agreements[0]?.types).toEqual([
      { type: food, ownType: food, from: toTime(from), until: at(0), items: [] },
      { type: business, ownType: food, from: toTime(from + day), items: [] },
    ]);
    expect((await published()).agreements[0]?.types[0]?.until).toBe(Math.floor(clock.now() / 1000));
    expect(await propose(`${path}/ends`, { type: food })).toBe('agreed-type');
    expect(await propose(`${path}/ends`, { until: at(-1) })).toBe('end-passed');
    expect(await propose('/v1/agreements', agreement())).toBe('agreement-exists');
  });

  it('has its history, as a province has', async () => {
    const acts = async (of: string) => {
      const { entries } = toJson<{ entries: { act: string }[] }>(
        await zone.call('GET', `${of}/history`),
      );
      return entries.map(({ act }) => act);
    };
    expect(await acts(path)).toEqual(['conclude-agreement', 'extend-agreement', 'end-agreement']);
    expect(await acts('/v1/provinces/330000')).toEqual([
      'add-province',
      'add-anchor',
      'retire-anchor',
      'add-anchor',
    ]);
  });
});

it('a removed province is published no more at once, its agreements stay; it may come again', async () => {
  await zone.govern('POST', '/v1/provinces/330000/removals', {});
  expect((await found()).state).toBe('removed');
  const { provinces, agreements } = await published();
  expect([provinces.length, agreements.length]).toEqual([0, 1]);
  expect(await propose('/v1/provinces/330000/removals', {})).toBe('not-found');
  expect((await zone.govern('POST', '/v1/provinces', toBody(next))).statusCode).toBe(200);
  expect((await found()).anchors).toHaveLength(1);
});
