import type { BulkJob, LicenceQuery } from '../../../shared/domain/bulk-job.ts';
import { addDays, startSeconds } from '../../../shared/domain/civil-date.ts';
import type { CivilDate, Moment } from '../../../shared/domain/ids.ts';
import { askedChange } from '../../../shared/domain/licence-state.ts';
import type { LicenceHead } from '../../../shared/ports/register.ts';
import type { ListPosition, RegisterReader } from '../../../shared/ports/register-reader.ts';
import type { TableRow } from '../../../shared/ports/table-reader.ts';

const pageSize = 100;
const startOfDay = (date: CivilDate) => (startSeconds(date) * 1000) as Moment;

/**
 * The licences that a query means, as the rows of a job that changes them: of its type, under its seal,
 * brought into force in its period; those that may not be changed so any more are left out. What is
 * issued while the list is read may be missing: it was not there when it was asked for.
 */
export async function* listAsked(
  reader: Pick<RegisterReader, 'listByDepartment'>,
  job: BulkJob,
  { from, until, seal, change }: LicenceQuery,
): AsyncGenerator<TableRow> {
  const isMeant = (head: LicenceHead) =>
    head.type === job.type &&
    (seal === undefined || head.seal === seal) &&
    askedChange(head, change.to) !== undefined;
  const asked = {
    department: job.department,
    limit: pageSize,
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(until === undefined ? {} : { before: startOfDay(addDays(until, 1)) }),
  };
  let row = 0;
  let after: ListPosition | undefined;
  do {
    const page = await reader.listByDepartment({ ...asked, ...(after ? { after } : {}) });
    for (const { licenceId } of page.heads.filter(isMeant)) {
      row += 1;
      yield { row, json: { licence: licenceId, ...change } };
    }
    after = page.end;
  } while (after);
}
