import type { TrailFact } from '../../../shared/domain/trail.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Trail } from '../../../shared/ports/trail.ts';

export interface AppendTrailPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly trail: Pick<Trail, 'append'>;
}

export type AppendTrail = (facts: readonly TrailFact[]) => Promise<void>;

/** Puts facts into the trail: each once, however often it is told. */
export function makeAppendTrail({ clock, log, trail }: AppendTrailPorts): AppendTrail {
  return async (facts) => {
    await trail.append(facts, clock.now());
    log.note('trail.appended', { facts: facts.length });
  };
}
