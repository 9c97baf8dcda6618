import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import { addDays, civilDateOf, startOfDay } from '../../../shared/domain/civil-date.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { isMeant, type LicenceQuery } from '../../../shared/domain/licence-query.ts';
import { askedChange } from '../../../shared/domain/licence-state.ts';
import { mayMakeVersion } from '../../../shared/domain/licence-version.ts';
import type { LicenceHead } from '../../../shared/ports/register.ts';
import type { ListPosition, RegisterReader } from '../../../shared/ports/register-reader.ts';
import type { TableRow } from '../../../shared/ports/table-reader.ts';

const pageSize = 100;

/** A licence as the row of the job that changes or renews it; nothing for one that may not be changed so any more. */
function toRow(head: LicenceHead, { change, renewal }: LicenceQuery, now: Moment) {
  const { licenceId, identifier, validUntil } = head;
  if (change) return askedChange(head, change.to) && { licence: licenceId, ...change };
  const isRenewable =
    mayMakeVersion('renew', head) && validUntil !== undefined && validUntil >= civilDateOf(now);
  return renewal && isRenewable ? { licence: identifier, ...renewal } : undefined;
}

const toListQuery = ({ department }: BulkJob, { from, until }: LicenceQuery) => ({
  department,
  limit: pageSize,
  ...(from === undefined ? {} : { from: startOfDay(from) }),
  ...(until === undefined ? {} : { before: startOfDay(addDays(until, 1)) }),
});

/** The query of a job, and when it is asked. */
export interface AskedLicences {
  readonly job: BulkJob;
  readonly query: LicenceQuery;
  readonly now: Moment;
}

/**
 * The licences that a query means, as the rows of a job that changes or renews them: of its type, under
 * its seal, brought into force and ending in its periods; those that may not be changed so any more are
 * left out. What is issued while the list is read may be missing: it was not there when it was asked for.
 */
export async function* listAsked(
  reader: Pick<RegisterReader, 'listByDepartment'>,
  { job, query, now }: AskedLicences,
): AsyncGenerator<TableRow> {
  const asked = toListQuery(job, query);
  let row = 0;
  let after: ListPosition | undefined;
  do {
    const page = await reader.listByDepartment({ ...asked, ...(after ? { after } : {}) });
    for (const head of page.heads) {
      const json = head.type === job.type && isMeant(query, head) && toRow(head, query, now);
      if (!json) continue;
      row += 1;
      yield { row, json };
    }
    after = page.end;
  } while (after);
}
