import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { civilDateOf } from '../../domain/civil-date.ts';
import type { OwnWork } from '../../domain/work-item.ts';
import type { DueWork, DueWorks } from '../../ports/due-works.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { type RegisterItem, whole } from './dynamo-register-keys.ts';
import { isRefusal } from './is-refusal.ts';

const pageSize = 40;

const ownPrefix = ({ kind, department }: Pick<OwnWork, 'kind' | 'department'>) =>
  `${kind}#${department}#`;
const toKey = ({ day, work }: DueWork) =>
  outletKeys.dueWork(day, `${ownPrefix(work)}${work.id}#${civilDateOf(work.since)}`);
const toDue = (item: RegisterItem) => readBodyOf<DueWork>(item);

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}

/** Waiting work in the outlet's table: `due-work#<day>` · kind, department, id, day since which it waits. */
export function makeDynamoDueWorks(table: HoldingTable): DueWorks {
  const { client, table: TableName } = table;
  return {
    async put(due) {
      const { since } = due.work;
      const command = new PutItemCommand({
        TableName,
        Item: toBodyItem(toKey(due), 'due-work', { body: due, since: whole(since) }),
        ConditionExpression: 'attribute_not_exists(pk) OR #since <= :since',
        ExpressionAttributeNames: { '#since': 'since' },
        ExpressionAttributeValues: { ':since': whole(since) },
      });
      await client.send(command).catch(unlessRefused);
    },
    async listDue(day) {
      const partition = outletKeys.dueWorkDay(day);
      return (await table.page({ partition, limit: pageSize })).items.map(toDue);
    },
    async clear(due) {
      const command = new DeleteItemCommand({
        ...{ TableName, Key: toKey(due) },
        // a later moment of the same day, put meanwhile, stays
        ConditionExpression: 'attribute_not_exists(pk) OR #since = :since',
        ExpressionAttributeNames: { '#since': 'since' },
        ExpressionAttributeValues: { ':since': whole(due.work.since) },
      });
      await client.send(command).catch(unlessRefused);
    },
    async listOf({ day, limit, ...own }) {
      const partition = outletKeys.dueWorkDay(day);
      const after = ownPrefix(own);
      const { items } = await table.page({ partition, after, limit });
      return items.filter(({ sk }) => sk?.S?.startsWith(after)).map(toDue);
    },
  };
}
