import { describe, expect, it } from 'vitest';
import { makeSampleDocumentVerifier, sealDocument } from '../build/documents.ts';
import type { ProvinceFiles } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { toBytes, toDocument } from '../build/small-documents.ts';
import { toListedProvince } from '../build/two-provinces.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

let made: ReturnType<typeof makeScene> | undefined;
const sceneOf = () => {
  made ??= makeScene();
  return made;
};
const plain = toBytes(toDocument());

async function verify(document: Uint8Array, files: ProvinceFiles = {}) {
  const { province } = await sceneOf();
  return makeSampleDocumentVerifier(province, files).verify({ document });
}

describe('several signatures', () => {
  it('are each examined, the worst is what holds, and later ones are counted', async () => {
    const { province, sealWith } = await sceneOf();
    const sealAt = (document: Uint8Array, seconds: number) =>
      sealDocument(document, province.seal, { signedAt: sampleSeconds + seconds });
    const files = sealWith({
      states: [
        { state: 'enabled', from: sampleSeconds - 9000 },
        { state: 'suspended', from: sampleSeconds - 4000 },
        { state: 'enabled', from: sampleSeconds - 1000 },
      ],
    });
    const both = async (one: number, other: number) => {
      const found = await verify(await sealAt(await sealAt(plain, one), other), files);
      expect(found.document.signatures.map(({ addedAfter }) => addedAfter)).toEqual([1, 0]);
      return told(found, 'seal');
    };
    expect(await both(-500, -400)).toBe('valid, seal passed');
    expect(await both(-2000, -400)).toBe('invalid, seal failed seal-suspended');
    expect(await both(-500, -2000)).toBe('invalid, seal failed seal-suspended');
    // signed too early is worse than signed, and later than another doubt
    expect(await both(-9500, -2000)).toBe('invalid, seal failed seal-not-yet-enabled');
    const doubted = { ...sealWith({ compromisedFrom: sampleSeconds - 450 }) };
    const twice = await sealAt(await sealAt(plain, -500), -400);
    expect(told(await verify(twice, doubted), 'seal')).toBe(
      'invalid, seal failed seal-compromised',
    );
    const reversed = await sealAt(await sealAt(plain, -400), -500);
    expect(told(await verify(reversed, doubted), 'seal')).toBe(
      'invalid, seal failed seal-compromised',
    );
  });
});

describe('a chain that had expired when it was used', () => {
  it('is refused as that, under whatever roots it is looked for', async () => {
    const { province } = await sceneOf();
    const late = sampleSeconds + 3650 * daySeconds;
    const document = await sealDocument(plain, province.seal, { signedAt: late - 60 });
    const found = await makeSampleDocumentVerifier(province, {}, late).verify({ document });
    expect(told(found, 'signature', 'chain')).toBe(
      'invalid, signature indeterminate not-checked, chain failed chain-expired',
    );
  });
});

describe('a document of another province', () => {
  it('is told by the roots that the own trust list names, and not recognised by itself', async () => {
    const { province, stranger } = await sceneOf();
    const other = await makeSampleProvince({
      ...{ url: 'https://yinzheng.zhejiang.example', name: '浙江省', code: '330000' },
      department: { ...province.department, code: '11330100MB9Y200172', division: '330100' },
    });
    const sheet = makeSheetFile(province);
    const trustList = makeTrustListFile(province, sheet, {
      draft: { provinces: [toListedProvince(other)] },
    });
    const found = await verify(await sealDocument(plain, other.seal), { sheet, trustList });
    expect(told(found, 'signature', 'chain', 'seal', 'recognition')).toMatch(
      /^indeterminate, signature passed, chain passed, seal indeterminate [a-z-]+, recognition indeterminate not-checked$/,
    );
    const unlisted = await verify(await sealDocument(plain, stranger.seal), { sheet, trustList });
    expect(told(unlisted, 'chain', 'recognition')).toBe(
      'invalid, chain failed chain-untrusted, recognition indeterminate not-checked',
    );
    const own = await verify(await sealDocument(plain, province.seal), { sheet, trustList });
    expect(told(own, 'recognition')).toBe('valid, recognition not-applicable');
  });
});
