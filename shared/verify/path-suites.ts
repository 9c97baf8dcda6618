import type { SignedObject } from '../formats/certificate.ts';
import {
  type AlgorithmIdentifier,
  algorithmIds,
  type PublicKeyInfo,
} from '../formats/certificate-key.ts';
import { toRawSignature } from '../formats/der.ts';
import type { MaybePromise, Primitives } from './primitives.ts';

/** Which keys a chain may hold and how its signatures are checked; handed in, so that the validator names no algorithm. */
export interface ChainSuites {
  /** May a certificate of the chain carry this key? False for weak ones and for other suites. */
  acceptsKey(key: PublicKeyInfo): boolean;
  /** Did this key sign it? False also for an algorithm the key is not for. Never throws. */
  verifySigned(signed: SignedObject, key: PublicKeyInfo): MaybePromise<boolean>;
}

const uncompressedPoint = 0x04;
const pointBytes = 65;

/**
 * The suite of every chain of ours: `ecdsa-with-SHA256`, without parameters, under a P-256 key that names its
 * curve and gives its point uncompressed.
 * @see RFC 5758 section 3.2, RFC 5480 section 2
 */
export function makeEs256Suites(primitives: Primitives): ChainSuites {
  return {
    acceptsKey: isP256Key,
    verifySigned(signed, key) {
      const signature = findRawSignature(signed);
      if (signature === undefined || !isP256Key(key)) return false;
      const { raw: publicKey } = key;
      return primitives.verifySignature({ suite: 'ES256', publicKey, signature, data: signed.tbs });
    },
  };
}

function isP256Key({ curve, bits }: PublicKeyInfo): boolean {
  const uncompressed = bits.length === pointBytes && bits[0] === uncompressedPoint;
  return curve === algorithmIds.p256 && uncompressed;
}

function isEcdsaWithSha256({ algorithm, parameters }: AlgorithmIdentifier): boolean {
  return algorithm === algorithmIds.ecdsaWithSha256 && parameters === undefined;
}

function findRawSignature(signed: SignedObject): Uint8Array | undefined {
  if (!isEcdsaWithSha256(signed.signatureAlgorithm)) return undefined;
  try {
    return toRawSignature(signed.signature);
  } catch {
    return undefined;
  }
}
