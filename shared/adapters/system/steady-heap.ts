import { setFlagsFromString } from 'node:v8';

let underWay = 0;

/** The young generation does not grow, and the old one only by a quarter of what lives before it is collected. */
const steady = ['--semi-space-growth-factor=1', '--heap-growing-percent=25'];
/** As V8 has them. */
const usual = ['--semi-space-growth-factor=2', '--heap-growing-percent=0'];

const setAll = (flags: readonly string[]) => {
  for (const flag of flags) setFlagsFromString(flag);
};

/**
 * Does work over streams of any length without letting garbage pile up: V8 would rather take memory than
 * time, up to as much again as what lives. Costs some 15 % of the work's CPU. Only these two flags are
 * looked at anew at each collection, so they may be set while V8 runs.
 */
export function inSteadyHeap<Args extends readonly unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    if (underWay === 0) setAll(steady);
    underWay += 1;
    try {
      return await work(...args);
    } finally {
      underWay -= 1;
      if (underWay === 0) setAll(usual);
    }
  };
}
