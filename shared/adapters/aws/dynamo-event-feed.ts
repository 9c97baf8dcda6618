import { setTimeout as pause } from 'node:timers/promises';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { FedEvent, FeedPosition, ServiceEvent } from '../../domain/event.ts';
import type { DepartmentCode } from '../../domain/ids.ts';
import type { EventFeed } from '../../ports/event-feed.ts';
import type { WritingTurns } from '../../ports/writer-lease.ts';
import { Problem } from '../../problem/problem.ts';
import { toCountSteps } from './dynamo-act-counts.ts';
import { type HoldingTable, readBodyOf, readNumberOf, toBodyItem } from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { text, whole } from './dynamo-register-keys.ts';
import { putNew } from './dynamo-register-steps.ts';
import { sendTransaction } from './dynamo-transaction.ts';

/** Two items and perhaps a count an event, and the head: within a transaction's hundred. */
const mostAtOnce = 33;
const maxTries = 12;
/** As long as events can be read; longer than a notice of a fact can come again. */
const keptSeconds = 35 * 86_400;

const forgetAt = ({ at }: ServiceEvent) => whole(Math.floor(at / 1000) + keptSeconds);

/** A turn of writing gives positions above all that any turn before it can have given, whatever of that has arrived. */
const positionsOfTurn = 1_000_000_000;

/** Moves the head on by so many, if nobody has moved it meanwhile. */
function moveHead(
  { table }: HoldingTable,
  department: DepartmentCode,
  move: { readonly from: FeedPosition; readonly to: FeedPosition; readonly isFirst: boolean },
): TransactWriteItem {
  const { from, to, isFirst } = move;
  return {
    Update: {
      TableName: table,
      Key: outletKeys.feedHead(department),
      UpdateExpression: 'SET #position = :to',
      ConditionExpression: isFirst
        ? 'attribute_not_exists(pk) OR #position <= :from'
        : '#position = :from',
      ExpressionAttributeNames: { '#position': 'position' },
      ExpressionAttributeValues: { ':to': whole(to), ':from': whole(from) },
    },
  };
}

/** The event at its position, and the mark that it has one. */
function placeEvent(
  table: HoldingTable,
  department: DepartmentCode,
  { event, position }: FedEvent,
): TransactWriteItem[] {
  const { department: _, ...body } = event;
  const deleteAfterSeconds = forgetAt(event);
  return [
    putNew(table, {
      ...outletKeys.fact(event.id),
      kind: text('fact'),
      position: whole(position),
      deleteAfterSeconds,
    }),
    putNew(
      table,
      toBodyItem(outletKeys.fed(department, position), 'fed', { body, deleteAfterSeconds }),
    ),
  ];
}

async function newest(table: HoldingTable, department: DepartmentCode): Promise<FeedPosition> {
  const head = await table.find(outletKeys.feedHead(department));
  return head === undefined ? 0 : (readNumberOf(head, 'position') ?? 0);
}

/** Where the feed lies, and by whose turn positions are given; the province's first unless told. */
interface FeedTable extends HoldingTable {
  readonly turns?: WritingTurns | undefined;
}

/** Once: true when all of them have their positions now, whoever gave them. */
async function recordOnce(
  { turns, ...table }: FeedTable,
  department: DepartmentCode,
  events: readonly ServiceEvent[],
): Promise<boolean> {
  const marks = await table.gather(events.map(({ id }) => outletKeys.fact(id)));
  const fresh = events.filter((_, at) => marks[at] === undefined);
  if (fresh.length === 0) return true;
  const floor = (((await turns?.current())?.epoch ?? 1) - 1) * positionsOfTurn;
  const from = Math.max(await newest(table, department), floor);
  const placed = fresh.map((event, at) => ({ event, position: from + at + 1 }));
  const items = [
    moveHead(table, department, { from, to: from + fresh.length, isFirst: from === floor }),
    ...placed.flatMap((one) => placeEvent(table, department, one)),
    ...toCountSteps(table, department, fresh),
  ];
  return (await sendTransaction(table.client, items)) === 'landed';
}

async function recordAll(
  table: FeedTable,
  department: DepartmentCode,
  events: readonly ServiceEvent[],
): Promise<void> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    if (await recordOnce(table, department, events)) return;
    // others record for the department as well: who was refused looks again after a random while
    await pause(10 * tries * Math.random());
  }
  throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
}

/** By department; the same event once. */
function groupByDepartment(events: readonly ServiceEvent[]) {
  const groups = new Map<DepartmentCode, Map<string, ServiceEvent>>();
  for (const event of events) {
    if (event.department === undefined) continue;
    const group = groups.get(event.department) ?? new Map<string, ServiceEvent>();
    groups.set(event.department, group.set(event.id, event));
  }
  return groups;
}

/** The feed in the outlet's table: a mark for each event, a row at its position, a head a department. */
export function makeDynamoEventFeed(table: HoldingTable, turns?: WritingTurns): EventFeed {
  return {
    async record(events) {
      for (const [department, group] of groupByDepartment(events)) {
        const all = [...group.values()];
        for (let at = 0; at < all.length; at += mostAtOnce) {
          await recordAll({ ...table, turns }, department, all.slice(at, at + mostAtOnce));
        }
      }
    },
    async read(department, { after, limit }) {
      const { items } = await table.page({
        partition: outletKeys.feed(department),
        after: outletKeys.position(after),
        limit,
      });
      return items.map((item) => ({
        position: Number(item['sk']?.S),
        event: { ...readBodyOf<ServiceEvent>(item), department },
      }));
    },
    newest: (department) => newest(table, department),
  };
}
