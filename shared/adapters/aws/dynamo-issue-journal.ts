import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  QueryCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { issueHourSeconds } from '../../domain/issue-hour.ts';
import type { IssueHours, IssueJournal, LateDigests } from '../../ports/issue-journal.ts';
import { Problem } from '../../problem/problem.ts';
import {
  issueShards,
  type RegisterItem,
  registerKeys,
  text,
  whole,
} from './dynamo-register-keys.ts';
import { put, type RegisterTable } from './dynamo-register-steps.ts';
import { turnOf } from './dynamo-settled.ts';
import { sendBesideTransactions, sendTransaction } from './dynamo-transaction.ts';

/** Where the register lies, and which Region's journal is meant. */
export interface DynamoIssueJournalOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly region: string;
}

/** Shards read or written side by side. */
const atOnce = 16;

/** That the hour is open in the digest's shard (first), and the digest in it (second). */
export function toJournalItems(
  of: RegisterTable,
  { digest, hour }: { readonly digest: string; readonly hour: number },
): TransactWriteItem[] {
  return [
    {
      ConditionCheck: {
        TableName: of.table,
        Key: registerKeys.issueGate(of.journal, digest.slice(0, 1)),
        ConditionExpression: 'attribute_not_exists(pk) OR closedUntil <= :hour',
        ExpressionAttributeValues: { ':hour': whole(hour) },
      },
    },
    put(of, {
      ...registerKeys.issued(of.journal, hour, digest),
      kind: text('issued'),
      turn: text(turnOf(of)),
    }),
  ];
}

async function readClosedUntil(
  { client, table }: DynamoIssueJournalOptions,
  key: RegisterItem,
): Promise<number | undefined> {
  const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
  const until = (await client.send(command)).Item?.['closedUntil']?.N;
  return until === undefined ? undefined : Number(until);
}

/** The first hour that is open in the digest's shard; the first of all when none was ever closed. */
export async function findOpenHour(
  options: DynamoIssueJournalOptions,
  digest: string,
): Promise<number> {
  const key = registerKeys.issueGate(options.region, digest.slice(0, 1));
  return (await readClosedUntil(options, key)) ?? 0;
}

/** Work on every shard, so many at once; answers in the shards' order. */
async function overShards<T>(work: (shard: string) => Promise<T>): Promise<readonly T[]> {
  const answers: T[] = [];
  for (let at = 0; at < issueShards.length; at += atOnce) {
    answers.push(...(await Promise.all(issueShards.slice(at, at + atOnce).map(work))));
  }
  return answers;
}

/** Moves a mark forward, also while transactions ask it; one that stands there or further stays. */
async function raise(
  { client, table }: DynamoIssueJournalOptions,
  key: RegisterItem,
  until: number,
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: key,
    UpdateExpression: 'SET closedUntil = :until, kind = :kind',
    ConditionExpression: 'attribute_not_exists(pk) OR closedUntil < :until',
    ExpressionAttributeValues: { ':until': whole(until), ':kind': text('issue-gate') },
  });
  await sendBesideTransactions(() => client.send(command)).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

/**
 * Closing hours in the register table: every shard's gate first, then the mark that says so. Whoever
 * reads the mark finds every gate at it or further; a gate and the transactions that ask it are
 * serialised by DynamoDB.
 */
export function makeDynamoIssueHours(options: DynamoIssueJournalOptions): IssueHours {
  const { region } = options;
  return {
    async close(until) {
      const mark = registerKeys.issuesClosed(region);
      if (((await readClosedUntil(options, mark)) ?? -1) >= until) return;
      await overShards((shard) => raise(options, registerKeys.issueGate(region, shard), until));
      await raise(options, mark, until);
    },
  };
}

const mostHoursTried = 5;

/** Late digests in the register table: the same two items as at coming into force. */
export function makeDynamoLateDigests(options: DynamoIssueJournalOptions): LateDigests {
  const { client, table, region: journal } = options;
  return {
    async enter({ digest, hour, turn }, by) {
      if (turn === turnOf(by)) return 'in-time';
      for (let tries = 1; tries <= mostHoursTried; tries += 1) {
        const open = await findOpenHour(options, digest);
        if (open <= hour) return 'in-time';
        const items = toJournalItems({ ...by, table, journal }, { digest, hour: open });
        if ((await sendTransaction(client, items)) === 'landed') return 'entered';
      }
      throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
    },
  };
}

const betweenHours = (region: string, shard: string, hours: readonly [number, number]) => ({
  ConsistentRead: true,
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
  ExpressionAttributeValues: {
    ':pk': text(registerKeys.issuedShard(region, shard)),
    ':from': text(registerKeys.issuedHour(hours[0])),
    // sorts before every digest of the hour in which the interval ends
    ':until': text(registerKeys.issuedHour(hours[1])),
  },
  ProjectionExpression: 'sk',
});

const partsOf = (item: RegisterItem): readonly [string, string] => {
  const [hour = '', digest = ''] = (item['sk']?.S ?? '').split('#');
  return [hour, digest];
};

async function firstHourOf(
  { client, table, region }: DynamoIssueJournalOptions,
  shard: string,
  hours: readonly [number, number],
): Promise<number | undefined> {
  const query = { TableName: table, ...betweenHours(region, shard, hours), Limit: 1 };
  const [first] = (await client.send(new QueryCommand(query))).Items ?? [];
  return first && Number(partsOf(first)[0]);
}

async function digestsIn(
  { client, table, region }: DynamoIssueJournalOptions,
  shard: string,
  hour: number,
): Promise<readonly string[]> {
  const digests: string[] = [];
  const hours = [hour, hour + issueHourSeconds] as const;
  const query = { TableName: table, ...betweenHours(region, shard, hours) };
  for await (const page of paginateQuery({ client }, query)) {
    digests.push(...(page.Items ?? []).map((item) => partsOf(item)[1]));
  }
  return digests;
}

/** The journal in the register table: `issued#<region>#<first character>` · `<hour>#<digest>`. */
export function makeDynamoIssueJournal(options: DynamoIssueJournalOptions): IssueJournal {
  return {
    closedUntil: () => readClosedUntil(options, registerKeys.issuesClosed(options.region)),
    async firstHour(from, until) {
      const found = await overShards((shard) => firstHourOf(options, shard, [from, until]));
      const hours = found.filter((hour) => hour !== undefined);
      return hours.length === 0 ? undefined : Math.min(...hours);
    },
    async digestsOf(hour) {
      return (await overShards((shard) => digestsIn(options, shard, hour))).flat();
    },
  };
}
