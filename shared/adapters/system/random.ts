import { randomBytes } from 'node:crypto';
import type { RandomBytes } from '../../ports/random.ts';

/** The operating system's random bytes. */
export const systemRandom: RandomBytes = (lengthBytes) => new Uint8Array(randomBytes(lengthBytes));
