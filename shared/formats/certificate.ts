import { type CertificateExtensions, readExtensions } from './certificate-extensions.ts';
import {
  type AlgorithmIdentifier,
  type PublicKeyInfo,
  readAlgorithm,
  readPublicKeyInfo,
} from './certificate-key.ts';
import {
  attributeTypes,
  type DistinguishedName,
  findAttribute,
  readName,
} from './certificate-name.ts';
import { readTime } from './certificate-time.ts';
import { readBits, readInteger, readSmallInteger } from './der.ts';
import { constructedTag, type DerReader, malformed, readDer, tags } from './der-reader.ts';
import { isSameOctets } from './octets.ts';

/** Something an issuer signed: a certificate or a revocation list. */
export interface SignedObject {
  /** The octets that are signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** As the algorithm writes it; for ECDSA, DER. */
  readonly signature: Uint8Array;
}

/** A version 3 certificate, read strictly. Times are in seconds since the epoch, both inclusive. */
export interface Certificate extends SignedObject {
  readonly raw: Uint8Array;
  /** The INTEGER's octets; may be zero, negative or too long: path validation refuses those. */
  readonly serial: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKeyInfo;
  readonly extensions: CertificateExtensions;
}

/** What the subject says of the department, each present only where the name has it exactly once. */
export interface Organisation {
  readonly country?: string;
  readonly province?: string;
  readonly name?: string;
  /** 18-character unified social credit code 统一社会信用代码. */
  readonly departmentCode?: string;
  readonly commonName?: string;
}

const maxBytes = 131_072;
const version3 = 2;

/**
 * Reads one certificate: strict DER, version 3, inner and outer algorithm equal, no unique identifiers, every
 * extension once. Says nothing of trust: that is `shared/verify/path.ts`.
 * @throws Problem `malformed`
 * @see RFC 5280 section 4.1
 */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > maxBytes) throw malformed('certificate-size');
  const outer = readDer(der, tags.sequence).inside();
  const tbs = outer.next(tags.sequence);
  const signatureAlgorithm = readAlgorithm(outer.next(tags.sequence));
  const signature = readBits(outer.next(tags.bitString));
  outer.close();
  const fields = tbs.inside();
  const serial = readVersionAndSerial(fields);
  if (!isSameOctets(fields.next(tags.sequence).whole, signatureAlgorithm.raw)) {
    throw malformed('certificate-algorithms-differ');
  }
  const issuer = readName(fields);
  const validity = readValidity(fields);
  const subject = readName(fields);
  const publicKey = readPublicKeyInfo(fields);
  const extensions = readExtensionsField(fields);
  fields.close();
  return {
    raw: der,
    tbs: tbs.whole,
    serial,
    signatureAlgorithm,
    signature,
    issuer,
    subject,
    ...validity,
    publicKey,
    extensions,
  };
}

function readVersionAndSerial(fields: DerReader): Uint8Array {
  const version = fields.optional(constructedTag(0))?.inside();
  if (version === undefined) throw malformed('certificate-version');
  if (readSmallInteger(version.next(tags.integer)) !== version3) {
    throw malformed('certificate-version');
  }
  version.close();
  return readInteger(fields.next(tags.integer));
}

function readValidity(fields: DerReader): { notBefore: number; notAfter: number } {
  const validity = fields.next(tags.sequence).inside();
  const notBefore = readTime(validity.next());
  const notAfter = readTime(validity.next());
  validity.close();
  return { notBefore, notAfter };
}

/** Unique identifiers, which would stand before, are refused with any other unexpected field. */
function readExtensionsField(fields: DerReader): CertificateExtensions {
  const field = fields.optional(constructedTag(3))?.inside();
  if (field === undefined) return { policyRules: [], unknownCritical: [] };
  const extensions = readExtensions(field.next(tags.sequence).inside());
  field.close();
  return extensions;
}

/** Who a certificate is for: the attributes that the profiles of `docs/trust.md` give a seal's subject. */
export function organisationOf(certificate: Certificate): Organisation {
  const found = {
    country: findAttribute(certificate.subject, attributeTypes.country),
    province: findAttribute(certificate.subject, attributeTypes.province),
    name: findAttribute(certificate.subject, attributeTypes.organisation),
    departmentCode: findAttribute(certificate.subject, attributeTypes.organisationIdentifier),
    commonName: findAttribute(certificate.subject, attributeTypes.commonName),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** Subject and issuer are one: a root, or a key that an authority rolls over. */
export function isSelfIssued(certificate: Certificate): boolean {
  return isSameOctets(certificate.subject.raw, certificate.issuer.raw);
}
