import { readJws } from '../formats/jws.ts';
import {
  readTrailCheckpoint,
  type TrailCheckpoint,
  trailCheckpointType,
} from '../formats/trail-checkpoint.ts';
import { Problem } from '../problem/problem.ts';
import type { Primitives } from './primitives.ts';

const maxCheckpointBytes = 8192;

/** Opens checkpoints of one trail: signed by its key, of its province. */
export function makeOpenCheckpoint(of: {
  readonly primitives: Pick<Primitives, 'verifySignature'>;
  /** The trail's key: SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly provinceUrl: string;
}): (compact: string) => Promise<TrailCheckpoint> {
  const { primitives, publicKey, provinceUrl } = of;
  return async (compact) => {
    const { payload, signature, signingText } = readJws(compact, {
      typ: trailCheckpointType,
      maxBytes: maxCheckpointBytes,
    });
    const check = { suite: 'ES256', publicKey, signature, data: signingText } as const;
    if (!(await primitives.verifySignature(check))) {
      throw new Problem('malformed', { reason: 'trail-checkpoint-signature' });
    }
    const checkpoint = readTrailCheckpoint(payload);
    if (checkpoint.provinceUrl !== provinceUrl) {
      throw new Problem('malformed', { reason: 'trail-checkpoint-iss' });
    }
    return checkpoint;
  };
}
