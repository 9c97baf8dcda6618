import { beforeAll, describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import {
  type KitSection,
  readKitPart,
  readKitText,
  toKitPart,
  toKitText,
} from '../../shared/formats/offline-kit-file.ts';
import {
  type KitFault,
  makeOpenOfflineKit,
  type OpenedKit,
} from '../../shared/verify/offline-kit.ts';
import { digestOf } from '../build/digest-of.ts';
import { anchorOf, makeKitVerifier, makeSampleKit, makeSampleOpen } from '../build/offline-kits.ts';
import { makeSampleCredential, withStatus } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeStatusListFile,
  type SampleProvince,
  sampleSeconds,
} from '../build/province-pki.ts';
import { refusalOf } from '../build/refusal-of.ts';

let province: SampleProvince;
let stranger: SampleProvince;
beforeAll(async () => {
  province = await makeSampleProvince({ url: 'https://liaoning.example' });
  stranger = await makeSampleProvince({ url: 'https://zhejiang.example', name: '浙江省' });
});

const question = { nowSeconds: sampleSeconds };
const open = (section: KitSection, more: object = {}) =>
  makeSampleOpen(province)(section, { ...question, ...more });

async function opened(section: KitSection): Promise<OpenedKit> {
  const kit = await open(section);
  if (typeof kit === 'string') throw new Error(`the kit is ${kit}`);
  return kit;
}

describe('an offline kit', () => {
  it('verifies a licence with nothing else at hand, and says as of when', async () => {
    const kit = await opened(makeSampleKit(province));
    const verifier = makeKitVerifier([kit], [province]);
    const verification = await verifier.verify({ credential: makeSampleCredential(province) });
    expect(verification).toMatchObject({ verdict: 'valid', trustListNumber: 7 });
    expect(Date.parse(verification.statusAsOf ?? '')).toBeLessThan(sampleSeconds * 1000);
  });

  it('knows what was suspended when it was made', async () => {
    const statusList = makeStatusListFile(province, { draft: { entries: withStatus(2) } });
    const kit = await opened(makeSampleKit(province, { files: { statusList } }));
    const verifier = makeKitVerifier([kit], [province]);
    const verification = await verifier.verify({ credential: makeSampleCredential(province) });
    expect(verification.verdict).toBe('invalid');
    expect(verification.licence?.state).toBe('suspended');
  });

  it('makes nothing valid past its grace, though its lists say that they are good for longer', async () => {
    const statusList = makeStatusListFile(province, {
      claims: { exp: sampleSeconds + 9 * daySeconds },
    });
    const kit = await opened(makeSampleKit(province, { files: { statusList } }));
    const credential = makeSampleCredential(province);
    const at = async (seconds: number) =>
      (await makeKitVerifier([kit], [province], seconds).verify({ credential })).verdict;
    const end = kit.kit.expiresAt;
    expect(end).toBe(sampleSeconds - 60 + daySeconds);
    expect([await at(end - 1), await at(end)]).toEqual(['valid', 'indeterminate']);
    const late = await makeKitVerifier([kit], [province], end).verify({ credential });
    expect(late.checks).toContainEqual({
      ...{ name: 'status', outcome: 'indeterminate', reason: 'trust-list-stale' },
    });
  });

  it('doubts a licence whose part was left out, and never passes it', async () => {
    const whole = makeSampleKit(province);
    const names = (await opened(whole)).kit.parts;
    for (const { name, digest } of names) {
      const parts = new Map([...whole.parts].filter(([held]) => held !== digest));
      const kit = await opened({ ...whole, parts });
      expect(kit.missing).toEqual([name]);
      const verifier = makeKitVerifier([kit], [province]);
      const { verdict } = await verifier.verify({ credential: makeSampleCredential(province) });
      expect(verdict, name).toBe('indeterminate');
    }
  });

  it('carries several provinces, each under its own anchor', async () => {
    const both = makeSampleOpen(province, stranger);
    const kits = [];
    for (const one of [province, stranger]) kits.push(await both(makeSampleKit(one), question));
    const verifier = makeKitVerifier(kits as OpenedKit[], [province, stranger]);
    const { checks } = await verifier.verify({ credential: makeSampleCredential(stranger) });
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(checks).toContainEqual({ name: 'status', outcome: 'passed' });
  });
});

describe('a kit is refused', () => {
  const seen = (number: number, digest = digestOf('another')) => ({
    seen: new Map([[province.url, { number, digest }]]),
  });
  const cases: readonly (readonly [string, KitFault, () => Promise<OpenedKit | KitFault>])[] = [
    ['when a newer one was seen', 'rolled-back', () => open(makeSampleKit(province), seen(6))],
    [
      'when another one was seen under its number',
      'forked',
      () => open(makeSampleKit(province), seen(5)),
    ],
    [
      'when it is of the future',
      'ahead',
      () => open(makeSampleKit(province), { nowSeconds: sampleSeconds - 3600 }),
    ],
    [
      'when another province signed it',
      'untrusted',
      () => open(makeSampleKit(province, { signer: stranger.listSigner })),
    ],
    [
      'when a status signer signed it',
      'untrusted',
      () => open(makeSampleKit(province, { signer: province.statusSigner })),
    ],
    [
      'when it names another province',
      'untrusted',
      () => open(makeSampleKit(province, { draft: { provinceUrl: stranger.url } })),
    ],
    [
      'when it is a trust list',
      'malformed',
      () => open(makeSampleKit(province, { typ: 'trust-list+jwt' })),
    ],
    [
      'when a claim is missing',
      'malformed',
      () => open(makeSampleKit(province, { claims: { number: '5' } })),
    ],
    [
      'when a part stands twice',
      'malformed',
      () => open(makeSampleKit(province, { claims: { parts: [1, 2] } })),
    ],
  ];
  it.each(cases)('%s', async (_when, fault, attempt) => {
    expect(await attempt()).toBe(fault);
  });

  it('when one byte of a part or of what is signed is another', async () => {
    const kit = makeSampleKit(province);
    for (const [digest, text] of kit.parts) {
      const parts = new Map(kit.parts).set(digest, text.replace(/.\n$/, '~\n'));
      expect(await open({ ...kit, parts })).toBe('part-mismatch');
    }
    const manifest = kit.manifest.replace(/\.[^.]*$/, `.${'A'.repeat(86)}`);
    expect(await open({ ...kit, manifest })).toBe('untrusted');
  });

  it('but not when it is the very one that was seen, or a newer one', async () => {
    const kit = makeSampleKit(province);
    const { digest } = await opened(kit);
    expect(typeof (await open(kit, seen(5, digest)))).toBe('object');
    expect(typeof (await open(kit, seen(4)))).toBe('object');
    const ofOther = new Map([[stranger.url, { number: 6, digest }]]);
    expect(typeof (await open(kit, { seen: ofOther }))).toBe('object');
  });

  it('but not when it is a minute early, as clocks differ, or has parts that nobody asked for', async () => {
    const kit = makeSampleKit(province);
    const at = async (nowSeconds: number) => typeof (await open(kit, { nowSeconds }));
    const signedAt = sampleSeconds - 60;
    expect([await at(signedAt - 60), await at(signedAt - 61)]).toEqual(['object', 'string']);
    const more = new Map(kit.parts).set('A'.repeat(43), 'x');
    expect((await opened({ ...kit, parts: more })).files.size).toBe(3);
  });
});

it('a kit is not blamed while digests cannot be had: that is thrown on', async () => {
  const digest = () => Promise.reject(new Error('no digest'));
  const primitives = { ...makeNodePrimitives(), digest };
  const fails = makeOpenOfflineKit({ primitives, anchors: [anchorOf(province)] });
  await expect(fails(makeSampleKit(province), question)).rejects.toThrow('no digest');
});

describe('a kept kit', () => {
  it('is read as it was written', () => {
    const sections = [makeSampleKit(province), makeSampleKit(stranger)];
    expect(readKitText(toKitText(sections))).toEqual(sections);
  });

  it.each([
    ['an empty text', '', 'kit-version'],
    ['another version', 'yinzheng-kit 2\n', 'kit-version'],
    ['a line that is neither', 'yinzheng-kit 1\nfoo bar\n', 'kit-line'],
    ['a part of nothing', `yinzheng-kit 1\npart ${'A'.repeat(43)} 0\n`, 'kit-part'],
    ['a part cut short', `yinzheng-kit 1\nmanifest a\npart ${'A'.repeat(43)} 9\nx\n`, 'kit-part'],
  ])('is refused when it is %s', (_name, text, reason) => {
    expect(refusalOf(() => readKitText(text))).toBe(`malformed ${reason}`);
  });

  it.each([
    ['without an end of line', 'https://a b/c d'],
    ['without a media type', 'https://a b\n'],
    ['with an address of another sort', 'file:///etc/passwd text/plain x\n'],
    ['with nothing in it', 'https://a text/plain \n'],
    ['in another order', 'https://b text/plain x\nhttps://a text/plain x\n'],
    ['twice the same address', 'https://a text/plain x\nhttps://a text/plain y\n'],
  ])('has no part %s', (_name, text) => {
    expect(() => readKitPart(text)).toThrow();
  });

  it('takes no file with a line break', () => {
    const file = { address: 'https://a.example/x', mediaType: 'text/plain', text: 'a\nb' };
    expect(() => toKitPart([file])).toThrow();
  });
});
