import { describe, expect, it } from 'vitest';
import { organisationOf, readCertificate } from '../../shared/formats/certificate.ts';
import { type CertificateDraft, makeCertificate } from '../../shared/formats/certificate-making.ts';
import { purposeIds, validityOf } from '../../shared/formats/certificate-profiles.ts';
import { forgePart, without } from '../build/certificate-chain.ts';
import { noon } from '../build/certificate-forge.ts';
import { makeSigningKey } from '../build/province-chain.ts';

const now = Date.parse('2026-05-01T00:00:00Z') / 1000;
const key = makeSigningKey();
const rootName = { province: '辽宁省', commonName: '根（示例）' };
const department = {
  province: '辽宁省',
  organisation: '市场监督管理局（示例）',
  departmentCode: '11210100MB0000001X',
  commonName: '业务专用章（示例）',
};
const draftRoot: CertificateDraft = {
  profile: 'root',
  subject: rootName,
  issuer: 'itself',
  publicKeySpki: key.spki,
  ...validityOf('root', now),
  sign: key.sign,
};
// made by the first test that asks, so that a root that cannot be made fails tests and not their file
let made: Promise<CertificateDraft> | undefined;
const makeSealing = () => {
  made ??= draftSeal();
  return made;
};
async function draftSeal(): Promise<CertificateDraft> {
  const root = readCertificate(await makeCertificate(draftRoot));
  const draft = { profile: 'sealing-ca', issuer: root, ...validityOf('sealing-ca', now) } as const;
  const issuer = readCertificate(await makeCertificate({ ...draftRoot, ...draft }));
  const validity = validityOf('seal', now);
  return { ...draftRoot, profile: 'seal', issuer, subject: department, ...validity };
}
type Change = Partial<CertificateDraft>;
const make = async (change: Change) =>
  readCertificate(await makeCertificate({ ...(await makeSealing()), ...change }));
const subject = (change: Partial<CertificateDraft['subject']>): Change => ({
  subject: { ...department, ...change },
});
const serial = (first: number, length: number) => ({
  serial: new Uint8Array(length).fill(1).fill(first, 0, 1),
});
const year = (number: number) => Date.UTC(number, 0) / 1000;
const issuerEnd = () => validityOf('sealing-ca', now).notAfter;

describe('a certificate is made', () => {
  it.each<readonly [string, () => Change]>([
    ['with a serial of 8 octets', () => serial(1, 8)],
    ['with a serial of 20 octets', () => serial(0x7f, 20)],
    ['for one second', () => ({ notAfter: now })],
    ['to the end of its issuer', () => ({ notAfter: issuerEnd() })],
    [
      'with names of 64 characters',
      () => subject({ organisation: '局'.repeat(64), commonName: '章'.repeat(64) }),
    ],
  ])('%s', async (_what, change) => {
    const made = await make(change());
    const wanted = { ...(await makeSealing()), ...change() };
    expect([made.notBefore, made.notAfter]).toEqual([wanted.notBefore, wanted.notAfter]);
    if (wanted.serial) expect(made.serial).toEqual(wanted.serial);
    expect(organisationOf(made).commonName).toBe(wanted.subject.commonName);
    expect(organisationOf(made).name).toBe(wanted.subject.organisation);
  });

  it('with what its subject has, and nothing in place of what it has not', async () => {
    const plain = await make({
      profile: 'status-signer',
      subject: rootName,
      ...validityOf('status-signer', now),
    });
    expect(organisationOf(plain)).toEqual({
      country: 'CN',
      province: '辽宁省',
      commonName: '根（示例）',
    });
    const full = await make({ profile: 'status-signer', ...validityOf('status-signer', now) });
    expect(organisationOf(full).departmentCode).toBe(department.departmentCode);
  });

  it('for a province of a long name, to which it is bound', async () => {
    const province = '省'.repeat(64);
    const made = readCertificate(
      await makeCertificate({ ...draftRoot, subject: { ...rootName, province } }),
    );
    const [permitted] = made.extensions.nameConstraints?.permitted ?? [];
    expect(permitted?.base).toMatchObject({
      kind: 'directory',
      name: { parts: [[{ value: 'CN' }], [{ value: province }]] },
    });
  });

  it.each([
    [year(1950), year(2050) - 1],
    [year(2050), year(10_000) - 1],
  ])(
    'from second %d to %d, each as its year has it (RFC 5280 section 4.1.2.5)',
    async (notBefore, notAfter) => {
      const made = readCertificate(await makeCertificate({ ...draftRoot, notBefore, notAfter }));
      expect([made.notBefore, made.notAfter]).toEqual([notBefore, notAfter]);
    },
  );

  it('for the purposes of a deployment of its own', async () => {
    const purposes = { ...purposeIds, seal: '1.2.3.4' };
    const { extendedKeyUsage } = (await make({ purposes })).extensions;
    expect(extendedKeyUsage?.purposes).toEqual(['1.2.3.4']);
  });

  it('by an authority whose key is named by the leftmost 160 bits of its SHA-256 (RFC 7093)', async () => {
    const { extensions, publicKey } = await make({});
    const digest = new Uint8Array(
      await crypto.subtle.digest('SHA-256', Uint8Array.from(publicKey.bits)),
    );
    expect(extensions.subjectKeyIdentifier?.keyIdentifier).toEqual(digest.subarray(0, 20));
  });
});

describe('a certificate is not made, and no key used,', () => {
  const sign = () => Promise.reject(new Error('the key was used'));
  it.each<readonly [string, string, () => Change]>([
    ['with a serial of 7 octets', 'serial out of range', () => serial(1, 7)],
    ['with a serial of 21 octets', 'serial out of range', () => serial(1, 21)],
    ['with a serial that begins with 0', 'serial out of range', () => serial(0, 16)],
    ['with a negative serial', 'serial out of range', () => serial(0x80, 16)],
    [
      'when it ends a second before it begins',
      'ends before it begins',
      () => ({ notAfter: now - 1 }),
    ],
    ['from before 1950', 'begins before 1950', () => ({ notBefore: year(1950) - 1 })],
    ['for a second after its issuer', 'outlives its issuer', () => ({ notAfter: issuerEnd() + 1 })],
    ['for a second before its issuer', 'outlives its issuer', () => ({ notBefore: now - 1 })],
    [
      'for another province than its issuer’s',
      'issuer of another province',
      () => subject({ province: '浙江省' }),
    ],
    ['for a seal that issues itself', 'not an issuer of a seal', () => ({ issuer: 'itself' })],
    ['for a root that another issues', 'not an issuer of a root', () => ({ profile: 'root' })],
    ['without a province', 'subject name empty or too long', () => subject({ province: '' })],
    ['without a name', 'subject name empty or too long', () => subject({ commonName: '' })],
    [
      'with a name of 65 characters',
      'subject name empty or too long',
      () => subject({ commonName: '章'.repeat(65) }),
    ],
    [
      'with a department of 65 characters',
      'subject name empty or too long',
      () => subject({ organisation: '局'.repeat(65) }),
    ],
    [
      'with a province of 65 characters',
      'subject name empty or too long',
      () => subject({ province: '省'.repeat(65) }),
    ],
    [
      'for a seal of no department',
      'subject is not a department',
      () => subject({ organisation: '' }),
    ],
    [
      'for a seal without a code',
      'subject is not a department',
      () => ({ subject: { ...rootName, organisation: '局' } }),
    ],
    [
      'for a code with something before it',
      'subject is not a department',
      () => subject({ departmentCode: '111210100MB0000001X' }),
    ],
    [
      'for a code with something after it',
      'subject is not a department',
      () => subject({ departmentCode: '11210100MB0000001XX' }),
    ],
    [
      'by an authority that does not name its key',
      'issuer without key identifier',
      () => ({
        issuer: readCertificate(forgePart('authority', { authority: without('subjectKey') })),
        notBefore: noon,
        notAfter: noon,
      }),
    ],
  ])('%s', async (_what, reason, change) => {
    const made = makeCertificate({ ...(await makeSealing()), sign, ...change() });
    await expect(made).rejects.toThrow(`certificate: ${reason}`);
  });
});

describe('a certificate does not leave', () => {
  it('when our own reader would refuse it: it ends in a year of five digits', async () => {
    const notAfter = Date.parse('+010000-01-01T00:00:00Z') / 1000;
    const late = makeCertificate({ ...draftRoot, notAfter });
    await expect(late).rejects.toThrow('malformed: time-form');
  });

  it('by a key that signs in another form', async () => {
    const raw = async () => new Uint8Array(64).fill(1);
    await expect(make({ sign: raw })).rejects.toThrow('malformed: der-tag');
  });
});

it.each([
  ['root', '2046-04-30T23:59:59Z'],
  ['status-signer', '2027-04-30T23:59:59Z'],
] as const)('a %s of 1 May 2026 ends at %s', (profile, end) => {
  expect(validityOf(profile, now)).toEqual({ notBefore: now, notAfter: Date.parse(end) / 1000 });
});
