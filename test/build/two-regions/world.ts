import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { localClientConfig } from '../../../local/engines/client-config.ts';
import { createTables } from '../../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { isLicenceId } from '../../../shared/domain/identifier.ts';
import type { LicenceId, Moment } from '../../../shared/domain/ids.ts';
import { closableUntil, issueHourSeconds } from '../../../shared/domain/issue-hour.ts';
import { isOwnTurn, type WriterLease } from '../../../shared/ports/writer-lease.ts';
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
  readonly #journal = `journal-${worlds}`;
  /** Digests that came under an issue root; nobody makes roots unless `isRooting`. */
  readonly rooted = new Set<string>();
  isRooting = false;
  #rootedUntil = 0;
  /** Regions whose functions do not run. */
  readonly stopped = new Set<RegionName>();
  readonly regions: Readonly<Record<RegionName, Region>>;
  readonly replicator: Replicator;
  readonly plain: Readonly<Record<RegionName, DynamoDBClient>>;
  readonly #planted: Planted;
  readonly #arrivals: Record<RegionName, Set<LicenceId>> = { north: new Set(), south: new Set() };
  readonly #digests: Record<RegionName, Set<string>> = { north: new Set(), south: new Set() };
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
      const journal = this.#journal;
      return makeRegion({ name, clock, planted, lease: reached, client, once, journal });
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
        if (this.isRooting) await this.#makeRoots(name);
      }
    }
    if (this.#planted.unmended || this.now - this.#struck.settle < settleEveryMilliseconds) return;
    this.#struck.settle = this.now;
    for (const name of running) {
      await this.regions[name].mending.settle();
      await this.collect(name);
    }
  }

  /** Closes what is over, and makes the roots of it, once for both Regions: in the one whose turn it is. */
  async #makeRoots(name: RegionName): Promise<void> {
    const { hours, journal, clock, turns } = this.regions[name];
    const closable = closableUntil(clock.now());
    if (closable <= this.#rootedUntil || !(await isOwnTurn(turns))) return;
    await hours.close(closable);
    await this.collect(name);
    for (;;) {
      const hour = await journal.firstHour(this.#rootedUntil, closable);
      if (hour === undefined) break;
      for (const digest of await journal.digestsOf(hour)) this.rooted.add(digest);
      this.#rootedUntil = hour + issueHourSeconds;
    }
    this.#rootedUntil = closable;
  }

  /** Goes on in small steps until so long before the end of an hour. */
  async passToHour(before: number): Promise<void> {
    const hour = issueHourSeconds * 1000;
    const left = hour - (this.now % hour) - before;
    for (let passed = 0; passed < left; passed += holdEveryMilliseconds)
      await this.pass(Math.min(holdEveryMilliseconds, left - passed));
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
      if (pk.startsWith('issued#')) this.#digests[name].add(key);
    }
  }

  /** What a stopped Region has not followed waits in its stream. */
  async follow(): Promise<void> {
    if (this.#planted.unmended) return;
    for (const name of regionNames.filter((one) => !this.stopped.has(one))) {
      const ids = [...this.#arrivals[name]];
      this.#arrivals[name].clear();
      for (const id of ids) await this.regions[name].mending.arrived(id);
      await this.#lookAtDigests(name);
      await this.collect(name);
    }
  }

  async #lookAtDigests(name: RegionName): Promise<void> {
    if (!this.isRooting) return;
    const keys = [...this.#digests[name]];
    this.#digests[name].clear();
    for (const key of keys) {
      const [pk = '', sk = ''] = key.split('\u0000');
      const Key = { pk: { S: pk }, sk: { S: sk } };
      const read = new GetItemCommand({ TableName: registerTable, Key, ConsistentRead: true });
      const turn = (await this.plain[name].send(read)).Item?.['turn']?.S ?? '';
      const [hour, digest = ''] = sk.split('#');
      await this.regions[name].enterLateDigest({ digest, hour: Number(hour), turn });
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
