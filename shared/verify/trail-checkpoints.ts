import { purposeIds } from '../formats/certificate-profiles.ts';
import { readJws } from '../formats/jws.ts';
import {
  readTrailCheckpoint,
  type TrailCheckpoint,
  trailCheckpointType,
} from '../formats/trail-checkpoint.ts';
import { Problem } from '../problem/problem.ts';
import type { Primitives } from './primitives.ts';
import { makeFindSigner, type TrustAnchor } from './signer-chains.ts';

const maxCheckpointBytes = 8192;
const profile = { purpose: purposeIds.trail, maxIntermediates: 0 };

/**
 * Opens checkpoints of one province's trail: signed by a key whose certificate is good for that and nothing
 * else, and whose chain held when it was signed (checkpoints outlive their signers' certificates).
 */
export function makeOpenCheckpoint(of: {
  readonly primitives: Primitives;
  /** The province's root. */
  readonly anchor: TrustAnchor;
}): (compact: string) => Promise<TrailCheckpoint> {
  const { primitives, anchor } = of;
  const findSigner = makeFindSigner({ primitives, anchors: [anchor], profile });
  return async (compact) => {
    const { header, payload, signature, signingText } = readJws(compact, {
      typ: trailCheckpointType,
      maxBytes: maxCheckpointBytes,
    });
    const checkpoint = readTrailCheckpoint(payload);
    const { value: signer } = await findSigner(header, checkpoint.issuedAt);
    if (signer === undefined) throw new Problem('malformed', { reason: 'trail-checkpoint-signer' });
    const { publicKey } = signer;
    const check = { suite: 'ES256', publicKey, signature, data: signingText } as const;
    if (!(await primitives.verifySignature(check))) {
      throw new Problem('malformed', { reason: 'trail-checkpoint-signature' });
    }
    if (checkpoint.provinceUrl !== anchor.provinceUrl) {
      throw new Problem('malformed', { reason: 'trail-checkpoint-iss' });
    }
    return checkpoint;
  };
}
