import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { purposeIds } from '../../shared/formats/certificate-profiles.ts';
import {
  makeFindSigner,
  makeFindSignerUnder,
  type SignerProfile,
  type TrustAnchor,
} from '../../shared/verify/signer-chains.ts';
import { type Change, forgePart, sealNames, usages, without } from '../build/certificate-chain.ts';
import { noon, province, time } from '../build/certificate-forge.ts';
import { digestOf } from '../build/digest-of.ts';

const primitives = makeNodePrimitives();
const provinceUrl = 'https://ln.example.cn';
const profile = { purpose: purposeIds.seal, maxIntermediates: 1 };
const root = forgePart('root', {});
const chainOf = (change: Change = {}) => ({
  x5c: [forgePart('seal', change), forgePart('authority', change)],
});
const makeFind = (anchor: Partial<TrustAnchor> = {}, given: Partial<SignerProfile> = {}) =>
  makeFindSigner({
    primitives,
    anchors: [{ certificate: root, provinceUrl, ...anchor }],
    profile: { ...profile, ...given },
  });

describe('whose signature it is', () => {
  it('is told with the time in which every certificate of the path is valid', async () => {
    const header = chainOf({
      seal: { notBefore: time(noon - 5), notAfter: time(noon + 9) },
      authority: { notBefore: time(noon - 3), notAfter: time(noon + 7) },
    });
    const [leaf, authority] = header.x5c as [Uint8Array, Uint8Array];
    expect(await makeFind()(header, noon)).toEqual({
      value: {
        provinceUrl,
        certificateDigest: digestOf(leaf),
        publicKey: readCertificate(leaf).publicKey.raw,
        departmentCode: '11210100MB0000001X',
        authority,
        notBefore: noon - 3,
        notAfter: noon + 7,
      },
    });
  });

  it('has no department where its subject has no code, and a province’s code where its anchor has one', async () => {
    const plain = chainOf({ seal: { subject: [...province('辽宁省'), ['2.5.4.3', '名录']] } });
    const found = await makeFind({ provinceCode: '210000' })(plain, noon);
    expect(found.value).toMatchObject({ provinceCode: '210000' });
    expect(found.value).not.toHaveProperty('departmentCode');
    expect((await makeFind()(plain, noon)).value).not.toHaveProperty('provinceCode');
  });

  it.each<readonly [string, string, Change]>([
    ['may not sign', 'chain-key-usage', { seal: usages(0x40, 6) }],
    ['is for another purpose', 'chain-purpose', { seal: without('purposes') }],
    [
      'is of another province',
      'chain-name-constraint',
      { seal: { subject: sealNames(province('浙江省')) } },
    ],
  ])('is nobody’s when the certificate %s', async (_what, reason, change) => {
    expect(await makeFind()(chainOf(change), noon)).toEqual({ reason });
  });

  it('is nobody’s under a purpose or a length of path that was not asked for', async () => {
    expect(await makeFind({}, { purpose: purposeIds.receipt })(chainOf(), noon)).toEqual({
      reason: 'chain-purpose',
    });
    expect(await makeFind({}, { maxIntermediates: 0 })(chainOf(), noon)).toEqual({
      reason: 'chain-constraint',
    });
  });

  it.each<readonly [string, { readonly x5c?: readonly Uint8Array[] }]>([
    ['missing', {}],
    ['none', { x5c: [] }],
    ['no certificates', { x5c: [Uint8Array.of(0x30, 0)] }],
    ['partly no certificates', { x5c: [forgePart('seal', {}), new Uint8Array()] }],
  ])('is nobody’s when the certificates are %s', async (_what, header) => {
    expect(await makeFind()(header, noon)).toEqual({ reason: 'chain-malformed' });
  });

  it('is an error of ours when certificates are not even octets, or an anchor is none', async () => {
    const header = { x5c: [undefined as unknown as Uint8Array] };
    await expect(async () => makeFind()(header, noon)).rejects.toThrow(TypeError);
    const find = makeFind({ certificate: Uint8Array.of(0x30, 0) });
    await expect(async () => find(chainOf(), noon)).rejects.toThrow(
      'a trust anchor is not a certificate',
    );
  });
});

describe('an anchor of another province', () => {
  const unbound = forgePart('root', { root: without('constraints') });
  const elsewhere = chainOf({
    authority: without('constraints'),
    seal: { subject: sealNames(province('浙江省')) },
  });

  it('vouches for certificates of its own province alone, even where it constrains nobody', async () => {
    const find = makeFind({ certificate: unbound, provinceName: '辽宁省' });
    expect(await find(elsewhere, noon)).toEqual({ reason: 'chain-name-constraint' });
    expect((await find(chainOf(), noon)).value?.provinceUrl).toBe(provinceUrl);
    const free = makeFind({ certificate: unbound });
    expect((await free(elsewhere, noon)).value?.provinceUrl).toBe(provinceUrl);
  });

  it('holds up to the second before its end', async () => {
    const find = makeFind({ until: noon + 5 });
    const header = chainOf();
    const found = await find(header, noon);
    expect(found.value?.notAfter).toBe(noon + 4);
    expect(await find(header, noon + 4)).toBe(found);
    expect(await find(header, noon + 5)).toEqual({ reason: 'chain-untrusted' });
    const anew = chainOf();
    expect(await find(anew, noon + 5)).toEqual({ reason: 'chain-untrusted' });
    expect((await find(anew, noon + 4)).value?.notAfter).toBe(noon + 4);
  });

  it('is told by its own address, whichever stands first', async () => {
    const stranger = forgePart('root', { root: { subject: province('浙江省') } });
    const anchors = [
      { certificate: stranger, provinceUrl: 'https://zj.example.cn' },
      { certificate: root, provinceUrl },
    ];
    const find = makeFindSigner({ primitives, anchors, profile });
    expect((await find(chainOf(), noon)).value?.provinceUrl).toBe(provinceUrl);
  });
});

describe('a chain that held', () => {
  it('is remembered by its header, at both ends of its time and no further', async () => {
    const [find, header] = [makeFind(), chainOf()];
    const found = await find(header, noon);
    expect(find(header, noon - 1000)).toBe(found);
    expect(find(header, noon + 1000)).toBe(found);
    expect(await find(header, noon - 1001)).toEqual({ reason: 'chain-not-yet-valid' });
    expect(await find(header, noon + 1001)).toEqual({ reason: 'chain-expired' });
    expect(find(header, noon)).toBe(found);
    expect(await find({ ...header }, noon)).not.toBe(found);
  });

  it('is not remembered when it did not hold', async () => {
    const [find, header] = [makeFind(), chainOf()];
    expect(await find(header, noon - 1001)).toEqual({ reason: 'chain-not-yet-valid' });
    expect((await find(header, noon)).value?.provinceUrl).toBe(provinceUrl);
  });

  it('is remembered for the anchors it was found under, and for no others', async () => {
    const findUnder = makeFindSignerUnder({ primitives, profile });
    const anchors = [{ certificate: root, provinceUrl }];
    const header = chainOf();
    const found = await findUnder(anchors)(header, noon);
    expect(findUnder(anchors)(header, noon)).toBe(found);
    expect(await findUnder([])(header, noon)).toEqual({ reason: 'chain-untrusted' });
  });
});
