import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Face } from '../../domain/face.ts';
import type { Faces } from '../../ports/faces.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { sendTransaction } from './dynamo-transaction.ts';

const toItem = (face: Face): RegisterItem => ({
  ...registerKeys.face(face.licenceId, face.version),
  kind: text('face'),
  attempt: whole(face.attempt),
  state: text(face.state),
  content: text(JSON.stringify(face)),
});

const toFace = (item: RegisterItem): Face => JSON.parse(item['content']?.S ?? '') as Face;

/** An attempt that is recorded by somebody else meanwhile, or the same one, sent twice. */
const isSame = (found: Face | undefined, face: Face) =>
  found?.attempt === face.attempt && found.path === face.path;

/** Faces in the register's table: `face#<licence id>` · `version#n`. */
export function makeDynamoFaces({
  client,
  table,
}: {
  readonly client: DynamoDBClient;
  readonly table: string;
}): Faces {
  const find: Faces['find'] = async (id, version) => {
    const Key = registerKeys.face(id, version);
    const read = { TableName: table, Key, ConsistentRead: true };
    const { Item } = await client.send(new GetItemCommand(read));
    return Item && toFace(Item);
  };
  const putUse = ({ seal, at, by, licenceId, version, attempt, digest }: Face) => ({
    Put: {
      TableName: table,
      Item: {
        ...registerKeys.sealUse({ seal, at, licenceId, version, attempt, form: 'face' }),
        kind: text('seal-use'),
        digest: text(digest),
        by: text(by),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  return {
    find,
    async recordAttempt(face) {
      const isNext = {
        ConditionExpression: face.attempt === 1 ? 'attribute_not_exists(pk)' : 'attempt = :before',
        ...(face.attempt === 1
          ? {}
          : { ExpressionAttributeValues: { ':before': whole(face.attempt - 1) } }),
      };
      const sent = await sendTransaction(client, [
        { Put: { TableName: table, Item: toItem(face), ...isNext } },
        putUse(face),
      ]);
      if (sent === 'landed') return 'recorded';
      return isSame(await find(face.licenceId, face.version), face) ? 'recorded' : 'moved';
    },
    async complete(face) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...face, state: 'made' }),
            ConditionExpression: 'attempt = :attempt',
            ExpressionAttributeValues: { ':attempt': whole(face.attempt) },
          }),
        );
        return 'completed';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'moved';
        throw error;
      }
    },
  };
}
