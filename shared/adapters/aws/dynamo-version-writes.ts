import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { isEnded, statusOf } from '../../domain/licence-state.ts';
import type { KeyedRequest } from '../../ports/idempotency.ts';
import type { GivingUp, PriorVersion, Reservation } from '../../ports/register.ts';
import { toInFlightItem } from './dynamo-idempotency-items.ts';
import { toJournalItems } from './dynamo-issue-journal.ts';
import { approveDraft, markDraftIssued, reopenDraft } from './dynamo-licence-draft-steps.ts';
import { toHeadOfVersion, toSignedFormsItem, toVersionItem } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import {
  moveHead,
  put,
  putEntry,
  putKey,
  putNew,
  type RegisterTable,
  remove,
  removeOwn,
  setListEntry,
  type Tokened,
} from './dynamo-register-steps.ts';
import type { ComingWrite } from './dynamo-register-writes.ts';
import {
  answerKey,
  checkReserved,
  putHolderLink,
  putReserved,
  putSealUses,
  removeReserved,
} from './dynamo-reservation-steps.ts';
import { turnOf } from './dynamo-settled.ts';

/** A reservation of a version that is not a licence's first. */
export type LaterReservation = Reservation & { readonly prior: PriorVersion };

/** Is it one? */
export const isLater = (reservation: Reservation): reservation is LaterReservation =>
  reservation.prior !== undefined;

/** Where what may be refused stands among the items that reserve a version. */
export const versionPlaces = { key: 0, number: 1, head: 2, version: 3, draft: 4 } as const;
/** The same among those that bring one into force; the hour's gate is at 0. */
export const comingPlaces = { key: 2, version: 3, head: 4 } as const;

/** What stands at a version's place after its reservation was given up. */
const freed = 'given-up-version';

/** The head as the version was judged by it, word for word. */
function checkHead(of: RegisterTable, { licenceId, prior }: LaterReservation): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName: of.table,
      Key: registerKeys.head(licenceId),
      ConditionExpression: 'seq = :seq AND #state = :state AND #version = :version',
      ExpressionAttributeNames: { '#state': 'state', '#version': 'version' },
      ExpressionAttributeValues: {
        ':seq': whole(prior.seq),
        ':state': text(prior.state),
        ':version': whole(prior.version),
      },
    },
  };
}

/** Its number: taken where it is another than before, else still the licence's own. */
function holdNumber(of: RegisterTable, reservation: LaterReservation): TransactWriteItem {
  const { licenceId, prior } = reservation;
  const key = registerKeys.number(reservation);
  if (prior.takesNumber) {
    return putNew(of, { ...key, kind: text('number'), licenceId: text(licenceId) });
  }
  return {
    ConditionCheck: {
      TableName: of.table,
      Key: key,
      ConditionExpression: 'licenceId = :id',
      ExpressionAttributeValues: { ':id': text(licenceId) },
    },
  };
}

/** Puts a version where none is, or where one was given up. */
const putVersion = (of: RegisterTable, item: RegisterItem): TransactWriteItem => ({
  Put: {
    TableName: of.table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk) OR #kind = :freed',
    ExpressionAttributeNames: { '#kind': 'kind' },
    ExpressionAttributeValues: { ':freed': text(freed) },
  },
});

/** Reserves a version: key, number, head, version (see `versionPlaces`), draft, uses of the seal, what the sweeper finds it by. The licence itself stays as it is. */
export function toReservingVersionItems(
  of: RegisterTable,
  { reservation, key, token }: { reservation: LaterReservation; key: KeyedRequest } & Tokened,
): TransactWriteItem[] {
  const { at, by } = reservation;
  return [
    putKey(of, toInFlightItem(key, reservation), at),
    holdNumber(of, reservation),
    checkHead(of, reservation),
    putVersion(of, {
      ...{ ...toVersionItem(reservation, key), token: text(token) },
      turn: text(turnOf(of)),
    }),
    ...approveDraft(of, reservation),
    ...putSealUses(of, { reservation, attempt: 1, at, by }),
    putReserved(of, { reservation, key, attempt: 1, at }),
  ];
}

/** That this reservation of the version was not given up for another. */
const checkVersion = (
  of: RegisterTable,
  { licenceId, version, digest }: LaterReservation,
): TransactWriteItem => ({
  ConditionCheck: {
    TableName: of.table,
    Key: registerKeys.version(licenceId, version),
    ConditionExpression: '#digest = :digest',
    ExpressionAttributeNames: { '#digest': 'digest' },
    ExpressionAttributeValues: { ':digest': text(digest) },
  },
});

/** How many entries a version's coming into force appends. */
const entriesOf = ({ state }: PriorVersion) => (isEnded(state) ? 1 : 2);

/** Sequence of the entry that brings a version into force. */
export const seqOfComing = ({ prior }: LaterReservation): number => prior.seq + entriesOf(prior);

/** That the version before is superseded; nothing where it had ended: ended states absorb. */
function supersede(
  of: RegisterTable,
  { reservation, at, by, token }: ComingWrite & { reservation: LaterReservation },
): TransactWriteItem[] {
  const { licenceId, prior } = reservation;
  if (isEnded(prior.state)) return [];
  const owner = { licenceId, ...prior.place };
  const { version, kind, grounds } = prior;
  const seq = prior.seq + 1;
  const entry = { seq, version, state: 'superseded', at, by, kind, grounds, token } as const;
  return [
    putEntry(of, owner, entry),
    setListEntry(of, owner, { seq, status: statusOf('superseded') }),
  ];
}

/** Brings a version into force and supersedes the one before it, in one: the hour's gate and digest, key, head (see `comingPlaces`), both entries, both places in the status lists, signed forms, holders' links. */
export function toComingVersionItems(
  of: RegisterTable,
  coming: ComingWrite & { reservation: LaterReservation },
): TransactWriteItem[] {
  const { reservation, at, by, token, hour } = coming;
  const { licenceId, version, prior, digest } = reservation;
  const { kind, grounds } = prior;
  const seq = seqOfComing(reservation);
  const entry = { seq, version, state: 'valid', at, by, kind, grounds, token } as const;
  const move = { from: prior, state: 'valid', status: 0, entries: entriesOf(prior) };
  return [
    ...toJournalItems(of, { digest, hour }),
    answerKey(of, coming),
    checkVersion(of, reservation),
    moveHead(of, { licenceId, at, ...move, also: toHeadOfVersion(reservation) }),
    ...supersede(of, coming),
    putEntry(of, reservation, entry),
    putNew(of, { ...registerKeys.credential(licenceId, version), ...toSignedFormsItem(coming) }),
    removeReserved(of, reservation),
    ...reservation.holderDigests.map((one) => putHolderLink(of, reservation, one)),
    ...prior.leavingHolders.map((one) => remove(of, registerKeys.holder(one, licenceId))),
    ...markDraftIssued(of, coming),
  ];
}

/** What giving a version up writes: the item that is its reservation now, for the attempts it counts. */
export interface GivingVersionUp extends GivingUp, Tokened {
  readonly reservation: LaterReservation;
  readonly versionItem: RegisterItem;
}

/** Gives a version up: its place is free for another, its reservation kept aside, its status place marked; key and number are free again. The licence itself stays as it is. */
export function toGivingVersionUpItems(
  of: RegisterTable,
  giving: GivingVersionUp,
): TransactWriteItem[] {
  const { reservation, key, status, token, versionItem } = giving;
  const { licenceId, version, prior, digest } = reservation;
  const place = registerKeys.version(licenceId, version);
  const aside = registerKeys.givenUpVersion(licenceId, version, digest);
  return [
    {
      Put: {
        TableName: of.table,
        Item: { ...place, kind: text(freed) },
        ConditionExpression: 'attempts = :attempts AND #digest = :digest',
        ExpressionAttributeNames: { '#digest': 'digest' },
        ExpressionAttributeValues: {
          ':attempts': versionItem['attempts'] ?? whole(0),
          ':digest': text(digest),
        },
      },
    },
    checkReserved(of, reservation),
    put(of, { ...versionItem, ...aside, token: text(token) }),
    setListEntry(of, reservation, { seq: prior.seq, status }),
    ...(key === undefined ? [] : [removeOwn(of, registerKeys.idempotency(key), licenceId)]),
    ...(prior.takesNumber ? [removeOwn(of, registerKeys.number(reservation), licenceId)] : []),
    removeReserved(of, reservation),
    ...reopenDraft(of, giving),
  ];
}
