import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type {} from '../../domain/ids.ts';
import type { KeyedRequest } from '../../ports/idempotency.ts';
import type {
  ComingIntoForce,
  GivingUp,
  LicenceChange,
  Reservation,
  SigningAttempt,
} from '../../ports/register.ts';
import { toAnsweredItem, toInFlightItem } from './dynamo-idempotency-items.ts';
import { toJournalItems } from './dynamo-issue-journal.ts';
import { approveDraft, markDraftIssued, reopenDraft } from './dynamo-licence-draft-steps.ts';
import { toReservedHeadItem, toSignedFormsItem, toVersionItem } from './dynamo-register-items.ts';
import { registerKeys, text, whole } from './dynamo-register-keys.ts';
import {
  moveHead,
  putEntry,
  putKey,
  putNew,
  type RegisterTable,
  remove,
  removeOwn,
  setListEntry,
  type Tokened,
} from './dynamo-register-steps.ts';
import {
  answerKey,
  checkReserved,
  putHolderLink,
  putReserved,
  putSealUses,
  removeReserved,
} from './dynamo-reservation-steps.ts';

/** Reserves: key (at 0), number (at 1), draft (at 2) and its approval's key if there are, entry, head, version, the seal's uses, what the sweeper finds it by, one link a holder. */
export function toReservingItems(
  of: RegisterTable,
  { reservation, key, token }: { reservation: Reservation; key: KeyedRequest } & Tokened,
): TransactWriteItem[] {
  const { licenceId, at, by } = reservation;
  return [
    putKey(of, toInFlightItem(key, reservation), at),
    putNew(of, {
      ...registerKeys.number(reservation),
      kind: text('number'),
      licenceId: text(licenceId),
    }),
    ...approveDraft(of, reservation),
    putEntry(of, reservation, { seq: 1, version: 1, state: 'reserved', at, by, token }),
    putNew(of, toReservedHeadItem(reservation)),
    putNew(of, toVersionItem(reservation, key)),
    ...putSealUses(of, { reservation, attempt: 1, at, by }),
    putReserved(of, { reservation, key, attempt: 1, at }),
    ...reservation.holderDigests.map((digest) => putHolderLink(of, reservation, digest)),
  ];
}

/** A further attempt with what it is to sign. */
export interface AttemptWrite extends SigningAttempt, Tokened {
  readonly reservation: Reservation;
}

/** Records a further attempt: the version counts it, the key's guard begins anew, the licence is still reserved. */
export function toAttemptItems(of: RegisterTable, write: AttemptWrite): TransactWriteItem[] {
  const { licenceId, version, key, attempt, at, token, reservation } = write;
  const values = { ':attempt': whole(attempt), ':before': whole(attempt - 1), ':at': whole(at) };
  return [
    {
      Update: {
        TableName: of.table,
        Key: registerKeys.version(licenceId, version),
        UpdateExpression: 'SET attempts = :attempt, lastAttemptAt = :at, attemptToken = :token',
        ConditionExpression: 'attempts = :before',
        ExpressionAttributeValues: { ...values, ':token': text(token) },
      },
    },
    {
      Update: {
        TableName: of.table,
        Key: registerKeys.idempotency(key),
        UpdateExpression: 'SET attempts = :attempt, lastAttemptAt = :at',
        ConditionExpression: 'attempts = :before AND licenceId = :id AND #state = :inFlight',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...values,
          ':id': text(licenceId),
          ':inFlight': text('in-flight'),
        },
      },
    },
    checkReserved(of, reservation),
    ...putSealUses(of, { reservation, attempt, at, by: reservation.by }),
    putReserved(of, { reservation, key, attempt, at }),
  ];
}

const reservedHead = { seq: 1, state: 'reserved' };

/** A coming into force, and the hour that its digest is to be rooted in. */
export interface ComingWrite extends ComingIntoForce, Tokened {
  readonly hour: number;
}

/** Where the hour's gate stands among the items. */
export const issueGateAt = 0;

/** Brings into force: the hour's gate (at 0) and the digest, head, entry, credential, answered key, the department's list; ends the reservation. */
export function toComingItems(of: RegisterTable, coming: ComingWrite): TransactWriteItem[] {
  const { reservation, at, by, token, hour } = coming;
  const { licenceId, version, department } = reservation;
  const move = { from: reservedHead, state: 'valid', status: 0, also: { issuedAt: whole(at) } };
  return [
    ...toJournalItems(of, { digest: reservation.digest, hour }),
    moveHead(of, { licenceId, at, ...move }),
    putEntry(of, reservation, { seq: 2, version: 1, state: 'valid', at, by, token }),
    putNew(of, { ...registerKeys.credential(licenceId, version), ...toSignedFormsItem(coming) }),
    answerKey(of, coming),
    putNew(of, {
      ...registerKeys.department(department, { issuedAt: at, licenceId }),
      kind: text('department'),
    }),
    removeReserved(of, reservation),
    ...markDraftIssued(of, coming),
  ];
}

/** Gives up: head, entry, list entry; frees the key if it is still its own, the number and the holder links. */
export function toGivingUpItems(
  of: RegisterTable,
  giving: GivingUp & Tokened,
): TransactWriteItem[] {
  const { reservation, key, status, at, by, token } = giving;
  const { licenceId } = reservation;
  return [
    moveHead(of, { licenceId, from: reservedHead, state: 'void', status, at }),
    putEntry(of, reservation, { seq: 2, version: 1, state: 'void', at, by, token }),
    setListEntry(of, reservation, { seq: 2, status }),
    ...(key === undefined ? [] : [removeOwn(of, registerKeys.idempotency(key), licenceId)]),
    removeOwn(of, registerKeys.number(reservation), licenceId),
    removeReserved(of, reservation),
    ...reopenDraft(of, giving),
    ...reservation.holderDigests.map((digest) =>
      remove(of, registerKeys.holder(digest, licenceId)),
    ),
  ];
}

/** Where the list entry stands among the items of a change. */
export const listEntryAt = 3;

/** Changes a state: key (at 0), head, entry, list entry (at 3). */
export function toStateChangeItems(
  of: RegisterTable,
  change: LicenceChange & Tokened,
): TransactWriteItem[] {
  const { head, entry, state, status, key, answer, at, by, token, grounds, lossReported } = change;
  const { approvedBy } = change;
  const seq = head.seq + 1;
  const also = {
    lossReported: { BOOL: lossReported },
    ...(entry === state ? {} : { alsoDeregistered: { BOOL: true } }),
  };
  return [
    putKey(of, toAnsweredItem(key, answer), at),
    moveHead(of, { licenceId: head.licenceId, from: head, state, status, at, also }),
    putEntry(of, head, {
      seq,
      version: head.version,
      state: entry,
      at,
      by,
      grounds,
      lossReported,
      token,
      ...(approvedBy === undefined ? {} : { approvedBy }),
    }),
    setListEntry(of, head, { seq, status }),
  ];
}
