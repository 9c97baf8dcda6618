import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readBase64 } from '../../formats/base64url.ts';
import { readCertificate } from '../../formats/certificate.ts';
import { toDerSignature } from '../../formats/der.ts';
import type { SealSignatures, SignedInput } from '../../ports/seal-signatures.ts';

const encoder = new TextEncoder();
/** Seals that one container keeps the public key of. */
const maxSeals = 256;

function readKey(certificate: string): KeyObject {
  const { publicKey } = readCertificate(readBase64(certificate));
  return createPublicKey({ key: Buffer.from(publicKey.raw), format: 'der', type: 'spki' });
}

function isOver(key: KeyObject, { signature, signingInput }: SignedInput): boolean {
  try {
    const data = typeof signingInput === 'string' ? encoder.encode(signingInput) : signingInput;
    return verify('sha256', data, key, toDerSignature(signature));
  } catch {
    return false;
  }
}

/** Checks ES256 by Node's OpenSSL; each seal's certificate is read once, the longest kept leaving first. */
export function makeNodeSealSignatures(): SealSignatures {
  const keys = new Map<string, KeyObject>();
  const findKey = (certificate: string): KeyObject => {
    const known = keys.get(certificate);
    if (known !== undefined) return known;
    const key = readKey(certificate);
    const [oldest] = keys.size >= maxSeals ? keys.keys() : [];
    if (oldest !== undefined) keys.delete(oldest);
    keys.set(certificate, key);
    return key;
  };
  return { isMadeUnder: (certificate, signed) => isOver(findKey(certificate), signed) };
}
