import { type Pump, startPump } from './pump.ts';

/** Work that comes round by the clock. */
export interface ClockPumpOptions {
  readonly everyMilliseconds: number;
  readonly work: () => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
}

/** Does the work on every stroke, first after one period; a failed stroke is tried again after a second. */
export function startClockPump({ everyMilliseconds, work, onFault }: ClockPumpOptions): Pump {
  let isFirst = true;
  return startPump({
    onFault,
    turn: async () => {
      if (!isFirst) await work();
      isFirst = false;
      return everyMilliseconds;
    },
  });
}
