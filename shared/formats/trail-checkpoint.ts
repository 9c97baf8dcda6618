import type { TrailHead } from '../domain/trail.ts';
import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of a checkpoint's protected header. */
export const trailCheckpointType = 'trail-checkpoint+jwt';

/** How far the trail was at a moment 监察检查点, signed. Times in seconds. */
export interface TrailCheckpoint extends TrailHead {
  readonly provinceUrl: string;
  /** From 1, each one more than the last. */
  readonly sequence: number;
  readonly issuedAt: number;
  /** SHA-256 of the compact bytes of the checkpoint before it, base64url; only the first has none. */
  readonly before?: string;
}

/** The claims of a checkpoint. */
export function toTrailCheckpointPayload(one: TrailCheckpoint): JsonObject {
  const { provinceUrl, sequence, issuedAt, number, digest, before } = one;
  const payload = {
    ...{ iss: provinceUrl, iat: issuedAt, sequence, number },
    ...(number === 0 ? {} : { digest }),
    ...(before === undefined ? {} : { before }),
  };
  readTrailCheckpoint(payload);
  return payload;
}

/**
 * Reads a checkpoint's claims; the signature is the caller's.
 * @throws Problem `malformed`: `trail-checkpoint-<claim>`
 */
export function readTrailCheckpoint(payload: JsonObject): TrailCheckpoint {
  const fields = new SignedFileFields('trail-checkpoint', payload);
  const sequence = fields.positive('sequence');
  const number = fields.integer('number');
  if (fields.has('before') !== sequence > 1) throw fields.refuse('before');
  if (fields.has('digest') !== number > 0) throw fields.refuse('digest');
  return {
    provinceUrl: fields.text('iss', 512),
    issuedAt: fields.seconds('iat'),
    ...{ sequence, number, digest: number > 0 ? fields.digest('digest') : '' },
    ...(sequence > 1 ? { before: fields.digest('before') } : {}),
  };
}
