import { beforeAll, describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import {
  type Certificate,
  isSelfIssued,
  organisationOf,
  readCertificate,
} from '../../shared/formats/certificate.ts';
import { makeCertificate } from '../../shared/formats/certificate-making.ts';
import { purposeIds, validityOf } from '../../shared/formats/certificate-profiles.ts';
import { makePathValidator } from '../../shared/verify/path.ts';
import { makeEs256Suites } from '../../shared/verify/path-suites.ts';
import { makeProvince, type ProvinceChain } from '../build/province-chain.ts';

const now = Date.parse('2026-05-01T00:00:00Z') / 1000;
const validate = makePathValidator(makeEs256Suites(makeNodePrimitives()));
const year = 365.25 * 86_400;

let liaoning: ProvinceChain;
let zhejiang: ProvinceChain;
beforeAll(async () => {
  liaoning = await makeProvince('辽宁省', now);
  zhejiang = await makeProvince('浙江省', now);
});

const validateIn = (province: ProvinceChain, leaf: Certificate, purpose: string) =>
  validate({
    leaf,
    intermediates: [province.certificates.sealingCa],
    anchors: [province.certificates.root],
    atSeconds: now + 60,
    purpose,
    keyUsages: ['digitalSignature'],
  });

describe('the certificates of a province', () => {
  it('make a path from a seal to the root', async () => {
    const { root, sealingCa, seal } = liaoning.certificates;
    const outcome = await validateIn(liaoning, seal, purposeIds.seal);
    expect(outcome).toEqual({ ok: true, path: [seal, sealingCa, root], anchor: root });
  });

  it('make paths of two for the signers of status lists and trust lists', async () => {
    const { statusSigner, listSigner, root } = liaoning.certificates;
    const status = await validateIn(liaoning, statusSigner, purposeIds.statusList);
    const list = await validateIn(liaoning, listSigner, purposeIds.trustList);
    expect(status).toEqual({ ok: true, path: [statusSigner, root], anchor: root });
    expect(list.ok).toBe(true);
  });

  it('are each good for nothing else', async () => {
    const { seal, statusSigner, listSigner } = liaoning.certificates;
    const { seal: sealing, statusList, trustList } = purposeIds;
    const wrong = [
      [seal, statusList],
      [seal, trustList],
      [statusSigner, sealing],
      [statusSigner, trustList],
      [listSigner, sealing],
      [listSigner, statusList],
    ] as const;
    for (const [leaf, purpose] of wrong) {
      const outcome = await validateIn(liaoning, leaf, purpose);
      expect(outcome).toEqual({ ok: false, reason: 'chain-purpose' });
    }
  });

  it('are worth nothing under another province’s root', async () => {
    const outcome = await validateIn(zhejiang, liaoning.certificates.seal, purposeIds.seal);
    expect(outcome).toEqual({ ok: false, reason: 'chain-untrusted' });
  });

  it('carry the department and its code in a seal', () => {
    expect(organisationOf(liaoning.certificates.seal)).toEqual({
      country: 'CN',
      province: '辽宁省',
      name: '市场监督管理局（示例）',
      departmentCode: '11210100MB0000001X',
      commonName: '业务专用章（示例）',
    });
  });

  it('bind both authorities to their country and province', () => {
    const { root, sealingCa } = liaoning.certificates;
    for (const { extensions, subject } of [root, sealingCa]) {
      expect(extensions.nameConstraints).toMatchObject({
        critical: true,
        permitted: [{ base: { kind: 'directory', name: { parts: subject.parts.slice(0, 2) } } }],
        excluded: [],
      });
    }
  });

  it('say what each key is for, critically', () => {
    const { root, sealingCa, seal, statusSigner, listSigner } = liaoning.certificates;
    const said = [root, sealingCa, seal, statusSigner, listSigner].map(({ extensions }) => [
      extensions.keyUsage,
      extensions.basicConstraints,
      extensions.extendedKeyUsage?.critical,
    ]);
    const authority = { critical: true, usages: ['keyCertSign', 'cRLSign'] };
    const signer = { critical: true, usages: ['digitalSignature'] };
    expect(said).toEqual([
      [authority, { critical: true, ca: true, pathLength: 1 }, undefined],
      [authority, { critical: true, ca: true, pathLength: 0 }, true],
      [{ critical: true, usages: ['digitalSignature', 'nonRepudiation'] }, undefined, true],
      [signer, undefined, true],
      [signer, undefined, true],
    ]);
  });

  it('live as long as their profile says', () => {
    const { root, sealingCa, seal, statusSigner } = liaoning.certificates;
    const years = [root, sealingCa, seal, statusSigner].map(({ notBefore, notAfter }) =>
      Math.round((notAfter - notBefore) / year),
    );
    expect(years).toEqual([20, 10, 5, 1]);
    expect(validityOf('seal', now).notAfter).toBe(Date.parse('2031-04-30T23:59:59Z') / 1000);
  });

  it('have positive serials of 16 octets that differ, and name their keys', () => {
    const all = Object.values(liaoning.certificates);
    expect(new Set(all.map(({ serial }) => serial.join())).size).toBe(all.length);
    for (const { serial, extensions } of all) {
      expect(serial.length).toBe(16);
      expect(serial[0]).toBeGreaterThanOrEqual(0x40);
      expect(serial[0]).toBeLessThan(0x80);
      expect(extensions.subjectKeyIdentifier?.keyIdentifier.length).toBe(20);
      expect(extensions.authorityKeyIdentifier?.keyIdentifier?.length).toBe(20);
    }
    expect(isSelfIssued(liaoning.certificates.root)).toBe(true);
  });
});

describe('making a certificate', () => {
  const draftSeal = () => ({
    profile: 'seal' as const,
    subject: {
      province: '辽宁省',
      organisation: '市场监督管理局（示例）',
      departmentCode: '11210100MB0000001X',
      commonName: '业务专用章（示例）',
    },
    issuer: liaoning.certificates.sealingCa,
    publicKeySpki: liaoning.keys.seal.spki,
    ...validityOf('seal', now),
    sign: liaoning.keys.sealingCa.sign,
  });

  it('takes the serial it is given', async () => {
    const serial = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
    const made = readCertificate(await makeCertificate({ ...draftSeal(), serial }));
    expect(made.serial).toEqual(serial);
  });

  it('takes a deployment’s own purposes', async () => {
    const purposes = { ...purposeIds, seal: '1.2.3.4' };
    const made = readCertificate(await makeCertificate({ ...draftSeal(), purposes }));
    expect(made.extensions.extendedKeyUsage?.purposes).toEqual(['1.2.3.4']);
  });

  it.each([
    ['a serial too short', { serial: new Uint8Array(7).fill(1) }],
    ['a serial too long', { serial: new Uint8Array(21).fill(1) }],
    ['a negative serial', { serial: new Uint8Array(16).fill(0x80) }],
    ['an end before the beginning', { notAfter: now - 1 }],
    ['an end after its issuer’s', { notAfter: now + 11 * year }],
    ['a beginning before its issuer’s', { notBefore: now - 1 }],
    ['a seal that issues itself', { issuer: 'itself' as const }],
    ['a root that another issues', { profile: 'root' as const }],
  ])('refuses %s, before the key is used', async (_what, change) => {
    const sign = () => Promise.reject(new Error('the key was used'));
    await expect(makeCertificate({ ...draftSeal(), sign, ...change })).rejects.toThrow(
      /^certificate: /,
    );
  });

  it.each([
    ['another province', { province: '浙江省' }],
    ['no province', { province: '' }],
    ['no name', { commonName: '' }],
    ['a name of 65 characters', { commonName: '章'.repeat(65) }],
    ['no department', { organisation: '' }],
    ['a code that is none', { departmentCode: '11210100MB000000IX' }],
  ])('refuses a seal’s subject of %s', async (_what, change) => {
    const draft = draftSeal();
    const subject = { ...draft.subject, ...change };
    await expect(makeCertificate({ ...draft, subject })).rejects.toThrow(/^certificate: /);
  });

  it('refuses a signature that is not DER', async () => {
    const sign = async () => new Uint8Array(64);
    await expect(makeCertificate({ ...draftSeal(), sign })).rejects.toThrow(/^malformed: /);
  });
});
