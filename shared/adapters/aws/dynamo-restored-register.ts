import {
  ConditionalCheckFailedException,
  PutItemCommand,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { LicenceId, StatusListId } from '../../domain/ids.ts';
import { statusListLength } from '../../domain/status-index-permutation.ts';
import type {
  RestoredPlace,
  RestoredRegister,
  RunningSequence,
} from '../../ports/restored-register.ts';
import type { CounterTable } from './dynamo-leases.ts';
import { readText, readWhole } from './dynamo-register-items.ts';
import {
  type RegisterItem,
  regionOfList,
  registerKeys,
  text,
  whole,
} from './dynamo-register-keys.ts';

const sequencePrefix = 'lease#sequence#';

/** Whole table, by consistent reads: a restored register is looked through once, with nobody writing. */
async function* scan(
  { client, table }: CounterTable,
  filter: { readonly expression: string; readonly values: RegisterItem },
): AsyncGenerator<RegisterItem> {
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: filter.expression,
      ExpressionAttributeValues: filter.values,
    },
  );
  for await (const page of pages) yield* page.Items ?? [];
}

/** Sends, and takes a condition that failed for what is so already. */
async function unlessSo(sent: Promise<unknown>): Promise<void> {
  await sent.catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

async function* listSequences(of: CounterTable): AsyncGenerator<RunningSequence> {
  const values = { ':prefix': text(sequencePrefix) };
  for await (const item of scan(of, { expression: 'begins_with(pk, :prefix)', values })) {
    const name = item['pk']?.S?.slice('lease#'.length) ?? '';
    yield { name, leased: Number(item['leased']?.N) };
  }
}

async function* listPlaces(of: CounterTable): AsyncGenerator<RestoredPlace> {
  const values = { ':entry': text('entry#') };
  for await (const item of scan(of, { expression: 'begins_with(sk, :entry)', values })) {
    yield {
      licenceId: readText(item, 'licenceId') as LicenceId,
      statusList: readText(item, 'statusList') as StatusListId,
      statusIndex: readWhole(item, 'statusIndex'),
    };
  }
}

/** The register table after it was restored from a backup. */
export function makeDynamoRestoredRegister(of: CounterTable): RestoredRegister {
  const { client, table: TableName } = of;
  const raise = async (name: string, leased: number) => {
    const command = new UpdateItemCommand({
      TableName,
      Key: registerKeys.lease(name),
      UpdateExpression: 'SET leased = :leased',
      ConditionExpression: 'attribute_not_exists(leased) OR leased < :leased',
      ExpressionAttributeValues: { ':leased': whole(leased) },
    });
    await unlessSo(client.send(command));
  };
  return {
    raise,
    sequences: () => listSequences(of),
    places: () => listPlaces(of),
    close: (list) => raise(`list#${list}`, statusListLength),
    async open(list, at) {
      const region = text(regionOfList(list));
      const kind = text('status-list');
      const Item = { ...registerKeys.openedList(list), kind, region, from: whole(at) };
      const ConditionExpression = 'attribute_not_exists(pk)';
      await unlessSo(client.send(new PutItemCommand({ TableName, ConditionExpression, Item })));
    },
    async putStatus(list, { index, status }) {
      const key = registerKeys.listEntry(list, index);
      const restored = { BOOL: true };
      const Item = { ...key, kind: text('list'), status: whole(status), restored };
      await client.send(new PutItemCommand({ TableName, Item }));
    },
  };
}
