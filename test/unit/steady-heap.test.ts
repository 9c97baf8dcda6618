import { expect, it } from 'vitest';
import { inSteadyHeap } from '../../shared/adapters/system/steady-heap.ts';

it('gives what the work gives, and its error, side by side too', async () => {
  const halve = inSteadyHeap(async (number: number) => {
    if (number % 2 === 1) throw new Error('odd');
    return number / 2;
  });
  const ends = await Promise.allSettled([halve(4), halve(3), halve(8)]);
  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.message))).toEqual([
    ...[2, 'odd', 4],
  ]);
});
