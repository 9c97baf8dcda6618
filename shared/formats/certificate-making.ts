import type { Extension, JsonNameParams } from '@peculiar/x509';
import { type Certificate, organisationOf, readCertificate } from './certificate.ts';
import { readPublicKeyInfo } from './certificate-key.ts';
import { attributeTypes } from './certificate-name.ts';
import {
  type ProfileName,
  type PurposeIds,
  profileOf,
  purposeIds,
} from './certificate-profiles.ts';
import { toHex, toRawSignature } from './der.ts';
import { constructedTag, DerReader } from './der-reader.ts';
import { derSequence, toDer } from './der-writer.ts';

/** Whom a certificate is for. A seal's names its department and the department's code (`docs/trust.md`). */
export interface CertificateSubject {
  /** 省级行政区, for instance 辽宁省; stands in every subject and binds every authority. */
  readonly province: string;
  readonly organisation?: string;
  /** 18-character unified social credit code 统一社会信用代码. */
  readonly departmentCode?: string;
  readonly commonName: string;
}

/** Everything a certificate is made from. Times are in seconds since the epoch, both inclusive. */
export interface CertificateDraft {
  readonly profile: ProfileName;
  readonly subject: CertificateSubject;
  readonly issuer: Certificate | 'itself';
  /** SubjectPublicKeyInfo, DER, of a P-256 key. */
  readonly publicKeySpki: Uint8Array;
  /** 8 to 20 octets, the first from 01 to 7F; random when left out. */
  readonly serial?: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  /** ECDSA over the SHA-256 of these octets with the issuer's key; gives DER as KMS does. */
  readonly sign: (tbs: Uint8Array) => Promise<Uint8Array>;
  /** Where a deployment has its own. */
  readonly purposes?: PurposeIds;
}

type X509 = typeof import('@peculiar/x509');

/** Loaded when the first certificate is made: it is longer in starting than all else that a function brings. */
async function loadX509(): Promise<X509> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

const nameConstraintsId = '2.5.29.30';
const departmentCode = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const maxNameLength = 64;
/** 1950-01-01: a UTCTime of an earlier year says one of the century after. @see RFC 5280 section 4.1.2.5 */
const firstSecond = -631_152_000;
const keyIdentifierOctets = 20;
const algorithm = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };

/**
 * Makes one certificate by its profile and reads it back, so that nothing leaves here that our reader refuses.
 * The issuer's key stays where it is: only octets to sign go out.
 * @returns DER
 * @see RFC 5280 section 4.1, `docs/trust.md`
 */
export async function makeCertificate(draft: CertificateDraft): Promise<Uint8Array> {
  requireIssuable(draft);
  const x509 = await loadX509();
  const { Name, X509CertificateGenerator } = x509;
  const subject = new Name(toJsonName(draft.subject));
  const made = await X509CertificateGenerator.create(
    {
      serialNumber: toHex(draft.serial ?? makeSerial()),
      subject,
      issuer:
        draft.issuer === 'itself' ? subject : new Name(toArrayBuffer(draft.issuer.subject.raw)),
      notBefore: new Date(draft.notBefore * 1000),
      notAfter: new Date(draft.notAfter * 1000),
      publicKey: toArrayBuffer(draft.publicKeySpki),
      signingKey: { algorithm },
      signingAlgorithm: algorithm,
      extensions: await makeExtensions(draft, x509),
    },
    makeSigningCrypto(draft),
  );
  const der = new Uint8Array(made.rawData);
  readCertificate(der);
  return der;
}

/** 127 bits, of which 126 are random: positive, and always of 16 octets. */
function makeSerial(): Uint8Array {
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** A draft that would not validate is a fault of ours, found before the key is used. */
function requireIssuable(draft: CertificateDraft): void {
  const { issuer, notBefore, notAfter, profile, serial, subject } = draft;
  requireSubject(draft);
  requirePeriod(draft);
  if (serial && (serial.length < 8 || serial.length > 20 || !isPositive(serial))) {
    throw new Error('certificate: serial out of range');
  }
  if ((issuer === 'itself') !== (profileOf(profile).issuedBy === 'itself')) {
    throw new Error(`certificate: not an issuer of a ${profile}`);
  }
  if (issuer === 'itself') return;
  if (notBefore < issuer.notBefore || notAfter > issuer.notAfter) {
    throw new Error('certificate: outlives its issuer');
  }
  if (organisationOf(issuer).province !== subject.province) {
    throw new Error('certificate: issuer of another province');
  }
}

function requirePeriod({ notBefore, notAfter }: CertificateDraft): void {
  if (notAfter < notBefore) throw new Error('certificate: ends before it begins');
  if (notBefore < firstSecond) throw new Error('certificate: begins before 1950');
}

function isPositive([first = 0]: Uint8Array): boolean {
  return first > 0 && first < 0x80;
}

function requireSubject({ profile, subject }: CertificateDraft): void {
  const { province, organisation = '', commonName } = subject;
  const names = [province, organisation, commonName];
  if (names.some((name) => name.length > maxNameLength) || province === '' || commonName === '') {
    throw new Error('certificate: subject name empty or too long');
  }
  if (profileOf(profile).forDepartment === undefined) return;
  if (organisation === '' || !departmentCode.test(subject.departmentCode ?? '')) {
    throw new Error('certificate: subject is not a department');
  }
}

/** Country, province, organisation, code, common name: in this order, so that a province's names are one subtree. */
function toJsonName(subject: CertificateSubject): JsonNameParams {
  const { organisation, departmentCode: code } = subject;
  return [
    ...toProvinceName(subject.province),
    ...(organisation ? [{ [attributeTypes.organisation]: [{ utf8String: organisation }] }] : []),
    ...(code ? [{ [attributeTypes.organisationIdentifier]: [{ utf8String: code }] }] : []),
    { [attributeTypes.commonName]: [{ utf8String: subject.commonName }] },
  ];
}

function toProvinceName(province: string): JsonNameParams {
  return [
    { [attributeTypes.country]: [{ printableString: 'CN' }] },
    { [attributeTypes.province]: [{ utf8String: province }] },
  ];
}

async function makeExtensions(draft: CertificateDraft, x509: X509): Promise<Extension[]> {
  const profile = profileOf(draft.profile);
  const own = await toKeyIdentifier(draft.publicKeySpki);
  const issuer = draft.issuer === 'itself' ? own : keyIdentifierOf(draft.issuer);
  const usages = profile.keyUsages.reduce((flags, usage) => flags | x509.KeyUsageFlags[usage], 0);
  const extensions: Extension[] = [
    new x509.KeyUsagesExtension(usages, true),
    new x509.SubjectKeyIdentifierExtension(toHex(own)),
    new x509.AuthorityKeyIdentifierExtension(toHex(issuer)),
  ];
  if (profile.pathLength !== undefined) {
    extensions.push(new x509.BasicConstraintsExtension(true, profile.pathLength, true));
    extensions.push(makeNameConstraints(draft.subject.province, x509));
  }
  if (profile.purpose !== undefined) {
    const purpose = (draft.purposes ?? purposeIds)[profile.purpose];
    extensions.push(new x509.ExtendedKeyUsageExtension([purpose], true));
  }
  return extensions;
}

/** Only names of this country and province may stand below. @see RFC 5280 section 4.2.1.10 */
function makeNameConstraints(province: string, x509: X509): Extension {
  const name = new Uint8Array(new x509.Name(toProvinceName(province)).toArrayBuffer());
  const subtree = derSequence(toDer(constructedTag(4), name));
  const value = derSequence(toDer(constructedTag(0), subtree));
  return new x509.Extension(nameConstraintsId, true, toArrayBuffer(value));
}

/** The leftmost 160 bits of the SHA-256 of the key. @see RFC 7093 section 2 (1) */
async function toKeyIdentifier(spki: Uint8Array): Promise<Uint8Array> {
  const { bits } = readPublicKeyInfo(new DerReader(spki));
  const digest = await crypto.subtle.digest('SHA-256', toArrayBuffer(bits));
  return new Uint8Array(digest).subarray(0, keyIdentifierOctets);
}

function keyIdentifierOf({ extensions }: Certificate): Uint8Array {
  const identifier = extensions.subjectKeyIdentifier?.keyIdentifier;
  if (identifier === undefined) throw new Error('certificate: issuer without key identifier');
  return identifier;
}

/** The one operation the generator needs; it wants r‖s where KMS gives DER. */
function makeSigningCrypto({ sign }: CertificateDraft) {
  const subtle = {
    sign: async (_algorithm: unknown, _key: unknown, tbs: ArrayBuffer) =>
      toArrayBuffer(toRawSignature(await sign(new Uint8Array(tbs)))),
  };
  return { subtle };
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
