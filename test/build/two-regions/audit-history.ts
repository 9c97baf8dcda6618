import { type AttributeValue, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { registerKeys } from '../../../shared/adapters/aws/dynamo-register-keys.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { LicenceState } from '../../../shared/domain/licence.ts';
import { foldEntries } from '../../../shared/domain/licence-fold.ts';
import { isEnded, statusOf } from '../../../shared/domain/licence-state.ts';
import type { KeyedReservation } from '../journal-zone.ts';
import type { Told } from './history.ts';
import { registerTable, toPair } from './region.ts';
import type { RegionName } from './replicator.ts';
import type { World } from './world.ts';

type Item = Record<string, AttributeValue>;

const text = (item: Item | undefined, name: string) => item?.[name]?.S ?? '';

/** All of a licence. */
async function readLicence(world: World, name: RegionName, id: LicenceId) {
  const query = new QueryCommand({
    ...{ TableName: registerTable, ConsistentRead: true, KeyConditionExpression: 'pk = :pk' },
    ExpressionAttributeValues: { ':pk': { S: id } },
  });
  return (await world.plain[name].send(query)).Items ?? [];
}

/** A licence as one Region has it: its head, what its entries come to, and what its list says. */
async function seenIn(world: World, name: RegionName, { reservation }: KeyedReservation) {
  const items = await readLicence(world, name, reservation.licenceId);
  const entries = items.filter((item) => text(item, 'sk').startsWith('entry#'));
  const Key = registerKeys.listEntry(reservation.statusList, reservation.statusIndex);
  const get = new GetItemCommand({ TableName: registerTable, Key, ConsistentRead: true });
  const { Item: listed } = await world.plain[name].send(get);
  const head = items.find((item) => text(item, 'sk') === 'head');
  return {
    head: text(head, 'state'),
    folded: foldEntries(entries.map(toStateEntry))?.state ?? 'reserved',
    status: Number(listed?.['status']?.N ?? 0),
    entries: entries.length,
    /** Entries that took a number which the other Region gave as well. */
    doubled: entries.length - new Set(entries.map((item) => item['seq']?.N)).size,
  };
}

function toStateEntry(item: Item) {
  const [, region = '', epoch = '', seq = ''] = text(item, 'sk').split('#');
  const state = text(item, 'state') as LicenceState;
  return { region, epoch: Number(epoch), seq: Number(seq), state };
}

type Seen = Awaited<ReturnType<typeof seenIn>>;

const isEndedState = (state: string) => state !== '' && isEnded(state as LicenceState);

function* faultsOfOne({ head, folded, status }: Seen) {
  if (head !== folded) yield `head ${head}, entries come to ${folded}`;
  if (status !== statusOf(folded)) yield `${folded} is listed as ${status}`;
}

async function* faultsOfLicence(world: World, told: Told, one: KeyedReservation) {
  const id: LicenceId = one.reservation.licenceId;
  const [north, south] = [await seenIn(world, 'north', one), await seenIn(world, 'south', one)];
  if (north.entries !== south.entries) yield 'an entry never arrived';
  yield* faultsOfOne(north);
  yield* faultsOfOne(south);
  if (told.ended.has(id) && !isEndedState(north.head)) yield `ended and now ${north.head}`;
  if (told.issued.has(id) && north.head === 'reserved') yield 'issued and now reserved';
  if (north.doubled > 0) told.changedOnBothSides.add(id);
  if (north.head !== south.head) yield `${north.head} in the north, ${south.head} in the south`;
}

/** Licences in force, by the key of their request. */
async function findInForce(world: World, told: Told): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const one of told.reservations) {
    const { head } = await seenIn(world, 'south', one);
    if (head === '' || head === 'reserved' || isEndedState(head)) continue;
    const { keyDigest } = one.key;
    found.set(keyDigest, [...(found.get(keyDigest) ?? []), one.reservation.licenceId]);
  }
  return found;
}

/** A request that made two licences which both hold is reported, by whichever Region writes. */
async function* faultsOfRequests(world: World, told: Told) {
  const { north, south } = world.regions;
  for (const [key, ids] of await findInForce(world, told)) {
    if (ids.length < 2) continue;
    told.twice.add(key);
    const pair = toPair(ids);
    if (!north.reported.has(pair) && !south.reported.has(pair)) {
      yield `${key} made ${pair}, unreported`;
    }
  }
}

/** What was given before, over all histories of a world. */
export interface Counted {
  readonly places: Set<string>;
  readonly numbers: Set<number>;
  published: number;
}

function* faultsOfPlaces(reservations: readonly KeyedReservation[], places: Set<string>) {
  for (const { reservation } of reservations) {
    const place = `${reservation.statusList} ${reservation.statusIndex}`;
    if (places.has(place)) yield `place ${place} was given twice`;
    places.add(place);
  }
}

/** What is counted over all histories: a number given twice, a version that does not rise; and what may not be in this one. */
function* faultsOfCounting(told: Told, counted: Counted) {
  for (const number of told.numbers) {
    if (counted.numbers.has(number)) yield `number ${number} was given twice`;
    counted.numbers.add(number);
  }
  for (const version of told.published) {
    if (version <= counted.published) yield `version ${version} after ${counted.published}`;
    counted.published = Math.max(version, counted.published);
  }
  for (const id of told.undone) yield `${id} was issued and given up`;
  for (const key of told.doubled) yield `${key} made a second licence`;
}

/** One Region a turn, and no turn begins before the last write of the one before. */
function* faultsOfTurns(writes: Told['writes']) {
  for (const one of writes) {
    const other = writes.find(
      ({ epoch, region, at }) =>
        (epoch === one.epoch && region !== one.region) || (epoch > one.epoch && at < one.at),
    );
    if (other) yield `${one.region} wrote in turn ${one.epoch} beside ${other.region}`;
  }
}

/**
 * Everything about a history at rest that may not be: a licence in two states that both hold, an
 * ended one brought back, one that was issued and is gone, a place given twice, two that wrote at once.
 * @param counted given before, to which this history's are added
 */
export async function auditHistory(
  world: World,
  told: Told,
  counted: Counted,
): Promise<readonly string[]> {
  const faults = [
    ...faultsOfPlaces(told.reservations, counted.places),
    ...faultsOfCounting(told, counted),
    ...faultsOfTurns(told.writes),
  ];
  for (const one of told.reservations) {
    for await (const fault of faultsOfLicence(world, told, one)) faults.push(fault);
  }
  for await (const fault of faultsOfRequests(world, told)) faults.push(fault);
  return faults;
}
