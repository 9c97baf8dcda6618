import type { Clock } from '../../../shared/ports/clock.ts';
import type { HoldTurn } from '../../../shared/ports/writer-lease.ts';
import type { MendLicences } from '../mend-licences/mend-licences.ts';

/** What keeping the turn needs. */
export interface KeepTurnPorts {
  readonly hold: HoldTurn;
  readonly mending: Pick<MendLicences, 'settle'>;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** What a stroke came to: the epoch if it is this Region's turn, and what was mended on the way. */
export interface KeptTurn {
  readonly epoch?: number;
  readonly settled: number;
  readonly left: number;
}

/** The clock strikes once a minute, and a turn must not run out between two strokes. */
const rounds = 3;
const pauseMilliseconds = 20_000;

/**
 * Keeps this Region's turn to write, or takes it over when the other Region's is over; then goes
 * through what arrived in pieces. Also without a request: a Region in which nobody writes keeps its turn.
 */
export function makeKeepTurn({ hold, mending, clock, pause }: KeepTurnPorts) {
  return async (): Promise<KeptTurn> => {
    let turn = await hold(clock.now());
    const mended = await mending.settle();
    for (let round = 1; round < rounds; round += 1) {
      await pause(pauseMilliseconds);
      turn = await hold(clock.now());
    }
    return { ...(turn === undefined ? {} : { epoch: turn.epoch }), ...mended };
  };
}
