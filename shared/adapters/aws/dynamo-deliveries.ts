import {
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import type { WebhookId } from '../../domain/webhook.ts';
import type { Attempt, Deliveries, Retry, Turn, TurnStep } from '../../ports/deliveries.ts';
import {
  type HoldingTable,
  type PartitionPage,
  readBodyOf,
  readNumberOf,
  toBodyItem,
} from './dynamo-holding-table.ts';
import { outletKeys } from './dynamo-outlet-keys.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { put, remove } from './dynamo-register-steps.ts';
import { sendBesideTransactions, sendTransaction } from './dynamo-transaction.ts';
import { isRefusal } from './is-refusal.ts';

/** As long as the feed keeps events. */
const keptSeconds = 35 * 86_400;

/** An endpoint's turn, as `dynamo-webhooks` puts it first. */
export const toFirstTurnItem = (id: WebhookId, position: number): RegisterItem => ({
  ...outletKeys.turn(id),
  kind: text('turn'),
  position: whole(position),
  failedRounds: whole(0),
  wanted: whole(0),
});

function toTurn(webhook: WebhookId, item: RegisterItem): Turn {
  const pausedUntil = readNumberOf(item, 'pausedUntil') as Moment | undefined;
  return {
    webhook,
    position: readNumberOf(item, 'position') ?? 0,
    failedRounds: readNumberOf(item, 'failedRounds') ?? 0,
    ...(pausedUntil === undefined ? {} : { pausedUntil }),
    wanted: readNumberOf(item, 'wanted') ?? 0,
    token: item['leaseToken']?.S ?? '',
  };
}

/** The turn after the update, or undefined where its condition did not hold. */
async function update(
  table: HoldingTable,
  webhook: WebhookId,
  given: Omit<UpdateItemCommandInput, 'TableName' | 'Key' | 'ReturnValues'>,
): Promise<Turn | undefined> {
  const key = { TableName: table.table, Key: outletKeys.turn(webhook) };
  const command = new UpdateItemCommand({ ...key, ...given, ReturnValues: 'ALL_NEW' });
  try {
    const { Attributes } = await sendBesideTransactions(() => table.client.send(command));
    return toTurn(webhook, Attributes ?? {});
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function makeTake(table: HoldingTable): Deliveries['take'] {
  return async (webhook, { token, now, until }) => {
    const taken = await update(table, webhook, {
      UpdateExpression: 'SET leaseToken = :token, leaseUntil = :until ADD wanted :one',
      ConditionExpression:
        'attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseToken = :token)',
      ExpressionAttributeValues: {
        ':token': text(token),
        ':until': whole(until),
        ':now': whole(now),
        ':one': whole(1),
      },
    });
    if (taken === undefined) {
      const asked = await update(table, webhook, {
        UpdateExpression: 'ADD wanted :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': whole(1) },
      });
      if (asked !== undefined) return 'busy';
      // removed while somebody took its turn: what they left is to wake nobody
      const left = { TableName: table.table, Key: outletKeys.waiting(webhook) };
      await table.client.send(new DeleteItemCommand(left));
      return 'unknown';
    }
    // whoever dies in the turn leaves this behind: the clock comes back to it
    const Item = toWaitingItem(webhook, until);
    const waiting = new PutItemCommand({ TableName: table.table, Item });
    await sendBesideTransactions(() => table.client.send(waiting));
    return taken;
  };
}

/** When an endpoint is to be looked at again. */
export const toWaitingItem = (webhook: WebhookId, at: Moment): RegisterItem => ({
  ...outletKeys.waiting(webhook),
  kind: text('waiting'),
  at: whole(at),
});

function makeStep(table: HoldingTable): Deliveries['step'] {
  return async ({ webhook, token }, { position, failedRounds, pausedUntil }: TurnStep) => {
    const paused = pausedUntil === undefined ? ' REMOVE pausedUntil' : ', pausedUntil = :paused';
    const moved = await update(table, webhook, {
      UpdateExpression: `SET #position = :position, failedRounds = :rounds${paused}`,
      ConditionExpression: 'leaseToken = :token',
      ExpressionAttributeNames: { '#position': 'position' },
      ExpressionAttributeValues: {
        ':position': whole(position),
        ':rounds': whole(failedRounds),
        ':token': text(token),
        ...(pausedUntil === undefined ? {} : { ':paused': whole(pausedUntil) }),
      },
    });
    return moved ?? 'lost';
  };
}

/** Ends the turn and says when the endpoint is to be looked at again, in one: neither is ever without the other. */
function makeEnd(table: HoldingTable): Deliveries['end'] {
  return async ({ webhook, token, wanted }, waitUntil) => {
    const ending = {
      Update: {
        TableName: table.table,
        Key: outletKeys.turn(webhook),
        UpdateExpression: 'REMOVE leaseToken, leaseUntil',
        ConditionExpression: 'leaseToken = :token AND wanted = :wanted',
        ExpressionAttributeValues: { ':token': text(token), ':wanted': whole(wanted) },
      },
    };
    const waiting =
      waitUntil === undefined
        ? remove(table, outletKeys.waiting(webhook))
        : put(table, toWaitingItem(webhook, waitUntil));
    if ((await sendTransaction(table.client, [ending, waiting])) === 'landed') return 'ended';
    const item = await table.find(outletKeys.turn(webhook));
    if (item?.['leaseToken'] === undefined) return 'ended';
    return item['leaseToken'].S === token ? 'wanted' : 'lost';
  };
}

/** An event that an endpoint is still to get. */
export const toRetryItem = (webhook: WebhookId, retry: Retry): RegisterItem =>
  toBodyItem(outletKeys.retry(webhook, retry.event.id), 'retry', {
    body: retry,
    deleteAfterSeconds: whole(Math.floor(retry.dueAt / 1000) + keptSeconds),
  });

function makeRetries(
  table: HoldingTable,
): Pick<Deliveries, 'listRetries' | 'putRetry' | 'clearRetry'> {
  const { client, table: TableName } = table;
  return {
    async listRetries(webhook, limit) {
      const { items } = await table.page({ partition: outletKeys.retries(webhook), limit });
      return items.map((item) => readBodyOf<Retry>(item));
    },
    async putRetry(webhook, retry) {
      await client.send(new PutItemCommand({ TableName, Item: toRetryItem(webhook, retry) }));
    },
    async clearRetry(webhook, event) {
      const Key = outletKeys.retry(webhook, event);
      await client.send(new DeleteItemCommand({ TableName, Key }));
    },
  };
}

const waitingAtOnce = 1000;

/** All that wait are looked through: in which order they stand says nothing of when each is due. */
async function listWaiting(table: HoldingTable, until: Moment): Promise<readonly WebhookId[]> {
  const due: WebhookId[] = [];
  let after: string | undefined;
  do {
    const page: PartitionPage = await table.page({
      ...{ partition: outletKeys.waitingPartition, after, limit: waitingAtOnce },
    });
    const found = page.items.filter((item) => (readNumberOf(item, 'at') ?? 0) <= until);
    due.push(...found.map((item) => item['sk']?.S as WebhookId));
    after = page.end;
  } while (after !== undefined);
  return due;
}

/** Turns, retries and the delivery log of endpoints, in the outlet's table. */
export function makeDynamoDeliveries(table: HoldingTable): Deliveries {
  return {
    take: makeTake(table),
    step: makeStep(table),
    end: makeEnd(table),
    ...makeRetries(table),
    async log(webhook, attempt) {
      const { at, event, attempt: number } = attempt;
      const Item = toBodyItem(
        outletKeys.logged(webhook, { at, event, attempt: number }),
        'attempt',
        {
          body: attempt,
          deleteAfterSeconds: whole(Math.floor(at / 1000) + keptSeconds),
        },
      );
      await table.client.send(new PutItemCommand({ TableName: table.table, Item }));
    },
    async listLog(webhook, { after, limit }) {
      const partition = outletKeys.log(webhook);
      const { items, end } = await table.page({ partition, after, limit, newestFirst: true });
      const attempts = items.map((item) => readBodyOf<Attempt>(item));
      return end === undefined ? { attempts } : { attempts, end };
    },
    listWaiting: (until) => listWaiting(table, until),
  };
}
