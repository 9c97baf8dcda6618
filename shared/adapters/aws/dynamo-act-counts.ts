import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type ActCount, toCounted } from '../../domain/act-count.ts';
import type { ServiceEvent } from '../../domain/event.ts';
import type { DepartmentCode } from '../../domain/ids.ts';
import type { ActCounts } from '../../ports/act-counts.ts';
import type { HoldingTable } from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { type RegisterItem, whole } from './dynamo-register-keys.ts';

/** A department has about as many rows a month as types times seals. */
const rowsAtOnce = 1000;

type Counted = NonNullable<ReturnType<typeof toCounted>>;

const rowOf = ({ month, licenceType, sealId }: Counted) => `${month}#${licenceType}#${sealId}`;

function addTo({ table }: HoldingTable, key: RegisterItem, acts: ReadonlyMap<string, number>) {
  const all = [...acts];
  return {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: `ADD ${all.map((_, at) => `#a${at} :a${at}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(all.map(([act], at) => [`#a${at}`, act])),
      ExpressionAttributeValues: Object.fromEntries(
        all.map(([, by], at) => [`:a${at}`, whole(by)]),
      ),
    },
  } satisfies TransactWriteItem;
}

/** What a transaction that gives events their positions counts with them: one step a row, so at most one an event. */
export function toCountSteps(
  table: HoldingTable,
  department: DepartmentCode,
  events: readonly ServiceEvent[],
): TransactWriteItem[] {
  const counted = events.flatMap((event) => toCounted(event) ?? []);
  return [...Map.groupBy(counted, rowOf)].map(([row, group]) => {
    const acts = Map.groupBy(group, ({ act }) => act);
    const numbers = [...acts].map(([act, { length }]) => [act, length] as const);
    return addTo(table, outletKeys.counted(department, row), new Map(numbers));
  });
}

function toActCount({ pk: _, sk, ...acts }: RegisterItem): ActCount {
  const [month = '', licenceType = '', sealId = ''] = sk?.S?.split('#') ?? [];
  const numbers = Object.entries(acts).map(([act, value]) => [act, Number(value.N)]);
  return { month, licenceType, sealId, acts: Object.fromEntries(numbers) } as ActCount;
}

/** Counts in the outlet's table, a row for each month, type and seal of a department. */
export function makeDynamoActCounts(table: HoldingTable): ActCounts {
  return {
    async list(department, month) {
      const partition = outletKeys.countsOf(department);
      const found: ActCount[] = [];
      // behind all rows of months before: `#` stands before every character of a row's rest
      let after: string | undefined = `${month}#`;
      while (after !== undefined) {
        const { items, end }: Awaited<ReturnType<HoldingTable['page']>> = await table.page({
          ...{ partition, after, limit: rowsAtOnce },
        });
        const rows = items.map(toActCount);
        found.push(...rows.filter((one) => one.month === month));
        after = rows.at(-1)?.month === month ? end : undefined;
      }
      return found;
    },
  };
}
