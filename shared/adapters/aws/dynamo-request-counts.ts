import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { RequestCounts } from '../../ports/request-counts.ts';

/** DynamoDB deletes by its own clock, which may be ahead of ours by minutes. */
const keptSeconds = 3600;

/** Counts in the admission table: `quota#<client or holder>` · start of the window in milliseconds. */
export function makeDynamoRequestCounts(options: {
  readonly client: DynamoDBClient;
  readonly table: string;
}): RequestCounts {
  const { client, table } = options;
  return {
    async add(caller, window, requests) {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: { pk: { S: `quota#${caller}` }, sk: { S: String(window) } },
        UpdateExpression: 'ADD taken :requests SET deleteAfterSeconds = :deleteAfterSeconds',
        ExpressionAttributeValues: {
          ':requests': { N: String(requests) },
          ':deleteAfterSeconds': { N: String(Math.ceil(window / 1000) + keptSeconds) },
        },
        ReturnValues: 'UPDATED_NEW',
      });
      const { Attributes } = await client.send(command);
      const taken = Number(Attributes?.['taken']?.N);
      if (!Number.isSafeInteger(taken)) throw new Error('a counter gave no number');
      return taken;
    },
  };
}
