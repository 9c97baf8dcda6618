import { type BulkJob, noRows, toBulkJobId } from '../../shared/domain/bulk-job.ts';
import type { ClientId, LicenceTypeCode, Moment } from '../../shared/domain/ids.ts';
import { sampleDepartment } from './sample-holders.ts';
import { sealId } from './sample-seal.ts';
import { sampleTypeCodes } from './sample-types.ts';

let made = 0;

/** A job for food permits, about to be checked. */
export function makeBulkJob(parts: Partial<BulkJob> = {}): BulkJob {
  made += 1;
  return {
    id: toBulkJobId(Uint8Array.from({ length: 26 }, (_, at) => (at === 0 ? made >> 5 : made))),
    department: sampleDepartment().code,
    client: 'shenyang-licences' as ClientId,
    operation: 'issue',
    type: sampleTypeCodes.foodPermit as LicenceTypeCode,
    typeVersion: 1,
    seal: sealId,
    start: 'at-once',
    file: { path: 'uploads/bulk/file', format: 'csv' },
    createdAt: 0 as Moment,
    state: 'checking',
    changedAt: 0 as Moment,
    counts: noRows,
    chunks: 0,
    chunksDone: 0,
    ...parts,
  };
}
