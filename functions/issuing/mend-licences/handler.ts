import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { isLicenceId } from '../../../shared/domain/identifier.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { JournalEntry } from '../../../shared/ports/issue-journal.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { EnterLateDigest } from './enter-late-digest.ts';
import type { MendLicences } from './mend-licences.ts';

/** What is done about what was written, here or in the other Region. */
export interface MendingActs {
  readonly arrived: MendLicences['arrived'];
  readonly enterLateDigest: EnterLateDigest;
}

const keysOf = ({ dynamodb }: DynamoDBRecord) => ({
  pk: dynamodb?.Keys?.['pk']?.S ?? '',
  sk: dynamodb?.Keys?.['sk']?.S ?? '',
});

/** The licence of which an entry or the head was written. */
function licenceOf(record: DynamoDBRecord): LicenceId | undefined {
  const { pk, sk } = keysOf(record);
  return isLicenceId(pk) && /^(?:entry#|head$)/.test(sk) ? (pk as LicenceId) : undefined;
}

/** The digest that was entered in the journal. */
function digestOf(record: DynamoDBRecord): JournalEntry | undefined {
  const { pk, sk } = keysOf(record);
  const [, hour, digest] = /^([0-9]+)#([\w-]{43})$/.exec(sk) ?? [];
  if (!pk.startsWith('issued#') || hour === undefined || digest === undefined) return undefined;
  if (record.eventName !== 'INSERT') return undefined;
  return { digest, hour: Number(hour), turn: record.dynamodb?.NewImage?.['turn']?.S ?? '' };
}

interface Work {
  readonly sequence: string;
  readonly act: () => Promise<void>;
}

/** Each licence of a batch once, and each digest, with the first record that names it. */
function collect(records: readonly DynamoDBRecord[], acts: MendingActs): readonly Work[] {
  const found = new Map<string, Work>();
  for (const record of records) {
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    const id = licenceOf(record);
    if (id !== undefined && !found.has(id))
      found.set(id, { sequence, act: () => acts.arrived(id) });
    const entry = digestOf(record);
    if (entry !== undefined)
      found.set(entry.digest, { sequence, act: () => acts.enterLateDigest(entry) });
  }
  return [...found.values()];
}

/** Follows the register's stream; what could not be seen to is named, and the stream comes back from there. */
export function makeMendLicencesHandler(acts: MendingActs, log: Log) {
  const attempt = async ({ act, sequence }: Work): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('licence.not-mended', { error: name, sequence });
      return false;
    }
  };
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const work of collect(Records, acts)) {
      if (await attempt(work)) continue;
      return { batchItemFailures: [{ itemIdentifier: work.sequence }] };
    }
    return { batchItemFailures: [] };
  };
}
