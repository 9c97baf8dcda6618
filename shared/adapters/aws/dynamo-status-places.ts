import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { StatusListId } from '../../domain/ids.ts';
import {
  makeStatusIndexPermutation,
  statusListLength,
} from '../../domain/status-index-permutation.ts';
import { readBase64url } from '../../formats/base64url.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StatusPlaces } from '../../ports/leases.ts';
import type { KeyedDigests } from '../../ports/signing-keys.ts';
import { type BlockTaker, type CounterTable, leaseBlock, makeBlockTaker } from './dynamo-leases.ts';
import { registerKeys, text, whole } from './dynamo-register-keys.ts';

/** Where the lists' counters lie, which Region opens lists, and what hides the order of their indexes. */
export interface DynamoStatusPlacesOptions extends CounterTable {
  readonly region: string;
  readonly digests: KeyedDigests;
  readonly clock: Clock;
  /** Places in a list; only a test has other than 2^17. */
  readonly places?: number;
}

/** A list that this container takes places from. */
interface FillingList {
  readonly id: StatusListId;
  readonly ordinal: number;
  readonly taker: BlockTaker;
  readonly permute: (count: number) => number;
}

/** One update in so many licences; what a container leaves unused stays 0x00 for ever. */
const blockSize = 32;
const maxOrdinal = 999_999;
const sha256 = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());

/** The ordinal of the Region's newest list, 0 when it has none. */
async function findNewestOrdinal(options: DynamoStatusPlacesOptions): Promise<number> {
  const { client, table, region } = options;
  const command = new QueryCommand({
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: 1,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :region)',
    ExpressionAttributeValues: {
      ':pk': text(registerKeys.openedLists),
      ':region': text(`${region}-`),
    },
  });
  const { Items = [] } = await client.send(command);
  return Number(Items[0]?.['sk']?.S?.slice(region.length + 1) ?? 0);
}

/** Names the list in the register, before any place in it is handed out; whoever comes second finds it there. */
async function openList(
  options: DynamoStatusPlacesOptions,
  ordinal: number,
): Promise<StatusListId> {
  if (ordinal > maxOrdinal) throw new Error('no ordinal is left for a status list');
  const { client, table, region, clock } = options;
  const id = `${region}-${String(ordinal).padStart(6, '0')}` as StatusListId;
  const item = {
    ...registerKeys.openedList(id),
    kind: text('status-list'),
    region: text(region),
    from: whole(clock.now()),
  };
  const command = new PutItemCommand({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
  return id;
}

/** The list to fill: the Region's newest, but at least the one of that ordinal, opened if need be. */
async function findFillingList(
  options: DynamoStatusPlacesOptions,
  leastOrdinal: number,
): Promise<FillingList> {
  const ordinal = Math.max(await findNewestOrdinal(options), leastOrdinal);
  const id = await openList(options, ordinal);
  const key = readBase64url(await options.digests.digest('status-index', id));
  const values = options.places ?? statusListLength;
  return {
    id,
    ordinal,
    taker: makeBlockTaker(() => leaseBlock(options, { name: `list#${id}`, blockSize, values })),
    permute: makeStatusIndexPermutation(key, sha256),
  };
}

/**
 * Places in status lists from counters in the register table: a block at a time, passed through the
 * list's keyed permutation.
 */
export function makeDynamoStatusPlaces(options: DynamoStatusPlacesOptions): StatusPlaces {
  let filling: Promise<FillingList> | undefined;
  const fill = (leastOrdinal: number) => {
    const found = findFillingList(options, leastOrdinal);
    filling = found;
    found.catch(() => {
      if (filling === found) filling = undefined;
    });
    return found;
  };
  return {
    async take() {
      for (;;) {
        const asked = filling ?? fill(1);
        const list = await asked;
        const count = await list.taker.take();
        if (count !== 'full') return { statusList: list.id, statusIndex: list.permute(count) };
        if (filling === asked) await fill(list.ordinal + 1);
      }
    },
  };
}
