import { setTimeout as pause } from 'node:timers/promises';

/** Something that runs beside the gateway until it is stopped. */
export interface Pump {
  /** Lets the turn at work finish; resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** One pump's work. */
export interface PumpOptions {
  /** Does one turn; gives how long to wait before the next one, in milliseconds. */
  readonly turn: (signal: AbortSignal) => Promise<number>;
  /** Told of a turn that failed; the pump goes on after a second. */
  readonly onFault: (error: unknown) => void;
}

const pauseAfterFaultMilliseconds = 1000;

/** Runs turns one after another for ever: a failed turn is told and tried again, never skipped. */
export function startPump({ turn, onFault }: PumpOptions): Pump {
  const stopping = new AbortController();
  const { signal } = stopping;
  const takeTurn = async (): Promise<number> => {
    try {
      return await turn(signal);
    } catch (error) {
      if (!signal.aborted) onFault(error);
      return pauseAfterFaultMilliseconds;
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const waitMilliseconds = await takeTurn();
      await pause(waitMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = run();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
