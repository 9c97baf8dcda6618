import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Log } from '../../../shared/ports/log.ts';
import { workThrough } from '../bulk/work-through.ts';
import type { TakeTurn } from './take-turn.ts';

/** Takes a turn for each notice; one that failed comes again. What a notice says makes no difference. */
export function makeRunBulkRowsHandler(takeTurn: TakeTurn, log: Log) {
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    workThrough(event, { work: takeTurn, log, failed: 'bulk-turn.failed' });
}
