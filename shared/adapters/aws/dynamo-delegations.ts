import { civilDateOf } from '../../domain/civil-date.ts';
import {
  type Delegation,
  delegationsPerDay,
  partiesOfDelegation,
} from '../../domain/delegation.ts';
import type { Moment } from '../../domain/ids.ts';
import type {
  DelegationAcceptance,
  Delegations,
  DelegationsQuery,
  DelegationWriter,
} from '../../ports/delegations.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import {
  countOne,
  type HoldingTable,
  readBodyOf,
  readNumberOf,
  toBodyItem,
} from './dynamo-holding-table.ts';
import { listThings, noteEnd } from './dynamo-listed-things.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { putNew } from './dynamo-register-steps.ts';

const daySeconds = 86_400;
const keptSeconds = 3 * 366 * daySeconds;

function toDelegationItem(one: Delegation): RegisterItem {
  const { uses, acceptedAt: _accepted, endedAt: _ended, ...body } = one;
  return toBodyItem(holdingKeys.delegation(one.id), 'delegation', {
    body,
    uses: whole(uses),
    maxUses: whole(one.maxUses),
    from: whole(one.from),
    until: whole(one.until),
    deleteAfterSeconds: whole(Math.floor(one.until / 1000) + keptSeconds),
  });
}

function toDelegation(item: RegisterItem): Delegation {
  const body = readBodyOf<Omit<Delegation, 'uses'>>(item);
  const acceptedAt = readNumberOf(item, 'acceptedAt') as Moment | undefined;
  const endedAt = readNumberOf(item, 'endedAt') as Moment | undefined;
  const name = item['delegateName']?.S;
  return {
    ...body,
    delegate: { ...body.delegate, ...(name === undefined ? {} : { name }) },
    uses: readNumberOf(item, 'uses') ?? 0,
    ...(acceptedAt === undefined ? {} : { acceptedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

/** Itself (at 0), the day's count (at 1), a line for each party. */
function toKeepingItems(table: HoldingTable, one: Delegation) {
  const counted = holdingKeys.count(`delegations#${one.holder.digest}`, civilDateOf(one.madeAt));
  const forgetAtSeconds = Math.floor(one.madeAt / 1000) + 2 * daySeconds;
  return [
    putNew(table, toDelegationItem(one)),
    countOne(table, counted, { most: delegationsPerDay, forgetAtSeconds }),
    ...partiesOfDelegation(one).map((digest) =>
      putNew(table, {
        ...holdingKeys.listedDelegation(digest, one.id),
        kind: text('listed-delegation'),
        deleteAfterSeconds: whole(Math.floor(one.until / 1000) + keptSeconds),
      }),
    ),
  ];
}

const acceptIt = ({ table }: HoldingTable, { id, name, at }: DelegationAcceptance) => ({
  Update: {
    TableName: table,
    Key: holdingKeys.delegation(id),
    UpdateExpression: 'SET acceptedAt = :now, delegateName = :name',
    ConditionExpression:
      'attribute_exists(pk) AND attribute_not_exists(acceptedAt) AND attribute_not_exists(endedAt) AND #until > :now',
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: { ':now': whole(at), ':name': text(name) },
  },
});

async function list(table: HoldingTable, { party, after, limit }: DelegationsQuery) {
  const query = { partition: holdingKeys.delegationsOf(party), after, limit };
  const how = { toKey: holdingKeys.delegation, read: toDelegation };
  const { things: delegations, ...rest } = await listThings(table, query, how);
  return { delegations, ...rest };
}

/** Delegations in the holding zone's table, read. */
export function makeDynamoDelegations(table: HoldingTable): Delegations {
  return {
    async find(id) {
      const item = await table.find(holdingKeys.delegation(id));
      return item && toDelegation(item);
    },
    list: (query) => list(table, query),
  };
}

/** Delegations in the holding zone's table, written. */
export function makeDynamoDelegationWriter(table: HoldingTable): DelegationWriter {
  return {
    async keep({ delegation, key, answer }) {
      const items = toKeepingItems(table, delegation);
      const outcome = await table.writeKeyed({ key, answer, at: delegation.madeAt, items });
      if (outcome === 'landed') return 'kept';
      if (outcome === 'key-used') return 'key-used';
      if (outcome.refusedAt.includes(1)) return 'too-many';
      throw new Error('a new delegation id is taken already');
    },
    async accept(acceptance) {
      const { key, answer, at } = acceptance;
      const items = [acceptIt(table, acceptance)];
      const outcome = await table.writeKeyed({ key, answer, at, items });
      if (outcome === 'landed') return 'accepted';
      return outcome === 'key-used' ? 'key-used' : 'moved';
    },
    end: (id, at) => noteEnd(table, holdingKeys.delegation(id), { name: 'endedAt', at }),
  };
}
