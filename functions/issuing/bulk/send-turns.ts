import type { TurnNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Queue } from '../../../shared/ports/queue.ts';

/** Chunks of one job that may be worked on side by side; the queue's readers bound all jobs together. */
const mostTurns = 4;

/** Says that there is work, once for each chunk, but not more often than it can be done at once: each turn that finds work says so again. */
export async function sendTurns(turns: Queue<TurnNotice>, chunks: number): Promise<void> {
  const count = Math.min(chunks, mostTurns);
  await Promise.all(Array.from({ length: count }, () => turns.send({ turn: true })));
}
