import { type Certificate, readCertificate } from '../formats/certificate.ts';
import { attributeTypes, findAttribute } from '../formats/certificate-name.ts';
import type { JwsHeader } from '../formats/jws-header.ts';
import { Problem } from '../problem/problem.ts';
import type { Evidence } from './evidence.ts';
import { makePathValidator, type PathRequest } from './path.ts';
import { makeEs256Suites } from './path-suites.ts';
import type { MaybePromise, Primitives } from './primitives.ts';

/** A root that a verifier trusts, and the province it stands for. */
export interface TrustAnchor {
  /** DER. */
  readonly certificate: Uint8Array;
  /** The province's address, without a trailing slash. */
  readonly provinceUrl: string;
  /** Of another province: ST of all certificates under it. Nobody vouches for those of a third. */
  readonly provinceName?: string;
  /** Of another province: its code, GB/T 2260, 6 digits. */
  readonly provinceCode?: string;
  /** Seconds: what was signed from then on needs another anchor. */
  readonly until?: number;
}

/** What a signer's certificate must be good for. */
export interface SignerProfile {
  /** Extended key usage, dotted. */
  readonly purpose: string;
  /** Authorities between the signer and the root. */
  readonly maxIntermediates: number;
}

/** Whose signature it is, established by a path to an anchor. */
export interface Signer {
  /** The province whose anchor the path ends at. */
  readonly provinceUrl: string;
  /** Of another province: its code. */
  readonly provinceCode?: string;
  /** Unpadded base64url SHA-256 of the signer's certificate, DER. */
  readonly certificateDigest: string;
  /** SubjectPublicKeyInfo, DER; the same object for the same chain, so that primitives may keep the key. */
  readonly publicKey: Uint8Array;
  /** The certificate's organizationIdentifier. */
  readonly departmentCode?: string;
  /** DER of the authority that issued the signer's certificate. */
  readonly authority: Uint8Array;
  /** Seconds, both inclusive: while every certificate of the path is valid. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** What names a signer: its certificate and those above it. The same object for the same certificates. */
export type ChainHeader = Pick<JwsHeader, 'x5c'>;

/** Finds who signed, at a second; a chain that held is remembered with the time for which it holds. */
export type FindSigner = (header: ChainHeader, atSeconds: number) => MaybePromise<Evidence<Signer>>;

/** Finds signers under the anchors that hold at present: chains are remembered as long as they are the same. */
export type FindSignerUnder = (anchors: readonly TrustAnchor[]) => FindSigner;

/** What the chains of one purpose are established with. */
export interface SignerChainsOptions {
  readonly primitives: Primitives;
  readonly anchors: readonly TrustAnchor[];
  readonly profile: SignerProfile;
}

type ReadAnchor = Omit<TrustAnchor, 'certificate'> & { readonly certificate: Certificate };

/** Anchors by the array they came in, which a verifier hands to all that it asks of its chains. */
const readAnchors = new WeakMap<readonly TrustAnchor[], readonly ReadAnchor[]>();

/** Read when a chain first asks for them: reading certificates is a third of what starting costs otherwise. */
function findAnchors(anchors: readonly TrustAnchor[]): readonly ReadAnchor[] {
  const known = readAnchors.get(anchors);
  if (known !== undefined) return known;
  const read = anchors.map(readAnchor);
  readAnchors.set(anchors, read);
  return read;
}

/** Not the presented licence's fault: never a Problem. */
function readAnchor({ certificate, ...anchor }: TrustAnchor): ReadAnchor {
  try {
    return { ...anchor, certificate: readCertificate(certificate) };
  } catch (cause) {
    throw new Error('a trust anchor is not a certificate', { cause });
  }
}

/**
 * Closes the search for signers over the anchors. Only time changes a path that held, so it is kept by
 * its header (which the gate gives as one object for one text) and asked again outside that time.
 * The search throws an Error when an anchor is no certificate.
 */
export function makeFindSigner({ primitives, anchors, profile }: SignerChainsOptions): FindSigner {
  const validate = makePathValidator(makeEs256Suites(primitives));
  const remembered = new WeakMap<ChainHeader, Evidence<Signer> & { readonly value: Signer }>();

  const establish = async (header: ChainHeader, atSeconds: number): Promise<Evidence<Signer>> => {
    const trusted = findAnchors(anchors).filter(({ until }) => isBefore(atSeconds, until));
    const request = toPathRequest(header, { trusted, profile, atSeconds });
    if (request === undefined) return { reason: 'chain-malformed' };
    const outcome = await validate(request);
    if (!outcome.ok) return { reason: outcome.reason };
    const digest = await primitives.digest(request.leaf.raw);
    const anchor = trusted.find(({ certificate }) => certificate === outcome.anchor);
    if (anchor === undefined) return { reason: 'chain-untrusted' };
    if (!isWithinProvince(request.leaf, anchor)) return { reason: 'chain-name-constraint' };
    const found = { value: toSigner(outcome.path, digest, anchor) };
    remembered.set(header, found);
    return found;
  };

  return (header, atSeconds) => {
    const known = remembered.get(header);
    if (known !== undefined && isWithin(known.value, atSeconds)) return known;
    return establish(header, atSeconds);
  };
}

/** Closes the search over what does not change, one memory for each array of anchors. */
export function makeFindSignerUnder(
  options: Omit<SignerChainsOptions, 'anchors'>,
): FindSignerUnder {
  const known = new WeakMap<readonly TrustAnchor[], FindSigner>();
  return (anchors) => {
    const found = known.get(anchors) ?? makeFindSigner({ ...options, anchors });
    known.set(anchors, found);
    return found;
  };
}

function isBefore(atSeconds: number, until: number | undefined): boolean {
  return until === undefined || atSeconds < until;
}

/** Holds for a root that constrains nobody, too. @see RFC 5937 section 3.2 */
function isWithinProvince(leaf: Certificate, { provinceName }: ReadAnchor): boolean {
  if (provinceName === undefined) return true;
  return findAttribute(leaf.subject, attributeTypes.province) === provinceName;
}

function isWithin({ notBefore, notAfter }: Signer, atSeconds: number): boolean {
  return notBefore <= atSeconds && atSeconds <= notAfter;
}

interface PathQuestion {
  readonly trusted: readonly ReadAnchor[];
  readonly profile: SignerProfile;
  readonly atSeconds: number;
}

function toPathRequest(
  { x5c }: ChainHeader,
  { trusted, profile, atSeconds }: PathQuestion,
): PathRequest | undefined {
  const certificates = readCertificates(x5c ?? []);
  const [leaf, ...intermediates] = certificates ?? [];
  if (leaf === undefined) return undefined;
  return {
    leaf,
    intermediates,
    anchors: trusted.map(({ certificate }) => certificate),
    atSeconds,
    ...profile,
    keyUsages: ['digitalSignature'],
  };
}

function readCertificates(x5c: readonly Uint8Array[]): readonly Certificate[] | undefined {
  try {
    return x5c.map(readCertificate);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function toSigner(path: readonly Certificate[], digest: string, anchor: ReadAnchor): Signer {
  const { provinceUrl, provinceCode, until = Number.POSITIVE_INFINITY } = anchor;
  const [leaf, authority] = path as readonly [Certificate, Certificate];
  const departmentCode = findAttribute(leaf.subject, attributeTypes.organisationIdentifier);
  return {
    provinceUrl,
    ...(provinceCode === undefined ? {} : { provinceCode }),
    certificateDigest: digest,
    publicKey: leaf.publicKey.raw,
    ...(departmentCode === undefined ? {} : { departmentCode }),
    authority: authority.raw,
    notBefore: Math.max(...path.map(({ notBefore }) => notBefore)),
    notAfter: Math.min(until - 1, ...path.map(({ notAfter }) => notAfter)),
  };
}
