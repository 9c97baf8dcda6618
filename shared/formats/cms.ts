import { algorithmIds, readAlgorithm } from './certificate-key.ts';
import { readTime } from './certificate-time.ts';
import { cmsIds } from './cms-identifiers.ts';
import { readObjectIdentifier, readSmallInteger, toRawSignature } from './der.ts';
import {
  constructedTag,
  type DerReader,
  type DerValue,
  malformed,
  readDer,
  tags,
} from './der-reader.ts';
import { compareOctets, isSameOctets } from './octets.ts';

/** A detached CMS signature of ours, taken apart; nothing in it is verified yet. */
export interface CmsParts {
  /** Signer first; DER. */
  readonly chain: readonly Uint8Array[];
  /** DER of the SET of signed attributes, as it is hashed for the signature. */
  readonly signedAttributes: Uint8Array;
  /** What the signer says is the SHA-256 of the document. */
  readonly messageDigest: Uint8Array;
  /** What the signer says is the SHA-256 of its certificate. */
  readonly certificateDigest: Uint8Array;
  /** Seconds since 1970, where it is said here. */
  readonly signingTime?: number;
  /** r‖s, 64 bytes. */
  readonly signature: Uint8Array;
  readonly hasTimeStamp: boolean;
}

const maxBytes = 64 * 1024;
const maxCertificates = 8;

function expectId(reader: DerReader, id: string): void {
  if (readObjectIdentifier(reader.next(tags.objectIdentifier)) !== id) throw malformed('cms-type');
}

function expectVersion1(reader: DerReader): void {
  if (readSmallInteger(reader.next(tags.integer)) !== 1) throw malformed('cms-version');
}

/** An algorithm without parameters, or with the NULL that some write. */
function expectAlgorithm(value: DerValue, id: string): void {
  const { algorithm, parameters } = readAlgorithm(value);
  const isPlain =
    parameters === undefined || (parameters.length === 2 && parameters[0] === tags.null);
  if (algorithm !== id || !isPlain) throw malformed('cms-algorithm');
}

/** What a wrapper `[n]` or a set holds, which is one value. */
function onlyIn(value: DerValue, tag: number): DerValue {
  const reader = value.inside();
  const only = reader.next(tag);
  reader.close();
  return only;
}

/**
 * Reads a detached CMS signature. Strict: DER throughout, one signer, SHA-256, no content, and of
 * attributes exactly those that a seal's signature has.
 * @throws Problem `malformed` with a reason beginning with `cms-` or `der-`
 * @see RFC 5652 section 5, EN 319 122-1 section 6.3
 */
export function readCms(der: Uint8Array): CmsParts {
  if (der.length > maxBytes) throw malformed('cms-size');
  const outer = readDer(der, tags.sequence).inside();
  expectId(outer, cmsIds.signedData);
  const fields = onlyIn(outer.next(constructedTag(0)), tags.sequence).inside();
  outer.close();
  expectVersion1(fields);
  expectAlgorithm(onlyIn(fields.next(tags.set), tags.sequence), cmsIds.sha256);
  const content = fields.next(tags.sequence).inside();
  expectId(content, cmsIds.data);
  content.close();
  const certificates = fields.next(constructedTag(0)).inside().rest();
  const signer = readSigner(onlyIn(fields.next(tags.set), tags.sequence).inside());
  fields.close();
  const { signerId, ...parts } = signer;
  return { chain: orderChain(certificates, signerId), ...parts };
}

/** The signer's certificate first; each is a certificate's own octets. */
function orderChain(
  certificates: readonly DerValue[],
  signerId: Uint8Array,
): readonly Uint8Array[] {
  if (certificates.length > maxCertificates) throw malformed('cms-certificates');
  const all = certificates.map(({ tag, whole }) => {
    if (tag !== tags.sequence) throw malformed('cms-certificates');
    return whole;
  });
  const signers = all.filter((one) => isSameOctets(signerIdOf(one), signerId));
  const [signer] = signers;
  if (signer === undefined || signers.length > 1) throw malformed('cms-signer-certificate');
  return [signer, ...all.filter((one) => one !== signer)];
}

/** Issuer and serial of a certificate, one behind the other. */
function signerIdOf(certificate: Uint8Array): Uint8Array {
  const fields = readDer(certificate, tags.sequence).inside().next(tags.sequence).inside();
  fields.optional(constructedTag(0));
  const serial = fields.next(tags.integer).whole;
  fields.next(tags.sequence);
  return Uint8Array.from([...fields.next(tags.sequence).whole, ...serial]);
}

function readSigner(fields: DerReader) {
  expectVersion1(fields);
  const signerId = fields.next(tags.sequence).content;
  expectAlgorithm(fields.next(tags.sequence), cmsIds.sha256);
  const signed = fields.next(constructedTag(0));
  expectAlgorithm(fields.next(tags.sequence), algorithmIds.ecdsaWithSha256);
  const signature = toRawSignature(fields.next(tags.octetString).content);
  const unsigned = fields.optional(constructedTag(1));
  fields.close();
  const signedAttributes = signed.whole.slice();
  signedAttributes[0] = tags.set;
  return {
    ...readSignedAttributes(signed),
    ...{ signerId, signedAttributes, signature },
    hasTimeStamp: unsigned !== undefined && readUnsigned(unsigned),
  };
}

/** Attributes by their type, each with its one value; in their one order, none twice. */
function readAttributes(value: DerValue): ReadonlyMap<string, DerValue> {
  const found = new Map<string, DerValue>();
  let last: Uint8Array | undefined;
  for (const one of value.inside().rest()) {
    if (one.tag !== tags.sequence) throw malformed('cms-attribute');
    if (last !== undefined && compareOctets(last, one.whole) >= 0) throw malformed('cms-order');
    last = one.whole;
    const fields = one.inside();
    const id = readObjectIdentifier(fields.next(tags.objectIdentifier));
    const values = fields.next(tags.set).inside();
    if (found.has(id)) throw malformed('cms-attribute');
    found.set(id, values.next());
    values.close();
    fields.close();
  }
  return found;
}

function readSignedAttributes(signed: DerValue) {
  const attributes = readAttributes(signed);
  const take = (id: string) => {
    const value = attributes.get(id);
    if (value === undefined) throw malformed('cms-attribute-missing');
    return value;
  };
  const known: readonly string[] = Object.values(cmsIds);
  if ([...attributes.keys()].some((id) => !known.includes(id))) throw malformed('cms-attribute');
  if (readObjectIdentifier(take(cmsIds.contentType)) !== cmsIds.data) throw malformed('cms-type');
  const time = attributes.get(cmsIds.signingTime);
  return {
    messageDigest: readDigest(take(cmsIds.messageDigest)),
    certificateDigest: readCertificateDigest(take(cmsIds.signingCertificateV2)),
    ...(time === undefined ? {} : { signingTime: readTime(time) }),
  };
}

function readDigest(value: DerValue): Uint8Array {
  if (value.tag !== tags.octetString || value.content.length !== 32) throw malformed('cms-digest');
  return value.content;
}

/** Of the first certificate named, by SHA-256, which is meant where no algorithm is named. @see RFC 5035 section 4 */
function readCertificateDigest(value: DerValue): Uint8Array {
  if (value.tag !== tags.sequence) throw malformed('cms-certificate-digest');
  const fields = value.inside().next(tags.sequence).inside().next(tags.sequence).inside();
  return readDigest(fields.next(tags.octetString));
}

/** A time-stamp token may stand there; nothing else. */
function readUnsigned(value: DerValue): boolean {
  const ids = [...readAttributes(value).keys()];
  if (ids.some((id) => id !== cmsIds.signatureTimeStamp)) throw malformed('cms-attribute');
  return ids.length > 0;
}
