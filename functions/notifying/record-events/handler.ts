import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FactRef } from '../../../shared/domain/fact.ts';
import type { FactNotice } from '../../../shared/ports/event-feed.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RecordEvents } from './record-events.ts';
import type { WalkDays } from './walk-days.ts';

const kinds: readonly unknown[] = [
  'licence',
  'seal',
  'retrieval',
  'job',
  'draft',
] satisfies FactRef['of'][];

const isFact = (one: Partial<FactRef> | null): one is FactRef =>
  kinds.includes(one?.of) && typeof one?.id === 'string' && typeof one.entry === 'string';

/** @throws Error when it is no notice of facts */
function readFacts(body: string): readonly FactRef[] {
  const { facts } = JSON.parse(body) as Partial<FactNotice>;
  if (!Array.isArray(facts) || !facts.every(isFact)) throw new Error('not a notice of facts');
  return facts;
}

/** What the handler calls. */
export interface RecordEventsHandlerPorts {
  readonly record: RecordEvents;
  readonly walk: WalkDays;
  readonly log: Log;
}

/** Takes notices of facts one by one: one that fails comes again and keeps no other back. On the clock, reminds and warns, and says when a year's holidays are wanting. */
export function makeRecordEventsHandler({ record, walk, log }: RecordEventsHandlerPorts) {
  const attempt = async (body: string, messageId: string): Promise<boolean> => {
    try {
      await record(readFacts(body));
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('events.not-told', { messageId, error: name });
      return false;
    }
  };
  return async (event: SQSEvent | { readonly clock: true }): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    if (!('Records' in event)) {
      const { told, missingYear } = await walk();
      log.note('reminders.told', { count: told });
      if (missingYear !== undefined) log.alert('calendar.missing', { year: missingYear });
      return { batchItemFailures };
    }
    for (const { messageId, body } of event.Records) {
      if (!(await attempt(body, messageId))) batchItemFailures.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures };
  };
}
