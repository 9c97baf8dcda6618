import { randomUUID } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import { openSession } from '../../cli/service-client.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { portsOf, provinces } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { registerKeys, text, whole } from '../../shared/adapters/aws/dynamo-register-keys.ts';
import { partsOfLicenceId, toIdentifier, toLicenceId } from '../../shared/domain/identifier.ts';
import type { LicenceId, Moment, StatusListId } from '../../shared/domain/ids.ts';
import { readJws } from '../../shared/formats/jws.ts';
import {
  readStatusList,
  statusAt,
  statusListEntries,
  statusListType,
} from '../../shared/formats/status-list.ts';
import { toApplicationBody } from '../build/licences.ts';
import type { RunningService } from '../build/running-service.ts';

const table = 'liaoning-register';
/** Lists that the service has not opened: nobody takes places of them meanwhile. */
const lists = ['north-000900', 'north-000901'] as const;
const licencesABatch = 8;
const batchesAtOnce = 4;
const withdrawn = 12;

type Item = Record<string, AttributeValue>;

function openStore(service: RunningService): DynamoDBClient {
  const [province] = provinces;
  if (province === undefined) throw new Error('no province');
  const ports = portsOf({ ...province, port: service.ports['liaoning'] ?? 0 });
  return makeDynamoClient(localClientConfig(`http://127.0.0.1:${ports.dynamodb}`));
}

/** One food permit, issued by the service itself. */
async function issueOne(service: RunningService): Promise<LicenceId> {
  const client = service.client('liaoning', 'shenyang-market-regulation-licences');
  const body = { ...toApplicationBody('foodPermit'), seal: client.seal };
  const call = { method: 'POST', path: '/v1/licences', body } as const;
  const answer = await openSession(client).call({ ...call, idempotencyKey: randomUUID() });
  return answer.body['licenceId'] as LicenceId;
}

/** The licences lie in the lists by turns. */
const placeOf = (index: number) => ({
  list: (lists[index % lists.length] ?? lists[0]) as StatusListId,
  at: Math.floor(index / lists.length),
});

/** What a change of state and the department's list look at, of a copy of that licence. */
function toCopy(head: Item, index: number): readonly Item[] {
  const of = partsOfLicenceId(head['licenceId']?.S as LicenceId);
  const serial = index.toString().padStart(20, '0');
  const licenceId = toLicenceId(of.type, of.issuer, serial);
  const issuedAt = Number(head['issuedAt']?.N) as Moment;
  const { list, at } = placeOf(index);
  const place = { statusList: text(list), statusIndex: whole(at) };
  const names = { licenceId: text(licenceId), identifier: text(toIdentifier(licenceId, 1)) };
  return [
    { ...head, ...registerKeys.head(licenceId), ...names, ...place },
    { ...registerKeys.department(of.issuer, { issuedAt, licenceId }), kind: text('department') },
  ];
}

async function putAll(client: DynamoDBClient, items: readonly Item[]): Promise<void> {
  let left = items.map((Item) => ({ PutRequest: { Item } }));
  while (left.length > 0) {
    const answer = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = (answer.UnprocessedItems?.[table] ?? []) as typeof left;
  }
}

/** Lays so many copies of a licence into the register directly: heads in force, the department's list, and their status list. */
export async function seedLicences(service: RunningService, count: number): Promise<void> {
  const client = openStore(service);
  const id = await issueOne(service);
  const asked = { TableName: table, Key: registerKeys.head(id), ConsistentRead: true };
  const head = (await client.send(new GetItemCommand(asked))).Item;
  if (head === undefined) throw new Error('the licence to be copied is not there');
  const opened = { kind: text('status-list'), region: text('north'), from: whole(0) };
  await putAll(
    client,
    lists.map((list) => ({ ...registerKeys.openedList(list as StatusListId), ...opened })),
  );
  let next = 0;
  const work = async () => {
    while (next < count) {
      const from = next;
      next += licencesABatch;
      const indexes = Array.from(
        { length: Math.min(licencesABatch, count - from) },
        (_, at) => from + at,
      );
      await putAll(
        client,
        indexes.flatMap((index) => toCopy(head, index)),
      );
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, work));
}

const inflate = (bytes: Uint8Array, maxOutputLength: number) =>
  new Uint8Array(inflateSync(bytes, { maxOutputLength }));

/** How many entries of a published list say withdrawn. */
async function countIn(service: RunningService, list: string): Promise<number> {
  const response = await fetch(`${service.urlOf('liaoning')}/status-lists/${list}`);
  if (!response.ok) return 0;
  const { payload } = readJws(await response.text(), { typ: statusListType, maxBytes: 2 ** 20 });
  const { bytes, bits } = await readStatusList(payload, { inflate });
  const indexes = Array.from({ length: statusListEntries }, (_, index) => index);
  return indexes.filter((index) => statusAt(bytes, bits, index) === withdrawn).length;
}

/** How many licences the published lists of seeded ones say are withdrawn. */
export async function countWithdrawn(service: RunningService): Promise<number> {
  const counts = await Promise.all(lists.map((list) => countIn(service, list)));
  return counts.reduce((sum, count) => sum + count, 0);
}
