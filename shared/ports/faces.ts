import type { Face } from '../domain/face.ts';
import type { LicenceId } from '../domain/ids.ts';

/**
 * Records of faces, in the register. Durable, consistent. Trusted: an attempt is on record before the
 * seal's key is used for it, among the uses of the seal.
 */
export interface Faces {
  find(id: LicenceId, version: number): Promise<Face | undefined>;
  /** Records an attempt and the use of the seal, if no other was recorded since the one before it. */
  recordAttempt(face: Face): Promise<'recorded' | 'moved'>;
  /** Notes that the file of an attempt lies in the store, if no other attempt was recorded since. */
  complete(face: Face): Promise<'completed' | 'moved'>;
}
