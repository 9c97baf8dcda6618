import {
  type DynamoDBClient,
  paginateQuery,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { LicenceId, Moment } from '../../domain/ids.ts';
import { type FoldedState, foldEntries, type StateEntry } from '../../domain/licence-fold.ts';
import { isEnded } from '../../domain/licence-state.ts';
import type { LicenceHead } from '../../ports/register.ts';
import type { RegisterMender } from '../../ports/register-mender.ts';
import { toLicenceEntry, toLicenceHead } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { setListEntry } from './dynamo-register-steps.ts';
import { sendTransaction } from './dynamo-transaction.ts';

/** Where the register lies. */
export interface DynamoRegisterMenderOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** An entry with who wrote it, and when. */
interface FoundEntry extends StateEntry {
  readonly at: Moment;
  readonly version: number;
  readonly lossReported: boolean;
}

function toFoundEntry(item: RegisterItem): FoundEntry {
  const [, region = '', epoch = ''] = (item['sk']?.S ?? '').split('#');
  const { seq, state, at, lossReported = false } = toLicenceEntry(item);
  const version = Number(item['version']?.N ?? 1);
  return { region, epoch: Number(epoch), seq, state, at, version, lossReported };
}

/** All items of one partition. */
export async function readPartition(
  { client, table }: DynamoRegisterMenderOptions,
  partition: string,
): Promise<readonly RegisterItem[]> {
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': text(partition) },
  };
  const items: RegisterItem[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
  return items;
}

async function readLicence({ client, table }: DynamoRegisterMenderOptions, id: LicenceId) {
  const items = await readPartition({ client, table }, id);
  const head = items.find((item) => item['sk']?.S === 'head');
  const entries = items.filter((item) => item['sk']?.S?.startsWith('entry#')).map(toFoundEntry);
  return { head: head && toLicenceHead(head), entries };
}

function isWhole(head: LicenceHead, folded: FoldedState): boolean {
  return (
    head.state === folded.state &&
    head.status === folded.status &&
    head.seq === folded.seq &&
    Boolean(head.alsoDeregistered) === folded.alsoDeregistered
  );
}

/** Is what a licence is suspended for, by its last entry, a loss? */
function isLost({ state }: FoldedState, entries: readonly FoundEntry[]): boolean {
  const last = entries.toSorted((one, other) => one.epoch - other.epoch || one.seq - other.seq);
  return state === 'suspended' && last.at(-1)?.lossReported === true;
}

/** What the head becomes, if nobody has moved it since it was read. */
function moveHead(
  table: string,
  head: LicenceHead,
  { folded, entries }: { readonly folded: FoldedState; readonly entries: readonly FoundEntry[] },
): TransactWriteItem {
  const changedAt = Math.max(...entries.map(({ at }) => at));
  const issuedAt = entries.find(({ state }) => state === 'valid')?.at;
  return {
    Update: {
      TableName: table,
      Key: registerKeys.head(head.licenceId),
      UpdateExpression: `SET #state = :state, seq = :seq, #status = :status, changedAt = :at, alsoDeregistered = :also, lossReported = :lost${issuedAt === undefined ? '' : ', issuedAt = if_not_exists(issuedAt, :issued)'}`,
      ConditionExpression: 'seq = :fromSeq AND #state = :fromState',
      ExpressionAttributeNames: { '#state': 'state', '#status': 'status' },
      ExpressionAttributeValues: {
        ':state': text(folded.state),
        ':seq': whole(folded.seq),
        ':status': whole(folded.status),
        ':at': whole(changedAt),
        ':also': { BOOL: folded.alsoDeregistered },
        ':lost': { BOOL: isLost(folded, entries) },
        ':fromSeq': whole(head.seq),
        ':fromState': text(head.state),
        ...(issuedAt === undefined ? {} : { ':issued': whole(issuedAt) }),
      },
    },
  };
}

/** That the head is still as it was read: a list entry must not go back behind a change made meanwhile. */
const checkHead = (table: string, head: LicenceHead): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table,
    Key: registerKeys.head(head.licenceId),
    ConditionExpression: 'seq = :seq AND #state = :state',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':seq': whole(head.seq), ':state': text(head.state) },
  },
});

/** The head, and what its version's entries say. */
async function readFold(options: DynamoRegisterMenderOptions, id: LicenceId) {
  const { head, entries: all } = await readLicence(options, id);
  const entries = all.filter(({ version }) => version === head?.version);
  const folded = foldEntries(entries);
  return head && folded && { head, folded, entries };
}

type Found = NonNullable<Awaited<ReturnType<typeof readFold>>>;

/** Nothing to be done, or nothing yet; undefined where there is. */
function judge({ head, folded, entries }: Found): 'whole' | 'waiting' | undefined {
  if (isEnded(head.state) && !isEnded(folded.state)) return 'waiting';
  // Under one turn everything was written together, and comes in the end as it was written.
  const isOfOneTurn = new Set(entries.map(({ epoch }) => epoch)).size === 1;
  return isOfOneTurn && isWhole(head, folded) ? 'whole' : undefined;
}

async function mend({ client, table }: DynamoRegisterMenderOptions, found: Found) {
  const { head, folded } = found;
  const isMended = !isWhole(head, folded);
  const step = isMended ? moveHead(table, head, found) : checkHead(table, head);
  // the place in the list is put again even where the head is whole already
  const answer = await sendTransaction(client, [step, setListEntry({ table }, head, folded)]);
  if (answer !== 'landed') return 'moved';
  return isMended ? 'mended' : 'whole';
}

/** Heads and list entries folded anew from what has arrived. */
export function makeDynamoRegisterMender(options: DynamoRegisterMenderOptions): RegisterMender {
  return {
    async mend(id) {
      const found = await readFold(options, id);
      if (found === undefined) return 'waiting';
      return judge(found) ?? mend(options, found);
    },
    async isWhole(id) {
      const found = await readFold(options, id);
      return found !== undefined && isWhole(found.head, found.folded);
    },
  };
}
