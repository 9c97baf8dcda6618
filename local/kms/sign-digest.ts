import { createECDH, type KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/** Signs a 32-byte digest as it stands; gives the DER form. */
export type DigestSigner = (digest: Buffer) => Buffer;

const scalars = p256.Point.Fn;
const nonces = createECDH('prime256v1');

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** A fresh random nonce and the x coordinate of its point, both made by OpenSSL. */
function drawNonce(): { readonly nonce: bigint; readonly x: bigint } {
  const point = nonces.generateKeys();
  return { nonce: toInteger(nonces.getPrivateKey()), x: toInteger(point.subarray(1, 33)) };
}

/**
 * ECDSA over P-256 of a given digest. `crypto.sign` cannot do this: it hashes what it is given, also with a null
 * algorithm. The one costly step, the nonce's point, is OpenSSL's; the arithmetic modulo the group order is that of
 * noble, whose own `sign` does the whole in JavaScript at a sixth of the speed. Not constant-time, hence for the
 * embedded run only.
 * @see FIPS 186-5 §6.4.1, with a nonce by §A.3
 */
export function makeDigestSigner(privateKey: KeyObject): DigestSigner {
  const secret = toInteger(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
  return function signDigest(digest) {
    const { nonce, x } = drawNonce();
    const r = scalars.create(x);
    const s = scalars.mul(scalars.inv(nonce), scalars.create(toInteger(digest) + r * secret));
    if (r === 0n || s === 0n) return signDigest(digest);
    return Buffer.from(new p256.Signature(r, s).toBytes('der'));
  };
}
