import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localClientConfig } from '../../../local/engines/client-config.ts';
import { createTables } from '../../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { isLicenceId } from '../../../shared/domain/identifier.ts';
import type { LicenceId, Moment } from '../../../shared/domain/ids.ts';
import type { WriterLease } from '../../../shared/ports/writer-lease.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { startTestEngines } from '../engines.ts';
import type { Chance } from './chance.ts';
import { makeLeaseInMemory } from './held-in-memory.ts';
import { makeRegion, onceTable, type Planted, type Region, registerTable } from './region.ts';
import { type RegionName, Replicator } from './replicator.ts';

let worlds = 0;
const regionNames = ['north', 'south'] as const;
/** The clock functions strike so often. */
const holdEveryMilliseconds = 20_000;
const settleEveryMilliseconds = 60_000;
/** Clocks differ by up to so much, together less than what the turns allow for. */
const clockErrorMilliseconds = 2_000;

/** Two engines, each with a register. */
export async function startTwoEngines() {
  const engines = await Promise.all(regionNames.map(() => startTestEngines({ dynamodb: true })));
  const clientOf = (at: number) =>
    makeDynamoClient(localClientConfig(engines[at]?.endpoints.dynamodb ?? ''));
  for (const at of [0, 1]) {
    await createTables(clientOf(at), [{ name: registerTable }, { name: onceTable }]);
  }
  return {
    clientOf: (name: RegionName) => clientOf(regionNames.indexOf(name)),
    close: async () => {
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}

export type TwoEngines = Awaited<ReturnType<typeof startTwoEngines>>;

/** Both Regions, the lease in the south, what lies between them, and the one clock that all others are wrong by. */
export class World {
  now = Date.UTC(2026, 4, 1);
  /** The public file of this world. */
  readonly file = `trust-list-${++worlds}`;
  /** Regions whose functions do not run. */
  readonly stopped = new Set<RegionName>();
  readonly regions: Readonly<Record<RegionName, Region>>;
  readonly replicator: Replicator;
  readonly plain: Readonly<Record<RegionName, DynamoDBClient>>;
  readonly #planted: Planted;
  readonly #arrivals: Record<RegionName, Set<LicenceId>> = { north: new Set(), south: new Set() };
  readonly #struck = { hold: 0, settle: 0 };

  constructor(engines: TwoEngines, chance: Chance, planted: Planted = {}) {
    this.#planted = planted;
    this.plain = { north: engines.clientOf('north'), south: engines.clientOf('south') };
    this.replicator = new Replicator(this.plain, registerTable, chance);
    const lease = makeLeaseInMemory();
    const make = (name: RegionName) => {
      const error = chance.below(2 * clockErrorMilliseconds) - clockErrorMilliseconds;
      const clock = { now: () => (this.now + error) as Moment };
      const reached = name === 'north' ? this.#throughTheLine(lease) : lease;
      const once = engines.clientOf('south');
      if (name === 'north') this.#cutWithTheLine(once);
      const client = engines.clientOf(name);
      return makeRegion({ name, clock, planted, lease: reached, client, once });
    };
    this.regions = { north: make('north'), south: make('south') };
  }

  #checkLine(): void {
    if (this.replicator.parted) throw new Problem('service-unavailable');
  }

  #cutWithTheLine(client: DynamoDBClient): void {
    const middleware = <Args, Answer>(next: (args: Args) => Promise<Answer>) => {
      return async (args: Args) => {
        this.#checkLine();
        return next(args);
      };
    };
    client.middlewareStack.add(middleware, { step: 'initialize', name: 'the line' });
  }

  /** Out of reach while the Regions are parted. */
  #throughTheLine(lease: WriterLease): WriterLease {
    const check = () => this.#checkLine();
    return {
      find: async () => {
        check();
        return lease.find();
      },
      replace: async (found, turn) => {
        check();
        return lease.replace(found, turn);
      },
    };
  }

  /** Lets time go by: clocks strike, items arrive, streams are followed. */
  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    await this.#strike();
    const written = await this.replicator.deliver(this.now);
    for (const name of regionNames) this.#note(name, written[name]);
    await this.follow();
  }

  async #strike(): Promise<void> {
    const running = regionNames.filter((name) => !this.stopped.has(name));
    if (this.now - this.#struck.hold >= holdEveryMilliseconds) {
      this.#struck.hold = this.now;
      for (const name of running) {
        const { hold, clock } = this.regions[name];
        await hold(clock.now()).catch(ignoreProblem);
      }
    }
    if (this.#planted.unmended || this.now - this.#struck.settle < settleEveryMilliseconds) return;
    this.#struck.settle = this.now;
    for (const name of running) {
      await this.regions[name].mending.settle();
      await this.collect(name);
    }
  }

  /** Hands on what a Region has written: to the other one, and to its own stream. */
  async collect(name: RegionName): Promise<void> {
    const region = this.regions[name];
    const keys = region.takeTouched();
    if (keys.size === 0) return;
    const clockNow = region.clock.now();
    await this.replicator.take({ region: name, keys, now: this.now, clockNow });
    this.#note(name, [...keys]);
  }

  #note(name: RegionName, keys: readonly string[]): void {
    for (const key of keys) {
      const [pk = '', sk = ''] = key.split('\u0000');
      if (isLicenceId(pk) && /^(entry#|head)/.test(sk)) this.#arrivals[name].add(pk as LicenceId);
    }
  }

  /** What a stopped Region has not followed waits in its stream. */
  async follow(): Promise<void> {
    if (this.#planted.unmended) return;
    for (const name of regionNames.filter((one) => !this.stopped.has(one))) {
      const ids = [...this.#arrivals[name]];
      this.#arrivals[name].clear();
      for (const id of ids) await this.regions[name].mending.arrived(id);
      await this.collect(name);
    }
  }

  /** Everything works again and has time to arrive; until nothing changes any more. */
  async comeToRest(): Promise<void> {
    this.replicator.parted = false;
    this.stopped.clear();
    for (let quiet = 0, rounds = 0; quiet < 3 && rounds < 40; rounds += 1) {
      await this.pass(65_000);
      quiet = this.replicator.isDrained ? quiet + 1 : 0;
    }
  }
}

function ignoreProblem(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}
