import { makeDynamoClient } from '../adapters/aws/dynamo-client.ts';
import { makeDynamoTurns } from '../adapters/aws/dynamo-writing-turns.ts';
import { fence } from '../adapters/aws/fence.ts';
import { makeSystemClock } from '../adapters/system/system-clock.ts';
import { readClockOffset } from '../config/variables.ts';
import { readWritingRegions } from '../config/writing-regions.ts';
import type { Queue } from '../ports/queue.ts';
import { isOwnTurn, type WritingTurns } from '../ports/writer-lease.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const known = new WeakMap<Environment, WritingTurns>();

/** The turns of the Region that a function runs in: asked once for the whole container. */
export function ownTurns(environment: Environment): WritingTurns {
  const found = known.get(environment);
  if (found !== undefined) return found;
  const clock = makeSystemClock(readClockOffset(environment));
  const turns = makeDynamoTurns({ ...readWritingRegions(environment), clock });
  known.set(environment, turns);
  return turns;
}

/**
 * The DynamoDB client of functions that write what both Regions of a province hold copies of: it
 * writes in this Region's turn only.
 */
export function makeWritersClient(environment: Environment) {
  return fence(makeDynamoClient(), ownTurns(environment));
}

/**
 * What a clock, a queue or a stream calls in both Regions, done by the one that writes. The other one
 * lets it go: its clocks make up for it when its turn comes.
 */
export function whenWriting<Event, Answer>(
  environment: Environment,
  handler: (event: Event) => Promise<Answer>,
): (event: Event) => Promise<Answer | undefined> {
  return async (event) => ((await isOwnTurn(ownTurns(environment))) ? handler(event) : undefined);
}

/** A queue that takes what the Region sends in its turn, and lets all else go. */
export function whenWritingTo<Notice>(
  environment: Environment,
  queue: Queue<Notice>,
): Queue<Notice> {
  return { send: whenWriting(environment, (notice: Notice) => queue.send(notice)) };
}

/**
 * Whose name the journal of issuing bears: the province's first Region, whichever writes.
 * @param regionName this Region's
 */
export const journalOf = (environment: Environment, regionName: string): string =>
  readWritingRegions(environment, regionName).regions[0];

/** The table that counts once for both Regions, where the lease lies; undefined with one Region. */
export function countedOnce(environment: Environment) {
  const { lease } = readWritingRegions(environment);
  return lease && { client: makeDynamoClient({ region: lease.awsRegion }), table: lease.table };
}
