import type { Put, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ClientId, LicenceId, StatusListId } from '../../domain/ids.ts';
import { isEndedStatus } from '../../domain/restored-status.ts';
import type { KeyedRequest } from '../../ports/idempotency.ts';
import type { Approval, LicenceEntry } from '../../ports/register.ts';
import { toEntryItem } from './dynamo-register-items.ts';
import {
  type RegisterItem,
  registerKeys,
  text,
  type WritingRegion,
  whole,
} from './dynamo-register-keys.ts';

/** The register's table, and who writes it. */
export interface RegisterTable extends WritingRegion {
  readonly table: string;
  /** Region whose name the journal of issuing bears. */
  readonly journal: string;
}

/** Tells one write from any other. */
export interface Tokened {
  readonly token: string;
}

/** The licence that an entry is of, with its place in a status list. */
export interface EntryOwner {
  readonly licenceId: LicenceId;
  readonly statusList: StatusListId;
  readonly statusIndex: number;
  /** Where a second person approved it. */
  readonly approval?: Pick<Approval, 'by'>;
  readonly approvedBy?: ClientId;
}

/** Steps that need to know the table only. */
type InTable = Pick<RegisterTable, 'table'>;

const isNew = 'attribute_not_exists(pk)';

/** Puts an item that must not be there yet. */
export const putNew = ({ table }: InTable, item: RegisterItem): TransactWriteItem => ({
  Put: { TableName: table, Item: item, ConditionExpression: isNew },
});

/** Puts an item, whatever is there. */
export const put = ({ table }: InTable, item: RegisterItem): TransactWriteItem => ({
  Put: { TableName: table, Item: item },
});

/** Removes an item, if it is there. */
export const remove = ({ table }: InTable, key: RegisterItem): TransactWriteItem => ({
  Delete: { TableName: table, Key: key },
});

/** Removes an item that must be the licence's own. */
export const removeOwn = (
  of: RegisterTable,
  key: RegisterItem,
  licenceId: LicenceId,
): TransactWriteItem => ({
  Delete: {
    TableName: of.table,
    Key: key,
    ConditionExpression: 'licenceId = :id',
    ExpressionAttributeValues: { ':id': text(licenceId) },
  },
});

/** Puts a request's key where none is, or where the one there has expired. */
export const putKey = (of: InTable, item: RegisterItem, now: number): TransactWriteItem => ({
  Put: {
    TableName: of.table,
    Item: item,
    ConditionExpression: `${isNew} OR expiresAt <= :now`,
    ExpressionAttributeValues: { ':now': whole(now) },
  },
});

/** The same, and again for the same request: what it once led to was given up. */
export const putOwnKey = (
  of: InTable,
  { key, item, at }: { key: KeyedRequest; item: RegisterItem; at: number },
): TransactWriteItem => ({
  Put: {
    TableName: of.table,
    Item: item,
    ConditionExpression: `${isNew} OR expiresAt <= :now OR requestDigest = :request`,
    ExpressionAttributeValues: { ':now': whole(at), ':request': text(key.requestDigest) },
  },
});

/** Appends an entry; its number must be free. */
export function putEntry(
  of: RegisterTable,
  owner: EntryOwner,
  entry: LicenceEntry & Tokened,
): TransactWriteItem {
  const { licenceId, statusList, statusIndex, approval, approvedBy = approval?.by } = owner;
  const approved = approvedBy === undefined ? {} : { approvedBy };
  const item = toEntryItem({ ...entry, ...approved, licenceId, statusList, statusIndex });
  return putNew(of, { ...registerKeys.entry(licenceId, of, entry.seq), ...item });
}

/** What a head becomes; `from` is what it must still be. */
export interface HeadMove {
  readonly licenceId: LicenceId;
  readonly from: { readonly seq: number; readonly state: string };
  readonly state: string;
  readonly status: number;
  readonly at: number;
  /** Entries that are appended with it; one unless told. */
  readonly entries?: number;
  /** Attributes to set beside. */
  readonly also?: RegisterItem;
}

/** Moves a head that nobody has moved since it was read. */
export function moveHead(of: RegisterTable, move: HeadMove): TransactWriteItem {
  const { licenceId, from, state, status, at, entries = 1, also = {} } = move;
  const alsoSet = Object.keys(also).map((name) => `, #${name} = :${name}`);
  const alsoNames = Object.fromEntries(Object.keys(also).map((name) => [`#${name}`, name]));
  const alsoValues = Object.entries(also).map(([name, value]) => [`:${name}`, value]);
  return {
    Update: {
      TableName: of.table,
      Key: registerKeys.head(licenceId),
      UpdateExpression: `SET #state = :state, seq = :seq, #status = :status, changedAt = :at${alsoSet.join('')}`,
      ConditionExpression: 'seq = :fromSeq AND #state = :fromState',
      ExpressionAttributeNames: { '#state': 'state', '#status': 'status', ...alsoNames },
      ExpressionAttributeValues: {
        ':state': text(state),
        ':seq': whole(from.seq + entries),
        ':status': whole(status),
        ':at': whole(at),
        ':fromSeq': whole(from.seq),
        ':fromState': text(from.state),
        ...Object.fromEntries(alsoValues),
      },
    },
  };
}

/**
 * What an entry says that was put back from a published list after a restore stands until its department
 * has entered it again, or something that ends the licence (`threats.md` R12): nothing less careful
 * replaces it, neither somebody's change nor mending.
 */
function ifSettled(
  status: number,
): Pick<Put, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'> {
  if (isEndedStatus(status)) return {};
  const names = { '#restored': 'restored' };
  if (status === 0) {
    return {
      ConditionExpression: 'attribute_not_exists(#restored)',
      ExpressionAttributeNames: names,
    };
  }
  return {
    ConditionExpression: 'attribute_not_exists(#restored) OR #status = :status',
    ExpressionAttributeNames: { ...names, '#status': 'status' },
    ExpressionAttributeValues: { ':status': whole(status) },
  };
}

/** Says in a status list what a licence is; one that is valid has no entry there. */
export function setListEntry(
  { table: TableName }: InTable,
  owner: Pick<EntryOwner, 'licenceId' | 'statusList' | 'statusIndex'>,
  { seq, status }: { readonly seq: number; readonly status: number },
): TransactWriteItem {
  const key = registerKeys.listEntry(owner.statusList, owner.statusIndex);
  const condition = ifSettled(status);
  if (status === 0) return { Delete: { TableName, Key: key, ...condition } };
  const Item = {
    ...key,
    kind: text('list'),
    licenceId: text(owner.licenceId),
    seq: whole(seq),
    status: whole(status),
  };
  return { Put: { TableName, Item, ...condition } };
}
