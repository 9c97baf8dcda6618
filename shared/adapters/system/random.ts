import { randomFillSync } from 'node:crypto';
import type { RandomBytes } from '../../ports/random.ts';

const poolBytes = 4096;
let pool = new Uint8Array(0);
let used = 0;

/**
 * The operating system's random bytes, asked for by the page: asking costs more than what is asked for.
 * No byte is given twice, and none stays behind. A process that is copied while it runs would give the
 * same bytes twice: Lambda copies none of Node.
 */
export const systemRandom: RandomBytes = (lengthBytes) => {
  if (lengthBytes > poolBytes / 8) return randomFillSync(new Uint8Array(lengthBytes));
  if (used + lengthBytes > pool.length) {
    pool = randomFillSync(new Uint8Array(poolBytes));
    used = 0;
  }
  const from = used;
  used += lengthBytes;
  const bytes = pool.slice(from, used);
  pool.fill(0, from, used);
  return bytes;
};
