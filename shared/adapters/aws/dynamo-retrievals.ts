import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type AuthorisationId, partiesOf } from '../../domain/authorisation.ts';
import type { HolderDigest, Moment } from '../../domain/ids.ts';
import { keyExpiresAt } from '../../domain/repeated-request.ts';
import { type ShowCodeId, spokenCodeTries } from '../../domain/show-code.ts';
import type { RetrievalFact } from '../../ports/facts.ts';
import type { IdempotencyKey } from '../../ports/idempotency.ts';
import type {
  FoundCode,
  LockedCode,
  Retrieval,
  Retrievals,
  Spending,
} from '../../ports/retrievals.ts';
import type { CodeFinder } from '../../ports/show-codes.ts';
import { toAuthorisation } from './dynamo-authorisations.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import { isRemembered, keepFirstAnswer, readKeptAnswer } from './dynamo-kept-answers.ts';
import { checkDelegation, leaveHolds, leaveNames } from './dynamo-leave-conditions.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { putKey, putNew } from './dynamo-register-steps.ts';
import { sendBesideTransactions } from './dynamo-transaction.ts';
import { putUses } from './dynamo-uses.ts';

/** What is spent, and the leave that it is for. */
interface Spent {
  readonly authorisation: AuthorisationId;
  readonly code: FoundCode['code'];
}

/** What is looked for where nothing is: the same calls, nobody's items, and in nobody's way. */
const toNothing = (of: string): Spent => ({
  authorisation: `authorisation-none-${of}` as AuthorisationId,
  code: 'show-code-none' as ShowCodeId,
});
/** A retrieval is remembered for as long as its key; readers check, and DynamoDB deletes later. */
const keptSeconds = 8 * 86_400;

const keyOf = ({ client, keyDigest }: IdempotencyKey) => holdingKeys.retrieval(client, keyDigest);

/** Reads a retrieval's record. */
export function toRetrieval(item: RegisterItem): Retrieval {
  const body = readBodyOf<Omit<Retrieval, 'answer'>>(item);
  const answer = readKeptAnswer(item);
  return answer === undefined ? body : { ...body, answer };
}

/** Counts a try at a spoken code, as long as it can be tried: was the secret the right one, or was it the last? */
async function tryCode(
  { client, table }: HoldingTable,
  key: RegisterItem,
  { secretMac, now }: { readonly secretMac: string; readonly now: Moment },
): Promise<'right' | 'wrong' | 'locked'> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: key,
    UpdateExpression: 'ADD tries :one',
    ConditionExpression:
      'attribute_exists(secret) AND attribute_not_exists(usedAt) AND tries < :most AND expiresAt > :now',
    ExpressionAttributeValues: {
      ':one': whole(1),
      ':most': whole(spokenCodeTries),
      ':now': whole(now),
    },
    ReturnValues: 'ALL_NEW',
  });
  const send = () => client.send(command);
  const { Attributes } = await sendBesideTransactions(send).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { Attributes: undefined };
  });
  if (Attributes?.['secret']?.S === secretMac) return 'right';
  return Number(Attributes?.['tries']?.N ?? 0) >= spokenCodeTries ? 'locked' : 'wrong';
}

/** Where what leads to a code stands; a request leads to itself. */
function toPointerKey(finder: CodeFinder): RegisterItem {
  if ('requestId' in finder) return holdingKeys.request(finder.requestId);
  return 'mac' in finder
    ? holdingKeys.code(finder.mac)
    : holdingKeys.spoken(finder.counter, finder.digits);
}

/** What is spent stands with its authorisation, a request by itself. */
function toSpentKey({ authorisation, code }: Spent): RegisterItem {
  const isRequest = code.startsWith('request-');
  return isRequest
    ? holdingKeys.request(code)
    : holdingKeys.showCode(authorisation, code as ShowCodeId);
}

async function findCode(
  table: HoldingTable,
  finder: CodeFinder,
  now: Moment,
): Promise<FoundCode | LockedCode | undefined> {
  const pointer = await table.find(toPointerKey(finder));
  const nothing = toNothing(randomUUID());
  const authorisation = (pointer?.['authorisation']?.S ?? nothing.authorisation) as AuthorisationId;
  const shown = (pointer?.['showCode']?.S ?? nothing.code) as ShowCodeId;
  const code = 'requestId' in finder ? finder.requestId : shown;
  const key = toSpentKey({ authorisation, code });
  const tried = 'secretMac' in finder ? await tryCode(table, key, { ...finder, now }) : 'right';
  const [item, leave] = await table.gather([key, holdingKeys.authorisation(authorisation)]);
  if (tried === 'locked') return { locked: shown };
  if (leave === undefined || item === undefined || tried === 'wrong') return undefined;
  return { code, authorisation: toAuthorisation(leave) };
}

/** What a spending is about, be there anything or not. */
function toSpent({ found, retrieval }: Spending): Spent {
  if (found === undefined) return toNothing(retrieval.use.id);
  return { authorisation: found.authorisation.id, code: found.code };
}

function useCode({ table }: HoldingTable, spending: Spending): TransactWriteItem {
  const { at, retrieval } = spending;
  return {
    Update: {
      TableName: table,
      Key: toSpentKey(toSpent(spending)),
      UpdateExpression: 'SET usedAt = :now, usedBy = :client',
      ConditionExpression:
        'attribute_exists(pk) AND attribute_not_exists(usedAt) AND expiresAt > :now AND (attribute_not_exists(onlyFor) OR onlyFor = :client)',
      ExpressionAttributeValues: { ':now': whole(at), ':client': text(retrieval.client) },
    },
  };
}

function useLeave({ table }: HoldingTable, spending: Spending): TransactWriteItem {
  const { at, retrieval } = spending;
  const { client, department } = retrieval.use.verifier;
  return {
    Update: {
      TableName: table,
      Key: holdingKeys.authorisation(toSpent(spending).authorisation),
      UpdateExpression: 'ADD #uses :one',
      ConditionExpression: `${leaveHolds} AND itemCode = :item AND verifier IN (:anyone, :client, :department)`,
      ExpressionAttributeNames: leaveNames,
      ExpressionAttributeValues: {
        ':one': whole(1),
        ':now': whole(at),
        ':item': text(retrieval.use.purpose.itemCode),
        ':anyone': text('anyone'),
        ':client': text(`client#${client}`),
        ':department': text(`department#${department ?? ''}`),
      },
    },
  };
}

/** Was the code used by a transaction that was faster? Then no other can use it. */
async function isSpent(table: HoldingTable, spending: Spending): Promise<boolean> {
  return (await table.find(toSpentKey(toSpent(spending))))?.['usedAt'] !== undefined;
}

/** What others are told of a retrieval: who retrieved which licences, and for which item; of the holder nothing. */
function putMade(table: HoldingTable, { retrieval, at }: Spending): TransactWriteItem {
  const { id, verifier, licences, purpose } = retrieval.use;
  const { client, department } = verifier;
  const fact: RetrievalFact = {
    ...{ id, at, client, ...(department === undefined ? {} : { department }) },
    licences: licences.map(({ licenceId }) => licenceId),
    itemCode: purpose.itemCode,
  };
  return putNew(
    table,
    toBodyItem(holdingKeys.made(id), 'made', {
      body: fact,
      deleteAfterSeconds: whole(Math.floor(at / 1000) + keptSeconds),
    }),
  );
}

/** The retrieval's own record (at 0), the code, the leave, the delegation, the use for whom it concerns, what others are told. */
function toSpendingItems(table: HoldingTable, spending: Spending, token: string) {
  const { found, retrieval, at } = spending;
  const leave = found?.authorisation;
  const nobody = { whole: [`none-${retrieval.use.id}` as HolderDigest] };
  const concerned =
    leave === undefined ? nobody : { whole: partiesOf(leave), partly: leave.coHolders };
  const record = toBodyItem(keyOf(retrieval), 'retrieval', {
    ...{ body: retrieval, token: text(token) },
    expiresAt: whole(keyExpiresAt(at)),
    deleteAfterSeconds: whole(Math.floor(at / 1000) + keptSeconds),
  });
  return [
    putKey(table, record, at),
    useCode(table, spending),
    useLeave(table, spending),
    checkDelegation(table, leave ?? { id: toSpent(spending).authorisation }, at),
    ...putUses(table, retrieval.use, concerned),
    putMade(table, spending),
    ...(leave?.annotatedCopy ? [putCopies(table, spending)] : []),
  ];
}

/** What annotated copies are found by. */
function putCopies(table: HoldingTable, { retrieval, at }: Spending): TransactWriteItem {
  return putNew(table, {
    ...holdingKeys.copies(retrieval.use.id),
    kind: text('copies'),
    client: text(retrieval.client),
    keyDigest: text(retrieval.keyDigest),
    deleteAfterSeconds: whole(Math.floor(at / 1000) + keptSeconds),
  });
}

/** Does a leave still stand, and the delegation it was given under? */
export async function leaveStands(table: HoldingTable, leave: RegisterItem): Promise<boolean> {
  if (leave['withdrawnAt'] !== undefined) return false;
  const { delegation } = toAuthorisation(leave);
  if (delegation === undefined) return true;
  return (await table.find(holdingKeys.delegation(delegation)))?.['endedAt'] === undefined;
}

/** Retrievals in the holding zone's table. */
export function makeDynamoRetrievals(table: HoldingTable): Retrievals {
  const find: Retrievals['find'] = async (key, now) => {
    const item = await table.find(keyOf(key));
    return item && isRemembered(item, now) ? toRetrieval(item) : undefined;
  };
  return {
    find,
    findCode: (finder, now) => findCode(table, finder, now),
    async spend(spending) {
      const token = randomUUID();
      const items = toSpendingItems(table, spending, token);
      const isLost = () => isSpent(table, spending);
      const witness = { key: keyOf(spending.retrieval), token, isLost };
      const outcome = await table.write(items, witness);
      if (outcome === 'landed') return 'spent';
      return outcome.refusedAt.includes(0) ? 'key-used' : 'refused';
    },
    keepAnswer: (key, answer) => keepFirstAnswer(table, keyOf(key), answer),
    async stands(id) {
      const item = await table.find(holdingKeys.authorisation(id));
      return item !== undefined && leaveStands(table, item);
    },
  };
}
