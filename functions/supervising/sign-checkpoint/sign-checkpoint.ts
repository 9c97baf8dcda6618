import { createHash } from 'node:crypto';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import { toCompact, toSigningInput } from '../../../shared/formats/jws.ts';
import {
  toTrailCheckpointPayload,
  trailCheckpointType,
} from '../../../shared/formats/trail-checkpoint.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { SigningKeys } from '../../../shared/ports/signing-keys.ts';
import type { KeptCheckpoint, Trail } from '../../../shared/ports/trail.ts';

export interface SignCheckpointPorts {
  readonly provinceUrl: string;
  readonly clock: Clock;
  readonly trail: Trail;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly keys: Pick<SigningKeys, 'sign'>;
  /** Good for checkpoints and nothing else. */
  readonly keyId: string;
}

/** Signs how far the trail is; gives the checkpoint, or none where another was faster. */
export type SignCheckpoint = () => Promise<KeptCheckpoint | undefined>;

/** The certificate of the trail's key, as others are to find it. @throws Error before the ceremony */
async function findChain({ directory }: SignCheckpointPorts): Promise<readonly Uint8Array[]> {
  const { trailSigner } = (await directory.findCertificates()) ?? {};
  if (trailSigner === undefined) throw new Error("the trail's key has no certificate yet");
  return [readBase64(trailSigner)];
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/**
 * Signs the trail's head as it is now, over the checkpoint before. Each minute one is made, also where
 * nothing happened: that there is none says that the trail was not watched.
 */
export function makeSignCheckpoint(ports: SignCheckpointPorts): SignCheckpoint {
  const { provinceUrl, clock, trail, keys, keyId } = ports;
  return async () => {
    // the last checkpoint first: a head that is read behind it is never older
    const last = await trail.lastCheckpoint();
    const head = await trail.head();
    const sequence = (last?.sequence ?? 0) + 1;
    const payload = toTrailCheckpointPayload({
      ...{ provinceUrl, sequence, issuedAt: Math.floor(clock.now() / 1000), ...head },
      ...(last === undefined ? {} : { before: digestOf(last.compact).toString('base64url') }),
    });
    const header = { typ: trailCheckpointType, x5c: await findChain(ports) };
    const input = toSigningInput(header, payload);
    const compact = toCompact(input, await keys.sign(keyId, digestOf(input)));
    const kept = { sequence, compact };
    return (await trail.keepCheckpoint(kept)) === 'kept' ? kept : undefined;
  };
}
