import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { Stamp } from '../../domain/stamp.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SealRequest } from '../../ports/seals.ts';
import type { Stamps } from '../../ports/stamps.ts';
import { registerKeys, sealUseShards, text, whole } from './dynamo-register-keys.ts';
import { type Item, requestKey } from './dynamo-seal-items.ts';
import { sendTransaction } from './dynamo-transaction.ts';

const momentDigits = 14;

const stampKey = (id: string): Item => ({ pk: text(`stamp#${id}`), sk: text('stamp') });

const toStampItem = (stamp: Stamp): Item => ({
  ...stampKey(stamp.id),
  state: text(stamp.state),
  attempt: whole(stamp.attempt),
  content: text(JSON.stringify(stamp)),
});

/** Beside the uses that the register holds of licences, in partitions of the same name. */
function toUseItem({ id, seal, at, attempt, digest, by }: Stamp): Item {
  const shard = (createHash('sha256').update(id).digest()[0] ?? 0) % sealUseShards;
  return {
    pk: text(registerKeys.sealUseShard(seal, shard)),
    sk: text(`${String(at).padStart(momentDigits, '0')}#${id}#${attempt}`),
    kind: text('seal-use'),
    digest: text(digest),
    by: text(by),
  };
}

const toRequestItem = (request: SealRequest, stamp: Stamp): Item => ({
  ...requestKey(request.client, request.keyDigest),
  requestDigest: text(request.requestDigest),
  seal: text(stamp.seal),
  seq: whole(0),
  stamp: text(stamp.id),
  expiresAt: whole(request.expiresAt),
  deleteAfterSeconds: whole(Math.ceil(request.expiresAt / 1000)),
});

interface StampsTable {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}

const isNew = 'attribute_not_exists(pk)';

/** The first attempt takes the request's key; a further one follows the one before it. */
function toWrites(
  { table, clock }: StampsTable,
  stamp: Stamp,
  request: SealRequest,
): TransactWriteItem[] {
  const put = { TableName: table, Item: toStampItem(stamp) };
  const use = { TableName: table, Item: toUseItem(stamp), ConditionExpression: isNew };
  if (stamp.attempt > 1) {
    const follows = {
      ConditionExpression: 'attempt = :before',
      ExpressionAttributeValues: { ':before': whole(stamp.attempt - 1) },
    };
    return [{ Put: { ...put, ...follows } }, { Put: use }];
  }
  const key = {
    TableName: table,
    Item: toRequestItem(request, stamp),
    ConditionExpression: `${isNew} OR expiresAt <= :now`,
    ExpressionAttributeValues: { ':now': whole(clock.now()) },
  };
  return [{ Put: { ...put, ConditionExpression: isNew } }, { Put: use }, { Put: key }];
}

/** Stamps in the seals' table: `stamp#<id>` · `stamp`, with the use of the seal and the request's key. */
export function makeDynamoStamps(options: StampsTable): Stamps {
  const { client, table } = options;
  const get = async (Key: Item): Promise<Item | undefined> => {
    const read = { TableName: table, Key, ConsistentRead: true };
    return (await client.send(new GetItemCommand(read))).Item;
  };
  const find = async (id: string): Promise<Stamp | undefined> => {
    const item = await get(stampKey(id));
    return item && (JSON.parse(item['content']?.S ?? '') as Stamp);
  };
  return {
    async findByRequest(by, keyDigest) {
      const item = await get(requestKey(by, keyDigest));
      if (item === undefined) return undefined;
      const id = item['stamp']?.S;
      const stamp = id === undefined ? undefined : await find(id);
      return {
        ...{ client: by, keyDigest, requestDigest: item['requestDigest']?.S ?? '' },
        expiresAt: Number(item['expiresAt']?.N) as Moment,
        ...(stamp === undefined ? {} : { stamp }),
      };
    },
    async recordAttempt(stamp, request) {
      const writes = toWrites(options, stamp, request);
      if ((await sendTransaction(client, writes)) === 'landed') return 'recorded';
      const found = await find(stamp.id);
      const isOwn = found?.attempt === stamp.attempt && found.path === stamp.path;
      return isOwn ? 'recorded' : 'moved';
    },
    async complete(stamp) {
      const done = {
        TableName: table,
        Item: toStampItem({ ...stamp, state: 'done' }),
        ConditionExpression: 'attempt = :attempt',
        ExpressionAttributeValues: { ':attempt': whole(stamp.attempt) },
      };
      try {
        await client.send(new PutItemCommand(done));
        return 'completed';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'moved';
        throw error;
      }
    },
  };
}
