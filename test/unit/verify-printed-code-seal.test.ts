import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/formats/base64url.ts';
import type { SheetSeal } from '../../shared/formats/department-sheet.ts';
import { digestOf } from '../build/digest-of.ts';
import { makeSampleVerifier, type ProvinceFiles } from '../build/presented.ts';
import { hashOfCertificate, makeProvinceCode } from '../build/printed-codes.ts';
import {
  daySeconds,
  makeSampleSigner,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, stranger, sealWith, sheetOf } = await makeScene();

type Changes = Parameters<typeof makeProvinceCode>[1];
const verifyCode = (printedCode: string, files: ProvinceFiles = {}) =>
  makeSampleVerifier(province, { files }).present({ printedCode });
const verifyWith = (files: ProvinceFiles, changes: Changes = {}) =>
  verifyCode(makeProvinceCode(province, changes), files);

describe('its seal', () => {
  it.each<readonly [string, Partial<SheetSeal>]>([
    ['seal-suspended', { states: [{ state: 'suspended', from: sampleSeconds - 7200 }] }],
    ['seal-cancelled', { states: [{ state: 'cancelled', from: sampleSeconds - 7200 }] }],
    ['seal-compromised', { compromisedFrom: sampleSeconds - 7200 }],
    ['seal-unknown', { certificate: digestOf('another') }],
  ])('is refused with %s', async (reason, change) => {
    expect(told(await verifyWith(sealWith(change)), 'seal')).toBe(`invalid, seal failed ${reason}`);
  });

  it('is in doubt, and not refused, where the sheet cannot be had', async () => {
    const verifier = makeSampleVerifier(province);
    verifier.shelf.files.delete(`${province.url}/departments/${province.department.code}/sheet`);
    const found = await verifier.present({ printedCode: makeProvinceCode(province) });
    expect(told(found, 'chain')).toBe('indeterminate, chain indeterminate sheet-unreachable');
  });

  it('is in doubt where the sheet does not hold its certificate', async () => {
    const { der: _, ...without } = {
      id: 'seal-1',
      der: province.seal.certificate,
      certificate: digestOf(province.seal.certificate),
      states: [{ state: 'enabled', from: sampleSeconds - daySeconds }] as const,
    };
    const found = await verifyWith(sheetOf({ draft: { seals: [without] } }));
    expect(told(found, 'chain', 'signature')).toBe(
      'indeterminate, chain indeterminate seal-certificate-unpublished, signature indeterminate not-checked',
    );
  });

  it('is not another certificate than the one whose digest the sheet names', async () => {
    const found = await verifyWith(sealWith({ der: stranger.seal.certificate }));
    expect(found.verdict).toBe('invalid');
    expect(found).not.toHaveProperty('licence');
  });

  it('is named by a hash that two certificates of a sheet do not share', async () => {
    const certificate = digestOf(province.seal.certificate);
    const der = province.seal.certificate;
    // the same first 64 bits, another digest
    const bytes = Buffer.from(certificate, 'base64url').fill(0, 8);
    const states = [{ state: 'enabled', from: sampleSeconds - daySeconds }] as const;
    const seals = [
      { id: 'seal-1', certificate, der, states },
      { id: 'seal-2', certificate: toBase64url(bytes), der, states },
    ];
    const found = await verifyWith(sheetOf({ draft: { seals } }));
    expect(told(found, 'seal')).toBe('invalid, seal failed seal-unknown');
  });

  it('that a held list does not know yet is asked for once more', async () => {
    const verifier = makeSampleVerifier(province);
    const names = { province: province.name, department: province.department };
    const seal = await makeSampleSigner({
      ...names,
      profile: 'seal',
      issuer: province.sealingCa,
      commonName: '新章（示例）',
    });
    const changes = {
      certificateHash: hashOfCertificate(seal.certificate),
      issuedAtSeconds: sampleSeconds - 30,
    };
    const printedCode = makeProvinceCode(province, changes, seal);
    const found = await verifier.present({ printedCode });
    expect(told(found, 'seal')).toBe('indeterminate, seal indeterminate trust-list-behind');
    const states = [{ state: 'enabled', from: sampleSeconds - 40 }] as const;
    const added = {
      id: 'seal-2',
      certificate: digestOf(seal.certificate),
      der: seal.certificate,
      states,
    };
    const sheet = makeSheetFile(province, { draft: { number: 2, seals: [added] } });
    const newer = { number: 8, issuedAt: sampleSeconds - 5 };
    const trustList = makeTrustListFile(province, sheet, { draft: newer });
    verifier.shelf.put(`${province.url}/departments/${province.department.code}/sheet`, sheet);
    verifier.shelf.put(`${province.url}/trust-list`, trustList);
    expect((await verifier.present({ printedCode })).verdict).toBe('valid');
  });
});
