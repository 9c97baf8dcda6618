import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Entitlement } from '../../domain/department.ts';
import type { Moment } from '../../domain/ids.ts';
import type { LicenceType } from '../../domain/licence-type.ts';
import type { HistoryEntry } from '../../domain/proposal.ts';
import { type DirectoryChange, subjectOf } from '../../domain/proposal-change.ts';
import type { RecognisedProvince } from '../../domain/recognised-province.ts';
import { type Key, keys, toItem, toKey } from './dynamo-directory-table.ts';

/** A change as it is written: what it goes by beside its `before`. */
export interface ChangeWrite {
  readonly table: string;
  readonly change: DirectoryChange;
  /** Of an entitlement: revision of the grants that it was checked against. */
  readonly grantsRevision?: number;
}

type Condition = Pick<
  NonNullable<TransactWriteItem['Put']>,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

const isNew: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

const isStill = (attribute: string, value: AttributeValue): Condition => ({
  ConditionExpression: '#attribute = :value',
  ExpressionAttributeNames: { '#attribute': attribute },
  ExpressionAttributeValues: { ':value': value },
});

/** The item is word for word what it was, or still is not there. */
const isUnchanged = (before: object | undefined): Condition =>
  before === undefined ? isNew : isStill('content', { S: JSON.stringify(before) });

const toPut = (table: string) => (key: Key, content: object, condition: Condition | undefined) => ({
  Put: { TableName: table, Item: toItem(key, content), ...condition },
});

function toTypeWrites(table: string, before: LicenceType | undefined, after: LicenceType) {
  const { code, version, name } = after;
  const number = { version: { N: String(version) } };
  const isLatest = before === undefined ? isNew : isStill('version', { N: String(before.version) });
  const raised = (key: Key, content: object, condition?: Condition) => ({
    Put: { TableName: table, Item: { ...toItem(key, content), ...number }, ...condition },
  });
  return [
    toPut(table)(keys.typeVersion(code, version), after, isNew),
    raised(keys.type(code), { version }, isLatest),
    raised(keys.listedType(code), { code, version, name }),
  ];
}

function raiseGrants(table: string, { department, type }: Entitlement, seen: number) {
  return {
    Update: {
      TableName: table,
      Key: toKey(keys.grants(department, type)),
      UpdateExpression: 'SET #revision = :next',
      ConditionExpression: seen === 0 ? 'attribute_not_exists(pk)' : '#revision = :seen',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: {
        ':next': { N: String(seen + 1) },
        ...(seen === 0 ? {} : { ':seen': { N: String(seen) } }),
      },
    },
  };
}

/**
 * A name and an address are one recognised province's: of two that are confirmed at once one is refused.
 * Claims are put and given free, never deleted.
 */
function toClaimWrites(table: string, province: RecognisedProvince): TransactWriteItem[] {
  const { code, state } = province;
  const claims = [
    keys.provinceClaim('name', province.name),
    keys.provinceClaim('url', province.url),
  ];
  const holder = { holder: { S: code } };
  return claims.map((key) => ({
    Put: {
      TableName: table,
      Item: { ...toKey(key), ...(state === 'recognised' ? holder : {}) },
      ConditionExpression: 'attribute_not_exists(holder) OR holder = :code',
      ExpressionAttributeValues: { ':code': { S: code } },
    },
  }));
}

/** The writes of a change: each holds only while what the change was worked out against still stands. */
export function toChangeWrites({ table, change, grantsRevision = 0 }: ChangeWrite) {
  const put = toPut(table);
  const unchanged = isUnchanged(change.before);
  switch (change.kind) {
    case 'department': {
      const { after } = change;
      const listed = put(keys.listedDepartment(after.code), after, undefined);
      return [put(keys.department(after.code), after, unchanged), listed];
    }
    case 'licence-type':
      return toTypeWrites(table, change.before, change.after);
    case 'entitlement': {
      const { department, type, from } = change.after;
      return [
        put(keys.entitlement(department, type, from), change.after, unchanged),
        raiseGrants(table, change.after, grantsRevision),
      ];
    }
    case 'duty': {
      const { department, type, itemCode } = change.after;
      return [put(keys.duty(department, type, itemCode), change.after, unchanged)];
    }
    case 'client':
      return [put(keys.client(change.after.id), change.after, unchanged)];
    case 'province': {
      const own = put(keys.province(change.after.code), change.after, unchanged);
      return [own, ...toClaimWrites(table, change.after)];
    }
    case 'agreement':
      return [put(keys.agreement(change.after.id), change.after, unchanged)];
    case 'certificates':
      return [put(keys.certificates(), change.after, unchanged)];
  }
}

/** Where a line of the history stands: in order of time. */
export function historyKey(subject: string, at: Moment, by: string): Key {
  return [`history#${subject}`, `${String(at).padStart(15, '0')}#${by}`];
}

/** Appends a line to the history; one that stands is never written again. */
export function toHistoryWrite(table: string, entry: HistoryEntry): TransactWriteItem {
  const subject = subjectOf(entry.change);
  const by = entry.by === 'ceremony' ? `ceremony#${idOf(entry.change)}` : entry.by.proposal;
  return toPut(table)(historyKey(subject, entry.at, by), entry, isNew);
}

/** Tells apart what a ceremony enters in one millisecond. */
function idOf({ act, kind, after }: DirectoryChange): string {
  if (kind === 'duty') return `${act}#${after.type}#${after.itemCode}`;
  return kind === 'entitlement' ? `${act}#${after.type}#${after.from}` : act;
}
