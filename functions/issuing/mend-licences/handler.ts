import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { isLicenceId } from '../../../shared/domain/identifier.ts';
import type { LicenceId } from '../../../shared/domain/ids.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { MendLicences } from './mend-licences.ts';

/** The licence of which an entry or the head was written, here or in the other Region. */
function licenceOf({ dynamodb }: DynamoDBRecord): LicenceId | undefined {
  const pk = dynamodb?.Keys?.['pk']?.S ?? '';
  const sk = dynamodb?.Keys?.['sk']?.S ?? '';
  return isLicenceId(pk) && /^(?:entry#|head$)/.test(sk) ? (pk as LicenceId) : undefined;
}

/** Each licence of a batch once, with the first record that names it. */
function collect(records: readonly DynamoDBRecord[]): ReadonlyMap<LicenceId, string> {
  const found = new Map<LicenceId, string>();
  for (const record of records) {
    const id = licenceOf(record);
    if (id === undefined || found.has(id)) continue;
    found.set(id, record.dynamodb?.SequenceNumber ?? '');
  }
  return found;
}

/** Follows the register's stream; a licence that could not be seen to is named, and the stream comes back from there. */
export function makeMendLicencesHandler(mending: Pick<MendLicences, 'arrived'>, log: Log) {
  const attempt = async (id: LicenceId, sequence: string): Promise<boolean> => {
    try {
      await mending.arrived(id);
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('licence.not-mended', { error: name, sequence });
      return false;
    }
  };
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const [id, itemIdentifier] of collect(Records)) {
      if (!(await attempt(id, itemIdentifier))) return { batchItemFailures: [{ itemIdentifier }] };
    }
    return { batchItemFailures: [] };
  };
}
