import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Face } from '../../domain/face.ts';
import type { Faces } from '../../ports/faces.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { sendTransaction } from './dynamo-transaction.ts';

type Form = 'face' | 'annotated-copy';

/** Where records of faces lie, and as what a seal's uses tell them. */
interface FacePlace {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly form: Form;
  keyOf(face: Pick<Face, 'licenceId' | 'version'>): RegisterItem;
}

const toItem = ({ keyOf, form }: FacePlace, face: Face): RegisterItem => ({
  ...keyOf(face),
  kind: text(form),
  attempt: whole(face.attempt),
  state: text(face.state),
  content: text(JSON.stringify(face)),
});

const toFace = (item: RegisterItem): Face => JSON.parse(item['content']?.S ?? '') as Face;

/** An attempt that is recorded by somebody else meanwhile, or the same one, sent twice. */
const isSame = (found: Face | undefined, face: Face) =>
  found?.attempt === face.attempt && found.path === face.path;

type FaceTable = Pick<FacePlace, 'client' | 'table'>;

/** Faces in the register's table: `face#<licence id>` · `version#n`. */
export function makeDynamoFaces(table: FaceTable): Faces {
  const keyOf: FacePlace['keyOf'] = (face) => registerKeys.face(face.licenceId, face.version);
  return makeFaces({ ...table, form: 'face', keyOf });
}

/** Annotated copies of one retrieval, in the register's table: `copy#<retrieval id>` · licence id. */
export function makeDynamoCopies(table: FaceTable, retrievalId: string): Faces {
  const keyOf: FacePlace['keyOf'] = (face) => registerKeys.copy(retrievalId, face.licenceId);
  return makeFaces({ ...table, form: 'annotated-copy', keyOf });
}

/** The use of the seal that an attempt is; of one licence several copies may be made in one millisecond. */
function putUse({ table, form }: FacePlace, face: Face): TransactWriteItem {
  const { seal, at, by, licenceId, version, attempt, digest } = face;
  const told = form === 'face' ? { form } : { form, digest };
  return {
    Put: {
      TableName: table,
      Item: {
        ...registerKeys.sealUse({ seal, at, licenceId, version, attempt, ...told }),
        kind: text('seal-use'),
        digest: text(digest),
        by: text(by),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

function makeFaces(place: FacePlace): Faces {
  const { client, table } = place;
  const find: Faces['find'] = async (id, version) => {
    const Key = place.keyOf({ licenceId: id, version });
    const read = { TableName: table, Key, ConsistentRead: true };
    const { Item } = await client.send(new GetItemCommand(read));
    return Item && toFace(Item);
  };
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
        { Put: { TableName: table, Item: toItem(place, face), ...isNext } },
        putUse(place, face),
      ]);
      if (sent === 'landed') return 'recorded';
      return isSame(await find(face.licenceId, face.version), face) ? 'recorded' : 'moved';
    },
    async complete(face) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem(place, { ...face, state: 'made' }),
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
