import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';
import { readAnchor } from '../audit/read-anchor.ts';
import { Usage } from '../output.ts';

/**
 * Reads `--anchor FILE` (the province asked about) and `--anchor URL=FILE` (another one).
 * @throws Usage
 */
export function readKitAnchors(given: readonly string[], province: string): readonly TrustAnchor[] {
  if (given.length === 0)
    throw new Usage('whom to trust? give --anchor FILE, the root certificate of the province');
  return given.map((one) => {
    const [, url = province, file = one] = /^(https?:\/\/[^=]+)=(.+)$/.exec(one) ?? [];
    return { certificate: readAnchor(file), provinceUrl: url.replace(/\/$/, '') };
  });
}
