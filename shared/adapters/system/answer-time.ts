import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerTime } from '../../ports/answer-time.ts';

/** Strokes lie so far apart that the work, however it ends, is done before the first. */
export function makeAnswerTime(everyMilliseconds = 500): AnswerTime {
  return {
    begin() {
      const startedAt = performance.now();
      return async () => {
        const taken = performance.now() - startedAt;
        await pause(Math.ceil(taken / everyMilliseconds) * everyMilliseconds - taken);
      };
    },
  };
}
