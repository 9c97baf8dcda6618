import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Admissions, AssertionUse } from '../../ports/admissions.ts';
import type { Clock } from '../../ports/clock.ts';

function toItem(use: AssertionUse, spentBy: string) {
  return {
    pk: { S: `jti#${use.client}#${use.jtiDigest}` },
    sk: { S: 'jti' },
    spentBy: { S: spentBy },
    expiresAt: { N: String(use.expiresAt) },
    /** For DynamoDB's own deletion, which counts in seconds and may lag; readers go by `expiresAt`. */
    deleteAfterSeconds: { N: String(Math.ceil(use.expiresAt / 1000)) },
  };
}

/**
 * Admissions in their table: `jti#<client>#<jti digest>` · `jti`. Each call marks its item with a value
 * of its own, so that a retry by the SDK after a lost answer recognises its first write.
 */
export function makeDynamoAdmissions(options: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}): Admissions {
  const { client, table, clock } = options;
  return {
    async spend(use) {
      const spentBy = randomUUID();
      const command = new PutItemCommand({
        TableName: table,
        Item: toItem(use, spentBy),
        ConditionExpression: 'attribute_not_exists(pk) OR spentBy = :spentBy OR expiresAt <= :now',
        ExpressionAttributeValues: {
          ':spentBy': { S: spentBy },
          ':now': { N: String(clock.now()) },
        },
      });
      try {
        await client.send(command);
        return 'new';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'used';
        throw error;
      }
    },
  };
}
