import { readBase64 } from '../formats/base64url.ts';
import type { TrustAnchor } from './signer-chains.ts';

/**
 * Reads the province's own trust anchors as configuration has them: several while a root is replaced.
 * @param text DER root certificates, base64, separated by commas
 * @throws Problem `malformed` (`base64`); the certificates are read where they are used
 * @throws Error when there is none: a verifier that trusts nobody would call every licence invalid
 */
export function readTrustAnchors(text: string, provinceUrl: string): readonly TrustAnchor[] {
  const anchors = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => ({ certificate: readBase64(one), provinceUrl }));
  if (anchors.length === 0) throw new Error('no trust anchor is configured');
  return anchors;
}
