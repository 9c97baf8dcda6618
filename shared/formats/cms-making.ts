import { readCertificate } from './certificate.ts';
import { algorithmIds } from './certificate-key.ts';
import { cmsIds } from './cms-identifiers.ts';
import { toDerSignature } from './der.ts';
import { constructedTag, tags } from './der-reader.ts';
import {
  derObjectIdentifier,
  derSequence,
  derSetOf,
  derSmallInteger,
  toDer,
} from './der-writer.ts';
import { toAscii } from './document-values.ts';
import { compareOctets, joinOctets } from './octets.ts';

/** What is said about a document by signing it. */
export interface SignedAttributes {
  /** SHA-256 of the document, 32 bytes. */
  readonly messageDigest: Uint8Array;
  /** SHA-256 of the signer's certificate, 32 bytes. */
  readonly certificateDigest: Uint8Array;
  /** Seconds since 1970; a PDF says it elsewhere (EN 319 142-1), any other file says it here (EN 319 122-1). */
  readonly signingTime?: number;
}

/** The signature of a document, and whose. */
export interface CmsSignature {
  /** Signer first, then its issuer up to, not including, the root; DER. */
  readonly chain: readonly Uint8Array[];
  /** From `toSignedAttributes`. */
  readonly signedAttributes: Uint8Array;
  /** r‖s, 64 bytes. */
  readonly signature: Uint8Array;
}

const sha256Id = derSequence(derObjectIdentifier(cmsIds.sha256));

const attribute = (id: string, ...values: readonly Uint8Array[]) =>
  derSequence(derObjectIdentifier(id), derSetOf(...values));

/** UTCTime through 2049, then GeneralizedTime. @see RFC 5652 section 11.3 */
function toTime(seconds: number): Uint8Array {
  const digits = new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
  return digits < '2050'
    ? toDer(tags.utcTime, toAscii(`${digits.slice(2)}Z`))
    : toDer(tags.generalizedTime, toAscii(`${digits}Z`));
}

/**
 * The attributes that are signed: what their SHA-256 signs is a document, by whom.
 * @returns DER of the SET, as it is hashed
 * @see RFC 5652 section 5.4, EN 319 122-1 section 5
 */
export function toSignedAttributes(said: SignedAttributes): Uint8Array {
  const { messageDigest, certificateDigest, signingTime } = said;
  return derSetOf(
    attribute(cmsIds.contentType, derObjectIdentifier(cmsIds.data)),
    attribute(cmsIds.messageDigest, toDer(tags.octetString, messageDigest)),
    attribute(
      cmsIds.signingCertificateV2,
      // SHA-256 is what is meant where no algorithm is named (RFC 5035 section 4)
      derSequence(derSequence(derSequence(toDer(tags.octetString, certificateDigest)))),
    ),
    ...(signingTime === undefined ? [] : [attribute(cmsIds.signingTime, toTime(signingTime))]),
  );
}

/** Issuer and serial of the signer's certificate, as they stand in it. */
function toSignerId(certificate: Uint8Array): Uint8Array {
  const { issuer, serial } = readCertificate(certificate);
  return derSequence(issuer.raw, toDer(tags.integer, serial));
}

/**
 * A detached CMS signature, ES256, with the signer's chain.
 * @returns DER of a ContentInfo
 * @see RFC 5652 section 5
 */
export function toCms({ chain, signedAttributes, signature }: CmsSignature): Uint8Array {
  const [leaf] = chain;
  if (leaf === undefined) throw new Error('a signature without its certificate');
  const attributes = signedAttributes.slice();
  attributes[0] = constructedTag(0);
  const signer = derSequence(
    derSmallInteger(1),
    toSignerId(leaf),
    sha256Id,
    attributes,
    derSequence(derObjectIdentifier(algorithmIds.ecdsaWithSha256)),
    toDer(tags.octetString, toDerSignature(signature)),
  );
  const signedData = derSequence(
    derSmallInteger(1),
    derSetOf(sha256Id),
    derSequence(derObjectIdentifier(cmsIds.data)),
    toDer(constructedTag(0), joinOctets([...chain].sort(compareOctets))),
    derSetOf(signer),
  );
  return derSequence(derObjectIdentifier(cmsIds.signedData), toDer(constructedTag(0), signedData));
}

/** What a key has to sign, and what is said by it. */
export interface Signing {
  /** From `toSignedAttributes`. */
  readonly signedAttributes: Uint8Array;
  /** Their SHA-256. */
  readonly digest: Uint8Array;
}

/**
 * What is to be signed for a document, before any key is used: so that the digest can be recorded first.
 * @param document its bytes, in pieces
 * @param sha256 over pieces behind one another
 */
export function toSigning(
  document: readonly Uint8Array[],
  { signer, signingTime }: { readonly signer: Uint8Array; readonly signingTime?: number },
  sha256: (...pieces: readonly Uint8Array[]) => Uint8Array,
): Signing {
  const signedAttributes = toSignedAttributes({
    messageDigest: sha256(...document),
    certificateDigest: sha256(signer),
    ...(signingTime === undefined ? {} : { signingTime }),
  });
  return { signedAttributes, digest: sha256(signedAttributes) };
}
