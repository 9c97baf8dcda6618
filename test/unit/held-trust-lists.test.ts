import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { validityOf } from '../../shared/formats/certificate-profiles.ts';
import { makeTrustLists } from '../../shared/verify/load-trust.ts';
import type { FindTrustList } from '../../shared/verify/trust-lists.ts';
import { anchorOf } from '../build/offline-kits.ts';
import { SampleShelf } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSampleSigner,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';

const province = await makeSampleProvince();
/** The same province after it exchanged its root. */
const renewed = await makeSampleProvince();
const address = `${province.url}/trust-list`;
const anchors = [anchorOf(province)];
const sheet = makeSheetFile(province);
const signedAt = sampleSeconds - 60;
const endsAt = signedAt + 7 * daySeconds;

const listOf = (number: number, draft: object = {}, by = province) =>
  makeTrustListFile(by, sheet, { draft: { number, ...draft } });
const endedList = makeTrustListFile(province, sheet, {
  draft: { number: 8, issuedAt: sampleSeconds - 200, nextUpdate: sampleSeconds - 100 },
  claims: { exp: sampleSeconds },
});

/** A search over a shelf with one list, and its answers by number or reason. */
function makeAsking(text = listOf(7)) {
  const shelf = new SampleShelf();
  const find = makeTrustLists({ primitives: makeNodePrimitives(), shelf });
  const put = (list: string) => shelf.put(address, list);
  put(text);
  const usual = { provinceUrl: province.url, anchors, maxAgeSeconds: 60 };
  const findAt = (
    nowSeconds = sampleSeconds,
    changes: Partial<Parameters<FindTrustList>[0]> = {},
  ) => find({ ...usual, nowSeconds, ...changes });
  const ask = async (...given: Parameters<typeof findAt>) => {
    const { value, reason } = await findAt(...given);
    return value?.number ?? reason;
  };
  return { shelf, put, findAt, ask };
}

describe('a trust list is good', () => {
  it('from a minute before it was signed, as clocks differ, until it ends', async () => {
    const at = (seconds: number) => makeAsking(listOf(7)).ask(seconds);
    expect([await at(signedAt - 60), await at(signedAt - 61)]).toEqual([7, 'trust-list-ahead']);
    expect([await at(endsAt - 1), await at(endsAt)]).toEqual([7, 'trust-list-stale']);
  });

  it('for as long as the shelf vouches for having the newest', async () => {
    const { shelf, ask } = makeAsking();
    const { body } = shelf.find({ address }) ?? {};
    if (body === undefined) throw new Error('no file');
    shelf.files.set(address, { body, goodUntilSeconds: sampleSeconds });
    expect(await ask(sampleSeconds - 1)).toBe(7);
    expect(await ask(sampleSeconds)).toBe('trust-list-stale');
  });

  const young = { profile: 'list-signer', province: province.name, issuer: province.root } as const;
  it('while its signer’s certificate is, also in the hand of whoever opened it before', async () => {
    const notBefore = sampleSeconds - 10;
    const listSigner = await makeSampleSigner({ ...young, commonName: '新（示例）', notBefore });
    const { ask } = makeAsking(listOf(7, {}, { ...province, listSigner }));
    expect(await ask()).toBe(7);
    expect([await ask(notBefore), await ask(notBefore - 1)]).toEqual([7, 'trust-list-untrusted']);
    expect(await ask()).toBe(7);

    const { notAfter } = validityOf('list-signer', sampleSeconds - 30 * daySeconds);
    const late = makeAsking(listOf(7, { issuedAt: notAfter - 5, nextUpdate: notAfter + 900 }));
    expect(await late.ask(notAfter)).toBe(7);
    expect(await late.ask(notAfter + 1)).toBe('trust-list-untrusted');
  });

  it('when its own province signed it, among others whose roots are trusted', async () => {
    const zhejiang = await makeSampleProvince({ url: 'https://yinzheng.zhejiang.example' });
    const both = { anchors: [province, zhejiang].map(anchorOf) };
    expect(await makeAsking().ask(sampleSeconds, both)).toBe(7);
    const forged = makeAsking(listOf(8, {}, { ...province, listSigner: zhejiang.listSigner }));
    expect(await forged.ask(sampleSeconds, both)).toBe('trust-list-untrusted');
  });

  it('or not, but nobody’s fault, while signatures cannot be checked: that is thrown on', async () => {
    const shelf = new SampleShelf();
    shelf.put(address, listOf(7));
    const verifySignature = () => Promise.reject(new Error('no crypto'));
    const find = makeTrustLists({
      primitives: { ...makeNodePrimitives(), verifySignature },
      shelf,
    });
    const question = { provinceUrl: province.url, anchors, nowSeconds: sampleSeconds };
    await expect(find({ ...question, maxAgeSeconds: 60 })).rejects.toThrow('no crypto');
  });

  it('answers at once when it is held: nobody waits for it', async () => {
    const { findAt } = makeAsking();
    await findAt();
    expect(findAt()).not.toBeInstanceOf(Promise);
  });
});

describe('of the lists that were seen', () => {
  it('one of the same number may be signed anew', async () => {
    const { put, findAt } = makeAsking();
    await findAt();
    put(listOf(7, { issuedAt: signedAt + 30 }));
    expect((await findAt()).value?.issuedAt).toBe(signedAt + 30);
  });

  it('the highest answers for a lower one, and for one that has ended', async () => {
    const { put, ask } = makeAsking();
    await ask();
    put(listOf(6));
    expect(await ask()).toBe(7);
    put(endedList);
    expect(await ask()).toBe(7);
    expect(await makeAsking(endedList).ask()).toBe('trust-list-stale');
  });

  it('none answers for a file that is gone, is no list, or was signed by somebody else', async () => {
    const { shelf, put, ask } = makeAsking();
    await ask();
    put('x.y.z');
    expect(await ask()).toBe('trust-list-malformed');
    put(listOf(8, {}, renewed));
    expect(await ask()).toBe('trust-list-untrusted');
    put(listOf(8, {}, { ...province, listSigner: province.statusSigner }));
    expect(await ask()).toBe('trust-list-untrusted');
    put(`${listOf(8).slice(0, -86)}${listOf(9).slice(-86)}`);
    expect(await ask()).toBe('trust-list-untrusted');
    shelf.files.delete(address);
    expect(await ask()).toBe('trust-list-unreachable');
  });

  it('none answers that the present roots do not vouch for', async () => {
    const { put, ask } = makeAsking();
    const present = { anchors: [anchorOf(renewed)] };
    expect(await ask()).toBe(7);
    expect(await ask(sampleSeconds, present)).toBe('trust-list-untrusted');
    put(listOf(6, {}, renewed));
    expect(await ask(sampleSeconds, present)).toBe('trust-list-rolled-back');
    put(listOf(8, {}, renewed));
    expect(await ask(sampleSeconds, present)).toBe(8);
  });

  it('is the same file under further roots too', async () => {
    const { ask } = makeAsking();
    expect(await ask()).toBe(7);
    expect(await ask(sampleSeconds, { anchors: [...anchors, anchorOf(renewed)] })).toBe(7);
  });

  it('one of the past neither counts, nor is refused for what came later', async () => {
    const { shelf, ask } = makeAsking();
    const past = sampleSeconds - 5 * daySeconds;
    const at = { issuedAt: past - 5, nextUpdate: past + 900 };
    shelf.putPast(address, past - 5, listOf(3, at));
    expect(await ask()).toBe(7);
    expect(await ask(past, { isPast: true })).toBe(3);
    shelf.putPast(address, past, listOf(9, at));
    expect(await ask(past, { isPast: true })).toBe(9);
    expect(await ask()).toBe(7);
  });
});

it('a trust list is of the province that it was asked for', async () => {
  const { ask } = makeAsking();
  const of = (provinceCode: string) => ask(sampleSeconds, { provinceCode });
  expect([await of('210000'), await of('330000')]).toEqual([7, 'trust-list-mismatch']);
  const other = listOf(7, { provinceUrl: 'https://yinzheng.zhejiang.example' });
  expect(await makeAsking(other).ask()).toBe('trust-list-mismatch');
});
