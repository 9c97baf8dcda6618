import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { WritingTurn } from '../../domain/writing-turn.ts';
import type { WriterLease } from '../../ports/writer-lease.ts';

/** The lease's table: in the standby Region, and no copy of it anywhere. */
export interface DynamoWriterLeaseOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const key = { pk: { S: 'writer' }, sk: { S: 'turn' } };

/** The turn's item, if what was found is still there. */
function toPut(found: WritingTurn | undefined, { region, epoch, until }: WritingTurn) {
  const Item = {
    ...{ ...key, region: { S: region } },
    ...{ epoch: { N: String(epoch) }, until: { N: String(until) } },
  };
  if (found === undefined) return { Item, ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    Item,
    ConditionExpression: 'epoch = :epoch AND #until = :until',
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: {
      ':epoch': { N: String(found.epoch) },
      ':until': { N: String(found.until) },
    },
  };
}

function isSame(one: WritingTurn | undefined, { region, epoch, until }: WritingTurn): boolean {
  return one?.region === region && one.epoch === epoch && one.until === until;
}

/** `writer` · `turn` {region, epoch, until}, moved by compare and swap. */
export function makeDynamoWriterLease({ client, table }: DynamoWriterLeaseOptions): WriterLease {
  const find = async (): Promise<WritingTurn | undefined> => {
    const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
    const { Item } = await client.send(command);
    return (
      Item && {
        region: Item['region']?.S ?? '',
        epoch: Number(Item['epoch']?.N),
        until: Number(Item['until']?.N) as Moment,
      }
    );
  };
  return {
    find,
    async replace(found, turn) {
      try {
        await client.send(new PutItemCommand({ TableName: table, ...toPut(found, turn) }));
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return isSame(await find(), turn);
      }
    },
  };
}
