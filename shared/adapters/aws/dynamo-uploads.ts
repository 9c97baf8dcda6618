import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Upload } from '../../domain/upload.ts';
import type { Uploads } from '../../ports/uploads.ts';
import { toAnsweredItem } from './dynamo-idempotency-items.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { putKey, putNew } from './dynamo-register-steps.ts';
import { sendTransaction } from './dynamo-transaction.ts';

const secondsADay = 86_400;

/** The upload is JSON in `content`; its state stands beside it. */
function toItem(upload: Upload): RegisterItem {
  const { state, ...content } = upload;
  return {
    ...registerKeys.upload(upload.id),
    kind: text('upload'),
    state: text(state),
    content: text(JSON.stringify(content)),
    deleteAfterSeconds: whole(Math.floor(upload.expiresAt / 1000) + secondsADay),
  };
}

const toUpload = (item: RegisterItem): Upload => ({
  ...JSON.parse(item['content']?.S ?? ''),
  state: item['state']?.S,
});

/** Uploads in the register's table: `upload#<id>` · `upload`. */
export function makeDynamoUploads({
  client,
  table,
}: {
  readonly client: DynamoDBClient;
  readonly table: string;
}): Uploads {
  const find: Uploads['find'] = async (id) => {
    const Key = registerKeys.upload(id);
    const read = { TableName: table, Key, ConsistentRead: true };
    const { Item } = await client.send(new GetItemCommand(read));
    return Item && toUpload(Item);
  };
  return {
    find,
    async open(upload, { key, answer }) {
      const sent = await sendTransaction(client, [
        putNew({ table }, toItem(upload)),
        putKey({ table }, toAnsweredItem(key, answer), upload.openedAt),
      ]);
      if (sent === 'landed') return 'opened';
      // its id is random: a refusal with it in the table is an earlier sending of this very write
      return (await find(upload.id)) === undefined ? 'key-used' : 'opened';
    },
    async complete(id) {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: registerKeys.upload(id),
          UpdateExpression: 'SET #state = :complete',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':complete': text('complete') },
        }),
      );
    },
  };
}
