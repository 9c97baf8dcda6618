import {
  isDueForRenewal,
  mayTakeOver,
  mayWrite,
  nextTurn,
  renewed,
  type WritingTurn,
} from '../../domain/writing-turn.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HoldTurn, Writer, WriterLease, WritingTurns } from '../../ports/writer-lease.ts';
import { Problem } from '../../problem/problem.ts';
import { makeDynamoClient } from './dynamo-client.ts';
import { makeDynamoWriterLease } from './dynamo-writer-lease.ts';

/** What keeping a turn needs. */
export interface WritingTurnsPorts {
  readonly lease: WriterLease;
  readonly clock: Clock;
  /** This Region's short name. */
  readonly region: string;
}

/** While one Region is all there is: it writes always. */
export const alwaysWriting = (writer: Writer): WritingTurns => ({ current: async () => writer });

/** Which Region this is, and where the lease lies; without one this Region writes always, under that epoch. */
export interface DynamoTurnsOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly epoch: number;
  readonly lease?: { readonly table: string; readonly awsRegion: string };
}

/** The turns of this Region, over the lease's table wherever that lies. */
export function makeDynamoTurns({ region, clock, epoch, lease }: DynamoTurnsOptions): WritingTurns {
  if (lease === undefined) return alwaysWriting({ region, epoch });
  const client = makeDynamoClient({ region: lease.awsRegion });
  return makeWritingTurns({
    ...{ region, clock },
    lease: makeDynamoWriterLease({ client, table: lease.table }),
  });
}

/** Renews this Region's own turn; undefined when it is another's, or somebody else moved it just now. */
async function renewOwn({
  lease,
  clock,
  region,
}: WritingTurnsPorts): Promise<WritingTurn | undefined> {
  const found = await lease.find();
  if (found?.region !== region) return undefined;
  const turn = renewed(found, clock.now());
  if (turn.until <= found.until) return found;
  if (await lease.replace(found, turn)) return turn;
  // Another container of this Region renewed it, or the other Region took over: what is there says which.
  const after = await lease.find();
  return after?.region === region ? after : undefined;
}

/**
 * Closes a container's knowledge of the turn over the lease. It is renewed once a quarter of a minute
 * by whoever writes; while the lease is out of reach, writing goes on until the turn that is known is
 * over. A container never takes over: that is the clock's.
 */
export function makeWritingTurns(ports: WritingTurnsPorts): WritingTurns {
  let known: WritingTurn | undefined;
  let renewing: Promise<void> | undefined;
  const renew = async () => {
    const turn = await renewOwn(ports);
    known = turn;
  };
  return {
    async current() {
      if (known === undefined || isDueForRenewal(known, ports.clock.now())) {
        renewing ??= renew().finally(() => {
          renewing = undefined;
        });
        // Out of reach: the turn that is known holds to its end.
        await renewing.catch(() => undefined);
      }
      if (known === undefined || !mayWrite(known, ports.clock.now())) {
        throw new Problem('service-unavailable', {
          retryAfterSeconds: 30,
          reason: 'region-not-writing',
        });
      }
      const { region, epoch } = known;
      return { region, epoch };
    },
  };
}

/**
 * Closes what the clock does in every Region: keep the own turn, or take over when the other Region's
 * is over on every clock and all that was begun in it has landed.
 */
export function makeHoldTurn(ports: WritingTurnsPorts): HoldTurn {
  const { lease, region } = ports;
  return async (now) => {
    const found = await lease.find();
    if (found?.region === region) return renewOwn(ports);
    if (found !== undefined && !mayTakeOver(found, now)) return undefined;
    const turn = nextTurn(found, region, now);
    return (await lease.replace(found, turn)) ? turn : undefined;
  };
}
