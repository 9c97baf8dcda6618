import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import {
  type Certificate,
  isSelfIssued,
  organisationOf,
} from '../../shared/formats/certificate.ts';
import { purposeIds, validityOf } from '../../shared/formats/certificate-profiles.ts';
import { makePathValidator } from '../../shared/verify/path.ts';
import { makeEs256Suites } from '../../shared/verify/path-suites.ts';
import { makeProvince, type ProvinceChain } from '../build/province-chain.ts';

const now = Date.parse('2026-05-01T00:00:00Z') / 1000;
const validate = makePathValidator(makeEs256Suites(makeNodePrimitives()));
const year = 365.25 * 86_400;

const makeLiaoning = () => makeProvince('辽宁省', now);

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
    const liaoning = await makeLiaoning();
    const { root, sealingCa, seal } = liaoning.certificates;
    const outcome = await validateIn(liaoning, seal, purposeIds.seal);
    expect(outcome).toEqual({ ok: true, path: [seal, sealingCa, root], anchor: root });
  });

  it('make paths of two for the signers of status lists and trust lists', async () => {
    const liaoning = await makeLiaoning();
    const { statusSigner, listSigner, root } = liaoning.certificates;
    const status = await validateIn(liaoning, statusSigner, purposeIds.statusList);
    const list = await validateIn(liaoning, listSigner, purposeIds.trustList);
    expect(status).toEqual({ ok: true, path: [statusSigner, root], anchor: root });
    expect(list.ok).toBe(true);
  });

  it('are each good for nothing else', async () => {
    const liaoning = await makeLiaoning();
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
    const liaoning = await makeLiaoning();
    const zhejiang = await makeProvince('浙江省', now);
    const outcome = await validateIn(zhejiang, liaoning.certificates.seal, purposeIds.seal);
    expect(outcome).toEqual({ ok: false, reason: 'chain-untrusted' });
  });

  it('carry the department and its code in a seal', async () => {
    const liaoning = await makeLiaoning();
    expect(organisationOf(liaoning.certificates.seal)).toEqual({
      country: 'CN',
      province: '辽宁省',
      name: '市场监督管理局（示例）',
      departmentCode: '11210100MB0000001X',
      commonName: '业务专用章（示例）',
    });
  });

  it('bind both authorities to their country and province', async () => {
    const liaoning = await makeLiaoning();
    const { root, sealingCa } = liaoning.certificates;
    for (const { extensions, subject } of [root, sealingCa]) {
      expect(extensions.nameConstraints).toMatchObject({
        critical: true,
        permitted: [{ base: { kind: 'directory', name: { parts: subject.parts.slice(0, 2) } } }],
        excluded: [],
      });
    }
  });

  it('say what each key is for, critically', async () => {
    const liaoning = await makeLiaoning();
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

  it('live as long as their profile says', async () => {
    const liaoning = await makeLiaoning();
    const { root, sealingCa, seal, statusSigner } = liaoning.certificates;
    const years = [root, sealingCa, seal, statusSigner].map(({ notBefore, notAfter }) =>
      Math.round((notAfter - notBefore) / year),
    );
    expect(years).toEqual([20, 10, 5, 1]);
    expect(validityOf('seal', now).notAfter).toBe(Date.parse('2031-04-30T23:59:59Z') / 1000);
  });

  it('have positive serials of 16 octets that differ, and name their keys', async () => {
    const liaoning = await makeLiaoning();
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
