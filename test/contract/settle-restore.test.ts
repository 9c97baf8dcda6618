import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PublishedStatusList, settleRegister } from '../../cli/restore/settle-register.ts';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { leaseBlock } from '../../shared/adapters/aws/dynamo-leases.ts';
import { makeDynamoRegister } from '../../shared/adapters/aws/dynamo-register.ts';
import { makeDynamoRegisterMender } from '../../shared/adapters/aws/dynamo-register-mender.ts';
import { makeDynamoRestoredRegister } from '../../shared/adapters/aws/dynamo-restored-register.ts';
import { alwaysWriting } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { AskableState } from '../../shared/domain/licence-state.ts';
import { statusListLength } from '../../shared/domain/status-index-permutation.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import type { StatusEntry } from '../../shared/ports/status-entries.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForChange, askForLicence } from '../build/licences.ts';

type Item = Record<string, AttributeValue>;

let zone: IssuingZone;
beforeAll(async () => {
  zone = await startIssuingZone();
});
afterAll(() => zone?.close());

/** A licence of the sample type, under a running number. */
async function issue(ports: IssuingPorts) {
  const { request, application } = askForLicence();
  const { answer } = await makeIssueLicence(ports)(request, application);
  const { licenceId, number } = answer.body as JsonObject;
  const id = readLicenceId(licenceId);
  const head = await ports.reader.findHead(id);
  return { id, number, place: `${head?.statusList} ${head?.statusIndex}` };
}

async function change(ports: IssuingPorts, licenceId: string, to: AskableState): Promise<void> {
  const { request, asked } = askForChange(licenceId, to);
  await makeChangeLicenceState(ports)(request, asked);
}

async function readTable(): Promise<Item[]> {
  const items: Item[] = [];
  const scan = { TableName: zone.table, ConsistentRead: true };
  for await (const page of paginateScan({ client: zone.client }, scan)) {
    items.push(...(page.Items ?? []));
  }
  return items;
}

/** As AWS restores a table to a moment: what came later is gone. */
async function restore(backup: readonly Item[]): Promise<void> {
  const TableName = zone.table;
  for (const { pk, sk } of await readTable()) {
    if (pk === undefined || sk === undefined) throw new Error('an item without key');
    await zone.client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } }));
  }
  for (const one of backup) await zone.client.send(new PutItemCommand({ TableName, Item: one }));
}

/** What the lists say just now, as verifiers would have it. */
async function publish(): Promise<readonly PublishedStatusList[]> {
  const lists: PublishedStatusList[] = [];
  for (const id of await zone.statusEntries.listStatusLists()) {
    const entries: StatusEntry[] = [];
    for await (const entry of zone.statusEntries.entriesOf(id)) entries.push(entry);
    lists.push({ id, entries });
  }
  return lists;
}

/** Under the epoch after the one that all else is written in. */
const makeNextTurn = () =>
  makeDynamoRegister({
    ...{ client: zone.client, table: zone.table, journal: 'north' },
    turns: alwaysWriting({ region: 'north', epoch: 2 }),
  });

/** What the lists say of licences; undefined where they say nothing. */
async function statusesAt(licences: readonly (Issued | undefined)[]) {
  const statuses = new Map(
    (await publish()).flatMap(({ id, entries }) =>
      entries.map(({ index, status }) => [`${id} ${index}`, status]),
    ),
  );
  return licences.map((licence) => statuses.get(licence?.place ?? ''));
}

async function settle(published: readonly PublishedStatusList[], skip: number) {
  const register = makeDynamoRestoredRegister({ client: zone.client, table: zone.table });
  const ports = {
    register,
    statusEntries: zone.statusEntries,
    published: async function* () {
      yield* published;
    },
  };
  return settleRegister(ports, { skip, now: zone.clock.now() });
}

type Issued = Awaited<ReturnType<typeof issue>>;

async function issueMany(count: number): Promise<readonly Issued[]> {
  const ports = zone.makeContainer();
  const issued: Issued[] = [];
  for (let at = 0; at < count; at += 1) issued.push(await issue(ports));
  return issued;
}

const shared = (one: readonly Issued[], other: readonly Issued[], of: 'number' | 'place') => {
  const taken = new Set(one.map((licence) => licence[of]));
  return other.filter((licence) => taken.has(licence[of])).length;
};

describe('a register restored from a backup (R12)', { timeout: 120_000 }, () => {
  let backup: readonly Item[];
  let kept: readonly Issued[];
  let lost: readonly Issued[];
  let published: readonly PublishedStatusList[];

  beforeAll(async () => {
    kept = await issueMany(4);
    const sound = zone.makeContainer();
    await change(sound, kept[3]?.id ?? '', 'suspended');
    // two turns wrote it, so that mending would put its place anew
    const inNextTurn = { ...sound, register: makeNextTurn() };
    await change(inNextTurn, kept[2]?.id ?? '', 'suspended');
    await change(inNextTurn, kept[2]?.id ?? '', 'valid');
    backup = await readTable();
    lost = await issueMany(6);
    await change(sound, kept[0]?.id ?? '', 'withdrawn');
    await change(sound, kept[1]?.id ?? '', 'suspended');
    await change(sound, kept[2]?.id ?? '', 'withdrawn');
    await change(sound, kept[3]?.id ?? '', 'valid');
    await change(sound, lost[0]?.id ?? '', 'withdrawn');
    published = await publish();
  });

  it('would give numbers and places a second time, were it not settled', async () => {
    await restore(backup);
    const again = await issueMany(6);
    expect(shared(lost, again, 'number')).toBe(6);
    expect(shared(lost, again, 'place')).toBe(6);
  });

  it('gives no number and no place again once it is settled', async () => {
    await restore(backup);
    const settled = await settle(published, lost.length);
    expect(settled).toMatchObject({ closed: ['north-000001'], opened: ['north-000002'] });
    const again = await issueMany(40);
    expect(shared([...kept, ...lost], again, 'number')).toBe(0);
    expect(shared([...kept, ...lost], again, 'place')).toBe(0);
    expect(again.every(({ place }) => place.startsWith('north-000002'))).toBe(true);
  });

  it('closes the lists that were: whoever still fills one gets no place in it', async () => {
    await restore(backup);
    const table = { client: zone.client, table: zone.table };
    const lease = { name: 'list#north-000001', blockSize: 32, values: statusListLength };
    expect(await leaseBlock(table, lease)).not.toBe('full');
    await settle(published, lost.length);
    expect(await leaseBlock(table, lease)).toBe('full');
  });

  it('undoes no published end, and says whose state has to be entered again', async () => {
    await restore(backup);
    const { toChange, entriesPut } = await settle(published, lost.length);
    expect(entriesPut).toBe(4);
    expect(new Map(toChange.map(({ licenceId, status }) => [licenceId, status]))).toEqual(
      new Map([
        [kept[0]?.id, 0x0c],
        [kept[1]?.id, 0x02],
        [kept[2]?.id, 0x0c],
      ]),
    );
    // the last was resumed in the time that was lost: the more careful stands until it is resumed again
    const of = [kept[0], kept[1], lost[0], kept[3]];
    expect(await statusesAt(of)).toEqual([0x0c, 0x02, 0x0c, 0x02]);
    // the department enters it again, and nothing stands in its way
    await change(zone.makeContainer(), kept[0]?.id ?? '', 'withdrawn');
  });

  it('lets nobody lighten what a list says before it is entered again', async () => {
    await restore(backup);
    await settle(published, lost.length);
    const ports = zone.makeContainer();
    const [withdrawn, suspended, mended] = kept.map(({ id }) => id);
    const refused = { code: 'state-conflict', details: { reason: 'restored' } };
    await expect(change(ports, withdrawn ?? '', 'suspended')).rejects.toMatchObject(refused);
    const mender = makeDynamoRegisterMender({ client: zone.client, table: zone.table });
    expect(await mender.mend(readLicenceId(mended))).toBe('moved');
    expect(await statusesAt([kept[0], kept[1], kept[2]])).toEqual([0x0c, 0x02, 0x0c]);
    // entered again, the state is its department's once more
    await change(ports, suspended ?? '', 'suspended');
    await change(ports, suspended ?? '', 'valid');
    await change(ports, withdrawn ?? '', 'deregistered');
    expect(await statusesAt([kept[1]])).toEqual([undefined]);
    expect(await statusesAt([kept[0]])).not.toEqual([undefined]);
  });

  it('may be settled twice', async () => {
    await restore(backup);
    await settle(published, lost.length);
    const second = await settle(published, lost.length);
    expect(second.entriesPut).toBe(0);
    const again = await issueMany(3);
    expect(shared([...kept, ...lost], again, 'number')).toBe(0);
    expect(shared([...kept, ...lost], again, 'place')).toBe(0);
  });
});
