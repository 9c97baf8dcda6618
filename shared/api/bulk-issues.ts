import * as z from 'zod';
import {
  askedJobStates,
  type BulkOperation,
  bulkJobStates,
  bulkOperations,
  bulkStarts,
} from '../domain/bulk-job.ts';
import { askableStates } from '../domain/licence-state.ts';

import { civilDate, typeCode } from './fields.ts';
import { groundsText } from './licences.ts';
import { cursor, pageSize } from './page-size.ts';

const grounds = { legalBasis: groundsText, reason: groundsText } as const;

/** Which licences, and what is to become of them. */
const licenceQuery = z.strictObject({
  from: civilDate.optional(),
  until: civilDate.optional(),
  expiringFrom: civilDate.optional(),
  expiringUntil: civilDate.optional(),
  seal: z.string().max(64).optional(),
  change: z.strictObject({ to: z.enum(askableStates), ...grounds }).optional(),
  renewal: z.strictObject({ validUntil: civilDate.optional(), ...grounds }).optional(),
});

const text = z.string();
const askedGrounds = { legalBasis: text, reason: text } as const;

/** The same as the department is told of it. */
const askedQuery = z.object({
  from: text.exactOptional(),
  until: text.exactOptional(),
  expiringFrom: text.exactOptional(),
  expiringUntil: text.exactOptional(),
  seal: text.exactOptional(),
  change: z.object({ to: z.enum(askableStates), ...askedGrounds }).exactOptional(),
  renewal: z.object({ validUntil: text.exactOptional(), ...askedGrounds }).exactOptional(),
});

const parts = ['seal', 'upload', 'format', 'query'] as const;
const outcomes = ['change', 'renewal'] as const;

/** What goes with an operation: a seal with what is issued; a file, or for what there is a query instead. */
function wantedParts(operation: BulkOperation, hasQuery: boolean): readonly string[] {
  const byQuery = hasQuery && (operation === 'change-state' || operation === 'renew');
  return [
    ...(operation === 'change-state' ? [] : ['seal']),
    ...(byQuery ? ['query'] : ['upload', 'format']),
  ];
}

/** Refuses the members that are not wanted, and those that are and are missing. */
function requireParts(
  context: z.RefinementCtx,
  value: Readonly<Record<string, unknown>>,
  {
    names,
    wanted,
    at = [],
  }: { names: readonly string[]; wanted: readonly string[]; at?: string[] },
): void {
  for (const name of names) {
    const isWanted = wanted.includes(name);
    if ((value[name] !== undefined) === isWanted) continue;
    const code = isWanted ? 'required' : 'not-allowed';
    context.addIssue({ code: 'custom', path: [...at, name], params: { code } });
  }
}

/** Body of `POST /v1/bulk-issues`. */
export const bulkIssueBody = z
  .strictObject({
    /** What is done with each row. */
    operation: z.enum(bulkOperations).default('issue'),
    type: typeCode,
    /** The seal 电子印章 to issue under: one of the department's own. */
    seal: z.string().max(64).optional(),
    /** A completed upload of purpose `bulk`. */
    upload: z.string().max(64).optional(),
    format: z.enum(['csv', 'xlsx', 'jsonl']).optional(),
    /** Instead of a file: which licences are to be changed or renewed, and what is to become of them. */
    query: licenceQuery.optional(),
    /** `at-once` when it is checked, `on-word`, or `never`: check only. */
    start: z.enum(bulkStarts).default('on-word'),
  })
  .superRefine((body, context) => {
    const { operation, query } = body;
    const wanted = wantedParts(operation, query !== undefined);
    requireParts(context, body, { names: parts, wanted });
    if (!query || !wanted.includes('query')) return;
    const outcome = operation === 'renew' ? 'renewal' : 'change';
    requireParts(context, query, { names: outcomes, wanted: [outcome], at: ['query'] });
  });
export type AskedBulkIssue = z.output<typeof bulkIssueBody>;

const rowFault = z.object({ row: z.int(), field: z.string(), reason: z.string() });

/** A job as its department is told of it. */
export const bulkIssueAnswer = z.object({
  jobId: z.string(),
  operation: z.enum(bulkOperations),
  type: z.string(),
  seal: z.string().exactOptional(),
  start: z.enum(bulkStarts),
  format: z.enum(['csv', 'xlsx', 'jsonl']),
  state: z.enum(bulkJobStates),
  /** Why it failed, or was paused by itself. */
  reason: z.string().exactOptional(),
  createdAt: z.string(),
  createdBy: z.string(),
  changedAt: z.string(),
  startedAt: z.string().exactOptional(),
  /** How the file was found to be encoded. */
  encoding: z.string().exactOptional(),
  /** SHA-256 of the file, hexadecimal. */
  fileDigest: z.string().exactOptional(),
  /** What it was asked for instead of a file. */
  query: askedQuery.exactOptional(),
  /** It is started by another client, one that may approve. */
  approval: z.literal('second-person').exactOptional(),
  approvedBy: z.string().exactOptional(),
  /** What checking found. */
  check: z
    .object({
      rows: z.int(),
      rejected: z.int(),
      repeated: z.int(),
      reasons: z.record(z.string(), z.int()),
      faults: z.array(rowFault),
    })
    .exactOptional(),
  /** What became of the rows so far; `queued` have no outcome yet. */
  counts: z
    .object({
      rows: z.int(),
      queued: z.int(),
      issued: z.int(),
      rejected: z.int(),
      repeated: z.int(),
    })
    .exactOptional(),
  pace: z.object({ rowsPerSecond: z.number(), secondsLeft: z.int() }).exactOptional(),
});
export type BulkIssueAnswer = z.output<typeof bulkIssueAnswer>;

/** Body of `POST /v1/bulk-issues/{id}/state-changes`. */
export const changeBulkIssueBody = z.strictObject({
  to: z.enum(askedJobStates),
  /** Of the job as it was seen, by who approves it: another file is not approved. */
  fileDigest: z.string().max(64).optional(),
});
export type AskedBulkChange = z.output<typeof changeBulkIssueBody>;

/** Query of `GET /v1/bulk-issues`: the own department's, newest first. */
export const listBulkIssuesQuery = z.strictObject({
  cursor,
  limit: pageSize(20),
});
export type ListBulkIssuesQuery = z.output<typeof listBulkIssuesQuery>;

/** Answer of `GET /v1/bulk-issues`. */
export const listedBulkIssuesAnswer = z.object({
  jobs: z.array(bulkIssueAnswer),
  next: z.string().exactOptional(),
});
export type ListedBulkIssuesAnswer = z.output<typeof listedBulkIssuesAnswer>;

/** Answer of `GET /v1/bulk-issues/{id}/results`. */
export const bulkResultsAnswer = z.object({
  jobId: z.string(),
  format: z.enum(['csv', 'xlsx', 'jsonl']),
  /** Rows whose outcome the file tells are those of so many chunks; whether there is more by now. */
  isCurrent: z.boolean(),
  /** Absent while the first is being made. */
  file: z
    .object({
      url: z.string(),
      sizeBytes: z.int(),
      madeAt: z.string(),
      expiresAt: z.string(),
    })
    .exactOptional(),
});
export type BulkResultsAnswer = z.output<typeof bulkResultsAnswer>;

/** Query of `GET /v1/licence-types/{code}/bulk-template`. */
export const bulkTemplateQuery = z.strictObject({
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
  operation: z.enum(bulkOperations).default('issue'),
});
export type BulkTemplateQuery = z.output<typeof bulkTemplateQuery>;
