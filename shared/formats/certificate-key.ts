import { readBits, readObjectIdentifier } from './der.ts';
import { type DerReader, type DerValue, malformed, tags } from './der-reader.ts';

/** AlgorithmIdentifier: what signs, or what a key is for. */
export interface AlgorithmIdentifier {
  readonly raw: Uint8Array;
  readonly algorithm: string;
  /** DER of the parameters, where there are any. */
  readonly parameters?: Uint8Array;
}

/** SubjectPublicKeyInfo. */
export interface PublicKeyInfo {
  readonly raw: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  /** The named curve of an elliptic curve key. */
  readonly curve?: string;
  /** What the BIT STRING holds: for an elliptic curve key, the point. */
  readonly bits: Uint8Array;
}

/** Object identifiers of keys, curves and signatures that a suite may name. */
export const algorithmIds = {
  ecPublicKey: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** @throws Problem `malformed` @see RFC 5280 section 4.1.1.2 */
export function readAlgorithm(value: DerValue): AlgorithmIdentifier {
  const fields = value.inside();
  const algorithm = readObjectIdentifier(fields.next(tags.objectIdentifier));
  if (fields.done) return { raw: value.whole, algorithm };
  const parameters = fields.next().whole;
  fields.close();
  return { raw: value.whole, algorithm, parameters };
}

/**
 * Reads the next value as a public key. An elliptic curve key must name its curve: explicit parameters let an
 * attacker choose the generator (CVE-2020-0601).
 * @throws Problem `malformed`
 * @see RFC 5280 section 4.1.2.7, RFC 5480 section 2.1.1
 */
export function readPublicKeyInfo(reader: DerReader): PublicKeyInfo {
  const value = reader.next(tags.sequence);
  const fields = value.inside();
  const algorithm = readAlgorithm(fields.next(tags.sequence));
  const bits = readBits(fields.next(tags.bitString));
  fields.close();
  const key = { raw: value.whole, algorithm, bits };
  if (algorithm.algorithm !== algorithmIds.ecPublicKey) return key;
  return { ...key, curve: readNamedCurve(value) };
}

function readNamedCurve(value: DerValue): string {
  const algorithm = value.inside().next(tags.sequence).inside();
  algorithm.next(tags.objectIdentifier);
  const curve = algorithm.optional(tags.objectIdentifier);
  if (curve === undefined) throw malformed('certificate-curve-not-named');
  return readObjectIdentifier(curve);
}
