import { createHash } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CivilDate } from '../../domain/ids.ts';
import type { Reminder, Reminders } from '../../ports/reminders.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { text } from './dynamo-register-keys.ts';

/** Partitions of a day: in a large province 100,000 licences end on one. */
const shards = 8;
/** Of each partition at once. */
const pageSize = 10;

function toKey({ day, licenceId, version, days }: Reminder) {
  const shard = (createHash('sha256').update(licenceId).digest()[0] ?? 0) % shards;
  return outletKeys.due(day, shard, `${licenceId}#${version}#${days}`);
}

/** Reminders in the outlet's table: `due#<day>#<shard>` · licence, version, days. */
export function makeDynamoReminders(table: HoldingTable): Reminders {
  const { client, table: TableName } = table;
  return {
    async put(reminder) {
      const Item = toBodyItem(toKey(reminder), 'due', { body: reminder });
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    async listDue(day) {
      const pages = Array.from({ length: shards }, (_, shard) =>
        table.page({ partition: outletKeys.dueDay(day, shard), limit: pageSize }),
      );
      const found = (await Promise.all(pages)).flatMap(({ items }) => items);
      return found.map((item) => readBodyOf<Reminder>(item));
    },
    async clear(reminder) {
      await client.send(new DeleteItemCommand({ TableName, Key: toKey(reminder) }));
    },
    async findWalked() {
      return (await table.find(outletKeys.walked()))?.['day']?.S as CivilDate | undefined;
    },
    async putWalked(day) {
      const Item = { ...outletKeys.walked(), kind: text('walked'), day: text(day) };
      await client.send(new PutItemCommand({ TableName, Item }));
    },
  };
}
