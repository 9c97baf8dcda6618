import type { BulkOperation } from '../../shared/domain/bulk-job.ts';
import { type AskableState, askableStates } from '../../shared/domain/licence-state.ts';
import type { FieldError } from '../kit/error-summary.tsx';
import type { BulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';
import { formatOf } from './upload-file.ts';

/** A batch that is being put together: rows of a file, or the licences that a query finds. */
export interface BulkDraft {
  readonly operation: BulkOperation;
  readonly type: string;
  readonly seal: string;
  readonly source: 'file' | 'query';
  readonly file?: File;
  readonly query: QueryDraft;
}

/** Days as `2026-11-28`, empty where nothing is said. */
export interface QueryDraft {
  readonly from: string;
  readonly until: string;
  readonly expiringFrom: string;
  readonly expiringUntil: string;
  readonly to: AskableState | '';
  readonly validUntil: string;
  readonly legalBasis: string;
  readonly reason: string;
}

export const emptyQuery: QueryDraft = {
  ...{ from: '', until: '', expiringFrom: '', expiringUntil: '' },
  ...{ to: '', validUntil: '', legalBasis: '', reason: '' },
};

/** What a batch can be of, by what the post may do. */
export function listOperations(may: DeskContext['may']): readonly BulkOperation[] {
  return [
    ...(may('licences:issue') ? (['issue', 'convert', 'renew'] as const) : []),
    ...(may('licences:change') ? (['change-state'] as const) : []),
  ];
}

/** Whether the licences can be named by a query too. */
export const takesQuery = ({ operation }: Pick<BulkDraft, 'operation'>): boolean =>
  operation === 'renew' || operation === 'change-state';

export const isByQuery = (draft: BulkDraft): boolean =>
  takesQuery(draft) && draft.source === 'query';

/** States that a batch may bring licences into, in their order. */
export const batchStates: readonly AskableState[] = askableStates;

export function findBulkErrors(
  draft: BulkDraft,
  own: BulkTexts,
  texts: DeskContext['texts'],
): readonly FieldError[] {
  const { operation, type, file, query } = draft;
  const byQuery = isByQuery(draft);
  const needed: readonly (readonly [string, string, boolean])[] = [
    ['bulk-type', own.needType, type === ''],
    ['bulk-file', own.needFile, !byQuery && file === undefined],
    ['bulk-to', texts.needState, byQuery && operation === 'change-state' && query.to === ''],
    ['bulk-basis', texts.needLegalBasis, byQuery && query.legalBasis.trim() === ''],
    ['bulk-reason', texts.needReason, byQuery && query.reason.trim() === ''],
  ];
  return needed.filter(([, , isMissing]) => isMissing).map(([field, text]) => ({ field, text }));
}

const said = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));

function toQuery({ operation, query }: BulkDraft) {
  const { from, until, expiringFrom, expiringUntil, to, validUntil } = query;
  const grounds = { legalBasis: query.legalBasis.trim(), reason: query.reason.trim() };
  const days = said({ from, until, expiringFrom, expiringUntil });
  return operation === 'renew'
    ? { ...days, renewal: { ...said({ validUntil }), ...grounds } }
    : { ...days, change: { to, ...grounds } };
}

/** Body of `POST /v1/bulk-issues`. @param upload of the file, where there is one */
export function toBulkBody(draft: BulkDraft, upload: string | undefined) {
  const { operation, type, seal, file } = draft;
  return {
    ...{ operation, type },
    ...(operation === 'change-state' ? {} : { seal }),
    ...(upload === undefined || file === undefined
      ? { query: toQuery(draft) }
      : { upload, format: formatOf(file) }),
  };
}
