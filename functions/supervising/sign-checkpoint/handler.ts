import type { Log } from '../../../shared/ports/log.ts';
import type { SignCheckpoint } from './sign-checkpoint.ts';

/** Runs on the clock, once a minute. */
export function makeSignCheckpointHandler(sign: SignCheckpoint, log: Log) {
  return async (): Promise<void> => {
    const kept = await sign();
    if (kept !== undefined) log.note('trail.signed', { sequence: kept.sequence });
  };
}
