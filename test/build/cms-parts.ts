import { cmsIds } from '../../shared/formats/cms-identifiers.ts';
import { toDerSignature } from '../../shared/formats/der.ts';
import { constructedTag, tags } from '../../shared/formats/der-reader.ts';
import {
  derObjectIdentifier as derId,
  derSequence,
  derSetOf,
  derSmallInteger,
  toDer,
} from '../../shared/formats/der-writer.ts';
import { toBytes } from './small-documents.ts';

export const none = new Uint8Array();
export const derNull = Uint8Array.of(tags.null, 0);
export const digestOf = (fill: number) => toDer(tags.octetString, new Uint8Array(32).fill(fill));
export const attribute = (id: string, ...values: Uint8Array[]) =>
  derSequence(derId(id), toDer(tags.set, ...values));
export const algorithm = (id: string, ...parameters: Uint8Array[]) =>
  derSequence(derId(id), ...parameters);
export const sha256Algorithm = algorithm(cmsIds.sha256);
export const ecdsaWithSha256 = algorithm('1.2.840.10045.4.3.2');
export const raw = new Uint8Array(64).fill(0x22);

/** What of a certificate a signature is compared with: serial and issuer. */
export const certificate = (
  serial: number,
  issuer: string,
  version = toDer(constructedTag(0), derSmallInteger(2)),
) =>
  derSequence(
    derSequence(
      version,
      derSmallInteger(serial),
      sha256Algorithm,
      derSequence(toDer(tags.utf8String, toBytes(issuer))),
    ),
  );
export const signerId = (serial: number, issuer: string) =>
  derSequence(derSequence(toDer(tags.utf8String, toBytes(issuer))), derSmallInteger(serial));
export const leaf = certificate(7, 'CA');
export const above = certificate(1, 'root');

export const contentType = attribute(cmsIds.contentType, derId(cmsIds.data));
export const messageDigest = attribute(cmsIds.messageDigest, digestOf(1));
/** SigningCertificateV2, its one ESSCertIDv2 with the digest alone: SHA-256 is what is meant (RFC 5035 section 4). */
export const signingCertificate = attribute(
  cmsIds.signingCertificateV2,
  derSequence(derSequence(derSequence(digestOf(2)))),
);
export const signingTime = attribute(
  cmsIds.signingTime,
  toDer(tags.utcTime, toBytes('261122080000Z')),
);
export const timeStamp = attribute(cmsIds.signatureTimeStamp, derSequence());

/** The parts of SignedData and its SignerInfo, RFC 5652 section 5.1 and 5.3, each as DER. */
const usual = {
  type: derId(cmsIds.signedData),
  version: derSmallInteger(1),
  digests: derSetOf(sha256Algorithm),
  content: derSequence(derId(cmsIds.data)),
  certificates: toDer(constructedTag(0), leaf, above),
  crls: none,
  signerVersion: derSmallInteger(1),
  signerId: signerId(7, 'CA'),
  digest: sha256Algorithm,
  // in the order of their octets
  attributes: toDer(constructedTag(0), contentType, messageDigest, signingCertificate),
  algorithm: ecdsaWithSha256,
  signature: toDer(tags.octetString, toDerSignature(raw)),
  unsigned: none,
  afterSigner: none,
  otherSigners: none,
  afterData: none,
  after: none,
};
export type CmsParts = { readonly [name in keyof typeof usual]: Uint8Array };

export function toCmsOf(changes: Partial<CmsParts> = {}): Uint8Array {
  const part = { ...usual, ...changes };
  const signer = derSequence(
    ...[part.signerVersion, part.signerId, part.digest, part.attributes, part.algorithm],
    ...[part.signature, part.unsigned, part.afterSigner],
  );
  const signers = toDer(tags.set, signer, part.otherSigners);
  const data = derSequence(
    ...[part.version, part.digests, part.content, part.certificates, part.crls, signers],
    part.afterData,
  );
  return derSequence(part.type, toDer(constructedTag(0), data), part.after);
}
