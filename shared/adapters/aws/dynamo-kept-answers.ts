import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { RetrievedLicence } from '../../ports/retrievals.ts';
import { type HoldingTable, readNumberOf } from './dynamo-holding-table.ts';
import { type RegisterItem, text } from './dynamo-register-keys.ts';
import { sendBesideTransactions } from './dynamo-transaction.ts';

type Answer = readonly RetrievedLicence[];

/** The answer that was worked out first, of what was retrieved or looked up. */
export function readKeptAnswer(item: RegisterItem): Answer | undefined {
  const answer = item['answer']?.S;
  return answer === undefined ? undefined : JSON.parse(answer);
}

/** Does the key that it was asked for with still count? */
export const isRemembered = (item: RegisterItem, now: Moment): boolean =>
  (readNumberOf(item, 'expiresAt') ?? now + 1) > now;

/** Keeps an answer beside what it is of, unless one stands there; gives the one that stands. */
export async function keepFirstAnswer(
  { client, table }: HoldingTable,
  key: RegisterItem,
  answer: Answer,
): Promise<Answer> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: key,
    UpdateExpression: 'SET answer = if_not_exists(answer, :answer)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':answer': text(JSON.stringify(answer)) },
    ReturnValues: 'ALL_NEW',
  });
  const { Attributes } = await sendBesideTransactions(() => client.send(command));
  return readKeptAnswer(Attributes ?? {}) ?? answer;
}
