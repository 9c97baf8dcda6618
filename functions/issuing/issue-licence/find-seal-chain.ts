import { hash } from 'node:crypto';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import { certificateHashBytes } from '../../../shared/formats/cose-sign1.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import { BoundedCache } from '../../../shared/verify/bounded-cache.ts';
import type { CheckedApplication } from './check-application.ts';

/** Seals whose certificates are kept encoded. */
const maxChains = 256;

/** What both forms name the seal's key by. */
export interface SealChain {
  readonly x5c: readonly Uint8Array[];
  readonly certificateHash: Uint8Array;
}

/** A seal's chain, and the texts that it was read from. */
interface KnownChain extends SealChain {
  readonly certificate: string;
  readonly sealingCa: string;
}

/**
 * Closes the search for the certificates that go with a credential: the seal's and its issuer's, without
 * the root. The same array for the same certificates, so that its encoding is kept (`toSigningInput`).
 */
export function makeFindSealChain(directory: Directory) {
  const chains = new BoundedCache<string, KnownChain>(maxChains);
  return async ({ seal }: CheckedApplication): Promise<SealChain> => {
    const certificates = await directory.findCertificates();
    if (certificates === undefined) throw new Error('the province has no certificates yet');
    const { certificate } = seal.making;
    const { sealingCa } = certificates;
    const known = chains.get(seal.id);
    if (known?.certificate === certificate && known.sealingCa === sealingCa) return known;
    const x5c = [certificate, sealingCa].map(readBase64);
    const whole = hash('sha256', readBase64(certificate), 'buffer');
    const certificateHash = whole.subarray(0, certificateHashBytes);
    const chain = { x5c, certificateHash, certificate, sealingCa };
    chains.put(seal.id, chain);
    return chain;
  };
}
