import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Chance } from './chance.ts';

type Item = Record<string, AttributeValue>;
export type RegionName = 'north' | 'south';
export const otherOf = (region: RegionName): RegionName => (region === 'north' ? 'south' : 'north');

/** One item as one Region wrote it, on its way to the other. */
interface Change {
  readonly key: string;
  readonly image: Item | undefined;
  readonly to: RegionName;
  /** The writer's clock, and an order within it: the last writer wins. */
  readonly writtenAt: number;
  readonly due: number;
}

/** What a Region has written, when it was, and when that was by its own clock. */
interface Written {
  readonly region: RegionName;
  readonly keys: ReadonlySet<string>;
  readonly now: number;
  readonly clockNow: number;
}

const separator = '\u0000';
export const toKey = (item: Item) => `${item['pk']?.S}${separator}${item['sk']?.S}`;
const fromKey = (key: string): Item => {
  const [pk = '', sk = ''] = key.split(separator);
  return { pk: { S: pk }, sk: { S: sk } };
};
const batchSize = 25;
const longestLagMilliseconds = 60_000;

/**
 * What global tables do between two Regions: every item by itself, late by up to a minute, in any
 * order, the last writer wins in silence, nothing passes while the Regions are parted.
 */
export class Replicator {
  parted = false;
  readonly #clients: Readonly<Record<RegionName, DynamoDBClient>>;
  readonly #table: string;
  readonly #chance: Chance;
  readonly #stamps: Record<RegionName, Map<string, number>> = {
    north: new Map(),
    south: new Map(),
  };
  #underWay: Change[] = [];
  #order = 0;

  constructor(
    clients: Readonly<Record<RegionName, DynamoDBClient>>,
    table: string,
    chance: Chance,
  ) {
    this.#clients = clients;
    this.#table = table;
    this.#chance = chance;
  }

  get isDrained(): boolean {
    return this.#underWay.length === 0;
  }

  /** Takes what a Region has just written. */
  async take({ region, keys, now, clockNow }: Written): Promise<void> {
    const found = await this.#read(region, [...keys]);
    for (const key of keys) {
      this.#order += 1;
      // Whatever a Region's clock says, its write follows what it has seen: copies come to agree.
      const seen = this.#stamps[region].get(key) ?? 0;
      const writtenAt = Math.max(clockNow, seen) + this.#order / 1e6;
      this.#stamps[region].set(key, writtenAt);
      const due = now + this.#chance.below(longestLagMilliseconds);
      this.#underWay.push({ key, image: found.get(key), to: otherOf(region), writtenAt, due });
    }
  }

  /** Delivers what is due; gives the keys that were written, by Region. */
  async deliver(now: number): Promise<Readonly<Record<RegionName, readonly string[]>>> {
    const written = { north: [] as string[], south: [] as string[] };
    if (this.parted) return written;
    const due = this.#chance.shuffled(this.#underWay.filter((change) => change.due <= now));
    this.#underWay = this.#underWay.filter((change) => change.due > now);
    for (const to of ['north', 'south'] as const) {
      const winners = this.#winners(due.filter((change) => change.to === to));
      await this.#write(to, winners);
      written[to] = winners.map(({ key }) => key);
    }
    return written;
  }

  #winners(changes: readonly Change[]): readonly Change[] {
    const won = new Map<string, Change>();
    for (const change of changes) {
      const stamps = this.#stamps[change.to];
      if ((stamps.get(change.key) ?? 0) >= change.writtenAt) continue;
      stamps.set(change.key, change.writtenAt);
      won.set(change.key, change);
    }
    return [...won.values()];
  }

  async #read(region: RegionName, keys: readonly string[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    if (keys.length === 0) return found;
    const request = { Keys: keys.map(fromKey), ConsistentRead: true };
    const answer = await this.#clients[region].send(
      new BatchGetItemCommand({ RequestItems: { [this.#table]: request } }),
    );
    for (const item of answer.Responses?.[this.#table] ?? []) found.set(toKey(item), item);
    return found;
  }

  async #write(to: RegionName, changes: readonly Change[]): Promise<void> {
    for (let at = 0; at < changes.length; at += batchSize) {
      const requests = changes
        .slice(at, at + batchSize)
        .map(({ key, image }) =>
          image === undefined
            ? { DeleteRequest: { Key: fromKey(key) } }
            : { PutRequest: { Item: image } },
        );
      const command = new BatchWriteItemCommand({ RequestItems: { [this.#table]: requests } });
      await this.#clients[to].send(command);
    }
  }
}
