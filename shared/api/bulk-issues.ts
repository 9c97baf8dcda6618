import * as z from 'zod';
import { askedJobStates, bulkJobStates, bulkOperations, bulkStarts } from '../domain/bulk-job.ts';
import { askableStates } from '../domain/licence-state.ts';

import { civilDate, typeCode } from './fields.ts';
import { groundsText } from './licences.ts';
import { cursor, pageSize } from './page-size.ts';

/** Which licences, and what is to become of them. */
const licenceQuery = z.strictObject({
  from: civilDate.optional(),
  until: civilDate.optional(),
  seal: z.string().max(64).optional(),
  change: z.strictObject({
    to: z.enum(askableStates),
    legalBasis: groundsText,
    reason: groundsText,
  }),
});

const parts = ['seal', 'upload', 'format', 'query'] as const;

/** What goes with an operation: a seal with what is issued; a file, or for changes a query instead. */
function wantedParts(operation: string, hasQuery: boolean): readonly (typeof parts)[number][] {
  if (operation !== 'change-state') return ['seal', 'upload', 'format'];
  return hasQuery ? ['query'] : ['upload', 'format'];
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
    /** Instead of a file: which licences are to be changed, and what is to become of them. */
    query: licenceQuery.optional(),
    /** `at-once` when it is checked, `on-word`, or `never`: check only. */
    start: z.enum(bulkStarts).default('on-word'),
  })
  .superRefine((body, context) => {
    const wanted = wantedParts(body.operation, body.query !== undefined);
    for (const name of parts) {
      const isWanted = wanted.includes(name);
      if ((body[name] !== undefined) === isWanted) continue;
      const code = isWanted ? 'required' : 'not-allowed';
      context.addIssue({ code: 'custom', path: [name], params: { code } });
    }
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
export const changeBulkIssueBody = z.strictObject({ to: z.enum(askedJobStates) });

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
