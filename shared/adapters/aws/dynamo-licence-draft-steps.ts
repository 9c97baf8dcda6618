import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { LicenceDraftEntry, LicenceDraftId } from '../../domain/licence-draft.ts';
import type { ComingIntoForce, GivingUp, Reservation } from '../../ports/register.ts';
import { toAnsweredItem } from './dynamo-idempotency-items.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';
import { putOwnKey } from './dynamo-register-steps.ts';

/** The table that drafts lie in beside the licences they become. */
interface DraftTable {
  readonly table: string;
}

/** One step of a draft: what it becomes, its line in the history, what must be so before. */
export interface DraftStep {
  readonly id: LicenceDraftId;
  readonly entry: LicenceDraftEntry;
  readonly from: LicenceDraftEntry['state'];
  /** Further assignments, removals and conditions, with their values. */
  readonly set?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: RegisterItem;
}

/** An entry of a draft's history. */
export const toDraftEntry = ({ state, at, by, reason, previewDigest }: LicenceDraftEntry) => ({
  M: {
    state: text(state),
    at: whole(at),
    by: text(by),
    ...(reason === undefined ? {} : { reason: text(reason) }),
    ...(previewDigest === undefined ? {} : { previewDigest: text(previewDigest) }),
  },
});

/** Moves a draft and appends to its history. */
export function moveDraft({ table }: DraftTable, step: DraftStep): TransactWriteItem {
  const { id, entry, from, set, remove, condition, names, values } = step;
  return {
    Update: {
      TableName: table,
      Key: registerKeys.draft(id),
      UpdateExpression: `SET #state = :state, history = list_append(history, :entries)${set ? `, ${set}` : ''}${remove ? ` REMOVE ${remove}` : ''}`,
      ConditionExpression: `#state = :from${condition ? ` AND ${condition}` : ''}`,
      ExpressionAttributeNames: { '#state': 'state', ...names },
      ExpressionAttributeValues: {
        ':state': text(entry.state),
        ':from': text(from),
        ':entries': { L: [toDraftEntry(entry)] },
        ...values,
      },
    },
  };
}

/** Where the draft that an approval is of stands among the items that reserve. */
export const draftAt = 2;

/**
 * With a reservation: its draft is approved, if it still awaits that; the approving request's key is
 * used, its answer follows from the draft. Nothing where there is no draft.
 */
export function approveDraft(of: DraftTable, reservation: Reservation): TransactWriteItem[] {
  const { approval, licenceId, at } = reservation;
  if (approval === undefined) return [];
  const { draft, by, previewDigest, key } = approval;
  const step = moveDraft(of, {
    id: draft,
    entry: { state: 'approved', at, by, previewDigest },
    from: 'awaiting-approval',
    set: 'licenceId = :id',
    condition: 'expiresAt > :at',
    values: { ':id': text(licenceId), ':at': whole(at) },
  });
  const seen = { status: 202, location: `/v1/licence-drafts/${draft}`, body: { draftId: draft } };
  return [step, putOwnKey(of, { key, item: toAnsweredItem(key, seen), at })];
}

/** With the licence's coming into force: its draft is issued. */
export function markDraftIssued(of: DraftTable, coming: ComingIntoForce): TransactWriteItem[] {
  const { reservation, at, by } = coming;
  if (reservation.approval === undefined) return [];
  const step = moveDraft(of, {
    id: reservation.approval.draft,
    entry: { state: 'issued', at, by },
    from: 'approved',
    condition: 'licenceId = :id',
    values: { ':id': text(reservation.licenceId) },
  });
  return [step];
}

/** With a reservation given up: its draft awaits approval once more. */
export function reopenDraft(of: DraftTable, giving: GivingUp): TransactWriteItem[] {
  const { reservation, at, by } = giving;
  if (reservation.approval === undefined) return [];
  const step = moveDraft(of, {
    id: reservation.approval.draft,
    entry: { state: 'awaiting-approval', at, by },
    from: 'approved',
    remove: 'licenceId',
    condition: 'licenceId = :id',
    values: { ':id': text(reservation.licenceId) },
  });
  return [step];
}
