import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { Admissions } from '../../ports/admissions.ts';
import type { Clock } from '../../ports/clock.ts';

/** DynamoDB deletes by its own clock: so much later that ours may be behind by minutes. */
const deletionDelaySeconds = 3600;

type Key = readonly [pk: string, sk: 'jti' | 'proof' | 'revoked'];

const toKey = ([pk, sk]: Key) => ({ pk: { S: pk }, sk: { S: sk } });

const toItem = (key: Key, expiresAt: Moment) => ({
  ...toKey(key),
  expiresAt: { N: String(expiresAt) },
  /** For DynamoDB's own deletion, which counts in seconds and may lag; readers go by `expiresAt`. */
  deleteAfterSeconds: { N: String(Math.ceil(expiresAt / 1000) + deletionDelaySeconds) },
});

const revokedKey = (jti: string): Key => [`token#${jti}`, 'revoked'];

/**
 * Admissions in their table: `jti#<client>#<jti digest>` · `jti`, `proof#<thumbprint>#<jti digest>` ·
 * `proof`, `token#<jti>` · `revoked`. Each spending marks its item with a value of its own, so that a
 * retry by the SDK after a lost answer recognises its first write.
 */
export function makeDynamoAdmissions(options: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}): Admissions {
  const { client, table, clock } = options;
  const spendOnce = async (key: Key, expiresAt: Moment): Promise<'new' | 'used'> => {
    const spentBy = { S: randomUUID() };
    const command = new PutItemCommand({
      TableName: table,
      Item: { ...toItem(key, expiresAt), spentBy },
      ConditionExpression: 'attribute_not_exists(pk) OR spentBy = :spentBy OR expiresAt <= :now',
      ExpressionAttributeValues: { ':spentBy': spentBy, ':now': { N: String(clock.now()) } },
    });
    try {
      await client.send(command);
      return 'new';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'used';
      throw error;
    }
  };
  return {
    spend: (use) => spendOnce([`jti#${use.client}#${use.jtiDigest}`, 'jti'], use.expiresAt),
    spendProof: (use) =>
      spendOnce([`proof#${use.thumbprint}#${use.jtiDigest}`, 'proof'], use.expiresAt),
    async revokeToken({ jti, expiresAt }) {
      const Item = toItem(revokedKey(jti), expiresAt);
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    async isTokenRevoked(jti) {
      const read = { TableName: table, Key: toKey(revokedKey(jti)), ConsistentRead: true };
      const { Item } = await client.send(new GetItemCommand(read));
      return Item !== undefined;
    },
  };
}
