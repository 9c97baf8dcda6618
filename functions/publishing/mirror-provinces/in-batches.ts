import type { Mirroring } from './mirror-ports.ts';

/** Files fetched side by side from one province. */
const batchSize = 8;

/** Does it for each, some at a time, as long as there is time; gives what was done. */
export async function inBatches<Thing, Done>(
  { ports, until }: Pick<Mirroring, 'ports' | 'until'>,
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Done>,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (let at = 0; at < things.length && ports.clock.now() < until; at += batchSize) {
    done.push(...(await Promise.all(things.slice(at, at + batchSize).map(work))));
  }
  return done;
}
