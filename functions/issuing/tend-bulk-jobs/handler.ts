import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { isBulkJobId } from '../../../shared/domain/bulk-job.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { workThrough } from '../bulk/work-through.ts';
import type { CheckBulkFile } from './check-bulk-file.ts';
import type { ComposeResult } from './compose-result.ts';

/** What jobs need between their taking and their rows' issuing. */
export interface TendBulkJobsWork {
  readonly check: CheckBulkFile;
  readonly compose: ComposeResult;
  readonly tend: () => Promise<void>;
  readonly log: Log;
}

/** Names what is to be done for a job; whatever else a message says is poison. */
function readNotice(body: string) {
  const { check, compose } = JSON.parse(body) as { check?: string; compose?: string };
  if (check !== undefined && isBulkJobId(check)) return { check };
  if (compose !== undefined && isBulkJobId(compose)) return { compose };
  throw new Error('no notice of a job');
}

/** Checks files and makes results by notice; wakes jobs that stand still by the clock. */
export function makeTendBulkJobsHandler({ check, compose, tend, log }: TendBulkJobsWork) {
  const work = async (body: string): Promise<void> => {
    const notice = readNotice(body);
    if (notice.check) await check(notice.check);
    if (notice.compose) await compose(notice.compose);
  };
  return async (event: SQSEvent | { readonly clock: true }): Promise<SQSBatchResponse> => {
    if ('Records' in event) return workThrough(event, { work, log, failed: 'bulk-notice.failed' });
    await tend();
    return { batchItemFailures: [] };
  };
}
