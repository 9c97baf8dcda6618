import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Moment } from '../../domain/ids.ts';
import {
  noRowYet,
  type TrailFact,
  type TrailHead,
  type TrailRow,
  toTrailKey,
  toTrailText,
} from '../../domain/trail.ts';
import type { KeptCheckpoint, Trail } from '../../ports/trail.ts';
import { Problem } from '../../problem/problem.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { putNew } from './dynamo-register-steps.ts';
import { sendTransaction } from './dynamo-transaction.ts';

/** Two items a fact, and the head: within a transaction's hundred. */
const mostAtOnce = 45;
const maxTries = 12;
/** Rows in one partition. */
const rowsTogether = 10_000;

const keyOf = (pk: string, sk: string): RegisterItem => ({ pk: text(pk), sk: text(sk) });
const digits = (value: number) => String(value).padStart(12, '0');
const sha256 = (of: string) => createHash('sha256').update(of).digest('base64url');
const partOf = (number: number) => `trail#${digits(Math.floor(number / rowsTogether))}`;

const keys = {
  head: () => keyOf('trail-head', 'head'),
  row: (number: number) => keyOf(partOf(number), digits(number)),
  fact: (fact: TrailFact) => keyOf(`trail-fact#${sha256(toTrailKey(fact))}`, 'fact'),
  checkpoints: 'trail-checkpoints',
  checkpoint: (sequence: number) => keyOf(keys.checkpoints, digits(sequence)),
};

function toHead(item: RegisterItem | undefined): TrailHead {
  if (item === undefined) return noRowYet;
  return { number: Number(item['number']?.N), digest: item['digest']?.S ?? '' };
}

function moveHead({ table }: HoldingTable, from: TrailHead, to: TrailHead): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: keys.head(),
      UpdateExpression: 'SET #number = :number, digest = :digest',
      ConditionExpression: from.number === 0 ? 'attribute_not_exists(pk)' : 'digest = :from',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: {
        ':number': whole(to.number),
        ':digest': text(to.digest),
        ...(from.number === 0 ? {} : { ':from': text(from.digest) }),
      },
    },
  };
}

/** Rows for these facts behind the head, each over the one before it. */
function chain(facts: readonly TrailFact[], from: TrailHead, at: Moment) {
  let head = from;
  const rows = facts.map((fact): TrailRow => {
    const row = { number: head.number + 1, fact, at, previous: head.digest };
    head = { number: row.number, digest: sha256(toTrailText(row)) };
    return row;
  });
  return { rows, head };
}

/** Once: true when all of them have their rows now, whoever gave them. */
async function appendOnce(
  table: HoldingTable,
  facts: readonly TrailFact[],
  at: Moment,
): Promise<boolean> {
  const marks = await table.gather(facts.map(keys.fact));
  const fresh = facts.filter((_, index) => marks[index] === undefined);
  if (fresh.length === 0) return true;
  const from = toHead(await table.find(keys.head()));
  const { rows, head } = chain(fresh, from, at);
  const items = rows.flatMap((row) => [
    putNew(table, toBodyItem(keys.row(row.number), 'trail-row', { body: row })),
    putNew(table, { ...keys.fact(row.fact), kind: text('trail-fact'), row: whole(row.number) }),
  ]);
  return (
    (await sendTransaction(table.client, [moveHead(table, from, head), ...items])) === 'landed'
  );
}

async function append(table: HoldingTable, facts: readonly TrailFact[], at: Moment) {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    if (await appendOnce(table, facts, at)) return;
    // another appends as well: who was refused looks again after a random while
    await pause(10 * tries * Math.random());
  }
  throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
}

/** What cannot be read says nothing, so that no chain leads through it. */
const unreadable: TrailRow = {
  ...{ number: 0, at: 0 as Moment, previous: '' },
  fact: { of: 'licence', id: '', entry: '', digest: '' },
};

function readRow(item: RegisterItem): TrailRow {
  try {
    const row = readBodyOf<TrailRow>(item);
    toTrailText(row);
    return row;
  } catch {
    return unreadable;
  }
}

/** A row stands where its key says, whatever else it says: so that whoever reads on always gets on. */
const toRow = (item: RegisterItem): TrailRow => ({
  ...readRow(item),
  number: Number(item['sk']?.S),
});

const toCheckpoint = (item: RegisterItem): KeptCheckpoint => ({
  sequence: Number(item['sk']?.S),
  compact: item['signed']?.S ?? '',
});

/** The trail in a table of its own: a head, a row at its number, a mark for each fact, checkpoints. */
export function makeDynamoTrail(table: HoldingTable): Trail {
  return {
    async append(facts, at) {
      const all = [...new Map(facts.map((fact) => [toTrailKey(fact), fact])).values()];
      for (let from = 0; from < all.length; from += mostAtOnce) {
        await append(table, all.slice(from, from + mostAtOnce), at);
      }
    },
    head: async () => toHead(await table.find(keys.head())),
    async read(after, limit) {
      const partition = partOf(after + 1);
      const { items } = await table.page({ partition, after: digits(after), limit });
      return items.map(toRow);
    },
    async lastCheckpoint() {
      const page = { partition: keys.checkpoints, limit: 1, newestFirst: true };
      const [last] = (await table.page(page)).items;
      return last && toCheckpoint(last);
    },
    async readCheckpoints(after, limit) {
      const page = { partition: keys.checkpoints, after: digits(after), limit };
      return (await table.page(page)).items.map(toCheckpoint);
    },
    async keepCheckpoint({ sequence, compact }) {
      const Item = {
        ...keys.checkpoint(sequence),
        ...{ kind: text('trail-checkpoint'), signed: text(compact) },
      };
      const ConditionExpression = 'attribute_not_exists(pk) OR signed = :signed';
      const put = new PutItemCommand({
        ...{ TableName: table.table, Item, ConditionExpression },
        ExpressionAttributeValues: { ':signed': text(compact) },
      });
      try {
        await table.client.send(put);
        return 'kept';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'taken';
        throw error;
      }
    },
  };
}
