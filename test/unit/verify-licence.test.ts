import { describe, expect, it } from 'vitest';
import { digestOf } from '../build/digest-of.ts';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSampleSigner,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, stranger, verifyWith } = await makeScene();

describe('a licence of our own province', () => {
  it('is not blamed for a trust anchor that is no certificate', async () => {
    const anchors = [{ certificate: Uint8Array.of(0x30, 0), provinceUrl: province.url }];
    const verifier = makeSampleVerifier(province, { anchors });
    await expect(verifier.verify(makeSampleCredential(province))).rejects.toThrow(
      'a trust anchor is not a certificate',
    );
  });

  it('is valid when every check that applies has passed', async () => {
    const found = await makeSampleVerifier(province).verify(makeSampleCredential(province));
    expect(found.verdict).toBe('valid');
    expect(found.checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'format passed',
      'signature passed',
      'chain passed',
      'seal passed',
      'authority passed',
      'period passed',
      'status passed',
      'recognition not-applicable',
      'disclosures passed',
      'holder-binding not-applicable',
    ]);
  });

  it('is shown as it was signed, with what is known as of when', async () => {
    const found = await makeSampleVerifier(province).verify(makeSampleCredential(province));
    expect(found).toMatchObject({
      licence: {
        type: province.type,
        department: { code: province.department.code },
        number: 'JY22101000000018',
        items: { KZ_ZTYT: '餐饮服务经营者', KZ_FDDBR: '张某某（示例）' },
        validUntil: '2027-11-21',
        state: 'valid',
      },
      statusAsOf: '2026-11-22T07:59:55.000Z',
      nextUpdate: '2026-11-22T08:00:55.000Z',
      trustListNumber: 7,
    });
  });

  it('shows only the items that were disclosed', async () => {
    const [signed] = makeSampleCredential(province).split('~');
    const found = await makeSampleVerifier(province).verify(`${signed}~`);
    expect(found.verdict).toBe('valid');
    expect(found.licence?.items).toEqual({ KZ_ZTYT: '餐饮服务经营者' });
    expect(found.licence).not.toHaveProperty('holders');
  });

  it('is verified again without asking the shelf for more than what it names', async () => {
    const verifier = makeSampleVerifier(province);
    await verifier.verify(makeSampleCredential(province));
    await verifier.verify(makeSampleCredential(province));
    const sheets = verifier.shelf.asked.filter((address) => address.includes('/sheet?digest='));
    expect(sheets).toHaveLength(1);
  });

  it('outlives the certificate of its seal', async () => {
    const year = 365 * daySeconds;
    const old = await makeSampleProvince({ sealsSince: sampleSeconds - 6 * year });
    const issuedAtSeconds = sampleSeconds - 5 * year;
    const from = issuedAtSeconds - daySeconds;
    const sheet = makeSheetFile(old, {
      draft: {
        seals: [
          {
            id: 'seal-1',
            certificate: digestOf(old.seal.certificate),
            states: [{ state: 'enabled', from }],
          },
        ],
        mayIssue: [{ type: old.type, from }],
      },
    });
    const files = { sheet, trustList: makeTrustListFile(old, sheet) };
    const verifier = makeSampleVerifier(old, { files });
    const content = { issuedAtSeconds, notBeforeSeconds: issuedAtSeconds };
    const found = await verifier.verify(makeSampleCredential(old, { content }));
    expect(told(found, 'chain', 'seal')).toBe('valid, chain passed, seal passed');
    const late = { issuedAtSeconds: sampleSeconds - 10, notBeforeSeconds: sampleSeconds - 10 };
    const refused = await verifier.verify(makeSampleCredential(old, { content: late }));
    expect(told(refused, 'chain')).toBe('invalid, chain failed chain-expired');
  });
});

describe('what is not a licence', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'licence'],
    ['an unsigned token', 'eyJhbGciOiJub25lIn0.e30.~'],
    ['a text with a line break', 'a.b.c~\n'],
  ])('fails its format: %s', async (_name, text) => {
    const found = await makeSampleVerifier(province).verify(text);
    expect(told(found, 'format')).toBe('invalid, format failed malformed');
    expect(found).not.toHaveProperty('licence');
  });

  it('leaves every other check unmade, never passed', async () => {
    const { checks } = await makeSampleVerifier(province).verify('licence');
    expect(checks.some(({ outcome }) => outcome === 'passed')).toBe(false);
  });

  it('asks the network for nothing before the signature holds (J03)', async () => {
    const verifier = makeSampleVerifier(province);
    await verifier.verify(makeSampleCredential(stranger));
    await verifier.verify('licence');
    expect(verifier.shelf.asked).toEqual([]);
  });
});

describe('signature and chain', () => {
  it('refuses a payload that was changed after signing', async () => {
    const [header, , rest] = makeSampleCredential(province).split('.');
    const [, payload] = makeSampleCredential(province).split('.');
    const found = await makeSampleVerifier(province).verify(`${header}.${payload}.${rest}`);
    expect(told(found, 'signature', 'status')).toBe(
      'invalid, signature failed signature-invalid, status indeterminate not-checked',
    );
    expect(found).not.toHaveProperty('licence');
  });

  it('refuses an unknown root', async () => {
    const found = await makeSampleVerifier(province).verify(makeSampleCredential(stranger));
    expect(told(found, 'chain')).toBe('invalid, chain failed chain-untrusted');
  });

  it('refuses a rogue authority that a seal made for itself (J04)', async () => {
    const names = { province: province.name, department: province.department };
    const rogueCa = { ...province.seal, x5c: [] };
    const rogue = await makeSampleSigner({
      ...names,
      profile: 'seal',
      commonName: '伪章（示例）',
      issuer: await makeSampleSigner({
        profile: 'sealing-ca',
        province: province.name,
        commonName: '伪（示例）',
        issuer: stranger.root,
      }),
    });
    const under = { ...rogue, x5c: [rogue.certificate, rogueCa.certificate] };
    const verifier = makeSampleVerifier(province);
    for (const signer of [rogue, under]) {
      const found = await verifier.verify(makeSampleCredential(province, { signer }));
      expect(told(found, 'chain')).toMatch(/^invalid, chain failed chain-/);
    }
  });

  it('refuses a status signer as a seal: another purpose', async () => {
    const signer = province.statusSigner;
    const found = await verifyWith({}, { signer });
    expect(told(found, 'chain')).toBe('invalid, chain failed chain-purpose');
  });

  it('refuses a licence without certificates, and one whose certificate is not one', async () => {
    for (const x5c of [[], [Uint8Array.of(0x30, 0x00)]]) {
      const found = await verifyWith({}, { content: { x5c } });
      expect(told(found, 'chain', 'format').startsWith('invalid')).toBe(true);
    }
  });

  it('refuses a signing time before the seal certificate', async () => {
    const content = {
      issuedAtSeconds: sampleSeconds - 31 * daySeconds,
      notBeforeSeconds: sampleSeconds - 31 * daySeconds,
    };
    const found = await verifyWith({}, { content });
    expect(told(found, 'chain')).toBe('invalid, chain failed chain-not-yet-valid');
  });
});
