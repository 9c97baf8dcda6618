import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import {
  makeLoadTrust,
  makeStatusLists,
  makeTrustLists,
  type TrustQuestion,
} from '../../shared/verify/load-trust.ts';
import { digestOf } from '../build/digest-of.ts';
import { anchorOf } from '../build/offline-kits.ts';
import { putProvince, SampleShelf } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSampleSigner,
  makeStatusListFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';

const province = await makeSampleProvince();
const next = await makeSampleSigner({
  ...{ profile: 'status-signer', province: province.name, issuer: province.root },
  commonName: '新状态签署（示例）',
});
const primitives = makeNodePrimitives();
const realm = { provinceUrl: province.url, anchors: [anchorOf(province)] };
const { statusListUrl: address } = province;

/** What a trust list says that names these as status signers. */
async function trustListOf(...signers: readonly (typeof next)[]) {
  const shelf = new SampleShelf();
  const statusSigners = signers.map(({ certificate }) => digestOf(certificate));
  const list = makeTrustListFile(province, 'sheet', { draft: { statusSigners } });
  shelf.put(`${province.url}/trust-list`, list);
  const question = { ...realm, nowSeconds: sampleSeconds, maxAgeSeconds: 60 };
  const { value } = await makeTrustLists({ primitives, shelf })(question);
  if (value === undefined) throw new Error('no trust list');
  return value;
}
const trustList = await trustListOf(province.statusSigner, next);
const withoutFirst = await trustListOf(next);

type Draft = Parameters<typeof makeStatusListFile>[1];
/** Signed so many seconds after the usual one. */
const listOf = (later = 0, changes: Draft = {}) =>
  makeStatusListFile(province, {
    ...changes,
    draft: { issuedAt: sampleSeconds - 5 + later, ...changes.draft },
  });
const endedAt = sampleSeconds - 3;
const ended = (changes: Draft = {}) => listOf(0, { ...changes, claims: { exp: endedAt } });

/** A search over a shelf with one list, and its answers: how much later than the usual one it was signed, or the reason. */
function makeAsking(text = listOf()) {
  const shelf = new SampleShelf();
  const find = makeStatusLists({ primitives, shelf });
  const put = (list: string) => shelf.put(address, list);
  put(text);
  const usual = { trustList, realm, address, nowSeconds: sampleSeconds, maxAgeSeconds: 10 };
  const findIt = (changes: Partial<Parameters<typeof find>[0]> = {}) =>
    find({ ...usual, ...changes });
  const ask = async (...given: Parameters<typeof findIt>) => {
    const { value, reason } = await findIt(...given);
    return value === undefined ? reason : value.issuedAt - sampleSeconds + 5;
  };
  return { shelf, put, findIt, ask };
}

describe('of the status lists that were seen at an address', () => {
  it('the latest answers for an earlier one, and for one that has ended', async () => {
    const { put, ask } = makeAsking();
    expect(await ask()).toBe(0);
    put(listOf(2));
    expect(await ask()).toBe(2);
    put(listOf(1));
    expect(await ask()).toBe(2);
    put(ended());
    expect(await ask()).toBe(2);
    expect(await makeAsking(ended()).ask()).toBe('status-list-stale');
  });

  it('another one of the same second stands', async () => {
    const { put, findIt } = makeAsking();
    await findIt();
    put(listOf(0, { draft: { entries: [{ index: 1, status: 2 }] } }));
    const { value } = await findIt();
    expect(value?.bytes.some((byte) => byte !== 0)).toBe(true);
  });

  it('none answers whose signer the trust list does not name any more', async () => {
    const { put, ask } = makeAsking(listOf(2));
    expect(await ask()).toBe(2);
    expect(await ask({ trustList: withoutFirst })).toBe('status-list-untrusted');
    put(listOf(1, { signer: next }));
    expect(await ask({ trustList: withoutFirst })).toBe('status-list-rolled-back');
    expect(await ask()).toBe(2);
  });

  it('none answers for a file that is gone or is no list', async () => {
    const { shelf, put, ask } = makeAsking();
    await ask();
    put('x.y.z');
    expect(await ask()).toBe('status-list-malformed');
    shelf.files.delete(address);
    expect(await ask()).toBe('status-list-unreachable');
  });

  it('one of the past neither counts, nor is refused for what came later', async () => {
    const { shelf, ask } = makeAsking();
    const past = sampleSeconds - 5 * daySeconds;
    const then = { nowSeconds: past, realm: { ...realm, isPast: true } };
    const put = (later: number, from: number) =>
      shelf.putPast(address, from, listOf(0, { draft: { issuedAt: past + later } }));
    put(-9, past - 9);
    expect(await ask()).toBe(0);
    expect(await ask(then)).toBe(past - 9 - sampleSeconds + 5);
    expect(await makeAsking().ask(then)).toBe('status-list-unreachable');
    put(50, past);
    expect(await ask(then)).toBe(past + 50 - sampleSeconds + 5);
    expect(await ask()).toBe(0);
  });
});

describe('a status list that has ended', () => {
  const told = async (text: string, changes = {}) => {
    const { value, reason, ended: list } = await makeAsking(text).findIt(changes);
    return [value?.issuedAt, reason, list?.issuedAt];
  };

  it('tells as of when it was', async () => {
    const issuedAt = sampleSeconds - 5;
    expect(await told(ended())).toEqual([undefined, 'status-list-stale', issuedAt]);
    const stillGood = await told(ended(), { nowSeconds: endedAt - 1 });
    expect(stillGood).toEqual([issuedAt, undefined, undefined]);
  });

  it.each([
    ['mismatch', { draft: { address: `${province.url}/status-lists/north-000002` } }, trustList],
    ['mismatch', { draft: { issuer: 'https://other.example' } }, trustList],
    ['untrusted', {}, withoutFirst],
  ])('tells nothing when it is not the one meant: %s', async (reason, changes, under) => {
    const answer = await told(ended(changes), { trustList: under });
    expect(answer).toEqual([undefined, `status-list-${reason}`, undefined]);
  });
});

describe('a status list', () => {
  it('is signed by a certificate made for status lists, whatever the trust list names', async () => {
    const under = await trustListOf(province.listSigner);
    const { ask } = makeAsking(listOf(0, { signer: province.listSigner }));
    expect(await ask({ trustList: under })).toBe('status-list-untrusted');
  });

  it('need not say whose it is: its address does', async () => {
    expect(await makeAsking(listOf(0, { claims: { iss: undefined as never } })).ask()).toBe(0);
  });

  it.each([
    ['north-000001', 'status-list-unreachable'],
    [`${'a'.repeat(63)}-`, 'status-list-unreachable'],
    ['a'.repeat(65), 'status-list-elsewhere'],
    ['', 'status-list-elsewhere'],
    ['a b', 'status-list-elsewhere'],
    ['%2e', 'status-list-elsewhere'],
    ['..', 'status-list-elsewhere'],
  ])('has a name of 1 to 64 letters, digits and dashes: %s', async (name, reason) => {
    const { shelf, ask } = makeAsking();
    shelf.files.clear();
    expect(await ask({ address: `${province.url}/status-lists/${name}` })).toBe(reason);
    expect(shelf.asked).toHaveLength(reason === 'status-list-elsewhere' ? 0 : 1);
  });

  it.each([
    'https://elsewhere.example/status-lists/north-000001',
    `${province.url}.evil/status-lists/north-000001`,
    `${province.url}/status-listsx/north-000001`,
    `${province.url}/status-listsxnorth-000001`,
    `${province.url.replace('yin', 'yan')}/status-lists/north-000001`,
    `${province.url}/status-lists`,
  ])('lies below the address that the trust list names: not %s', async (other) => {
    const { shelf, ask } = makeAsking();
    expect(await ask({ address: other })).toBe('status-list-elsewhere');
    expect(shelf.asked).toEqual([]);
  });

  it('of another province is asked for in our mirror of it', async () => {
    const { shelf, ask } = makeAsking();
    expect(await ask({ realm: { ...realm, provinceCode: province.code } })).toBe(0);
    expect(shelf.mirrors).toEqual([`mirrors/${province.code}/status-lists/north-000001`]);
  });

  it('answers at once when it is held, also together with trust list and sheet', async () => {
    const { shelf, findIt } = makeAsking();
    await findIt();
    expect(findIt()).not.toBeInstanceOf(Promise);
    putProvince(shelf, province);
    const sources = { primitives, shelf, ...realm, ownProvinceUrl: province.url };
    const load = makeLoadTrust(sources, makeTrustLists(sources));
    const claims = { department: province.department, status: { uri: address } };
    const times = { nowSeconds: sampleSeconds, maxAgeSeconds: 60 };
    const question = { claims, realm, ...times } as unknown as TrustQuestion;
    const { trustList: list, sheet, statusList } = await load(question);
    expect([list.value?.number, sheet.value?.number, statusList.value?.bits]).toEqual([7, 1, 4]);
    expect(load(question)).not.toBeInstanceOf(Promise);
  });
});
