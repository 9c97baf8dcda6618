import type { JobRow, RowOutcome } from '../../../shared/domain/bulk-outcome.ts';
import type { RowFault } from '../../../shared/domain/bulk-row.ts';
import type { ProblemCode } from '../../../shared/problem/catalogue.ts';
import { type FieldError, Problem } from '../../../shared/problem/problem.ts';
import { rowReasons } from '../bulk/row-reasons.ts';

/** A row cannot be ended now: the whole job waits so long, or stops for that reason. */
export type NotNow = { readonly againInSeconds: number } | { readonly stopFor: string };

/** Brings a row to its end. */
export type WorkOnRow = (row: JobRow) => Promise<RowOutcome | NotNow>;

/** Refusals that say "not now"; the row waits. */
const waits: ReadonlySet<ProblemCode> = new Set([
  'idempotency-in-flight',
  'seal-unavailable',
  'service-unavailable',
]);
/** Refusals that no row is to blame for; the job stops. */
const stops: ReadonlySet<ProblemCode> = new Set([
  'seal-not-enabled',
  'issuer-not-entitled',
  'forbidden',
]);

function toNotNow(error: Problem): NotNow | undefined {
  if (waits.has(error.code)) return { againInSeconds: error.details.retryAfterSeconds ?? 5 };
  return stops.has(error.code) ? { stopFor: error.code } : undefined;
}

/** What a refusal makes of a row. @throws whatever is no refusal */
export function toRefused(
  { row }: JobRow,
  error: unknown,
  toFaults: (errors: readonly FieldError[]) => readonly RowFault[],
): RowOutcome | NotNow {
  if (!(error instanceof Problem)) throw error;
  const notNow = toNotNow(error);
  if (notNow) return notNow;
  const { errors, reason = '' } = error.details;
  const why = reason in rowReasons ? reason : error.code;
  const faults = errors ? toFaults(errors) : [{ field: '', reason: why }];
  return { row, state: 'rejected', faults };
}
