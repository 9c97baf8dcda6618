import type { BulkJobId } from '../../domain/bulk-job.ts';
import type { DepartmentCode, Moment } from '../../domain/ids.ts';
import { type RegisterItem, text } from './dynamo-register-keys.ts';

const keyOf = (pk: string, sk: string) => ({ pk: text(pk), sk: text(sk) });
const digits = (value: number, width: number) => String(value).padStart(width, '0');
const momentDigits = 14;
const chunkDigits = 6;

/** Keys of the jobs table. */
export const bulkKeys = {
  jobPartition: (id: BulkJobId) => `job#${id}`,
  head: (id: BulkJobId): RegisterItem => keyOf(`job#${id}`, 'head'),
  result: (id: BulkJobId): RegisterItem => keyOf(`job#${id}`, 'result'),
  approval: (id: BulkJobId): RegisterItem => keyOf(`job#${id}`, 'approval'),
  leasePrefix: 'lease#',
  lease: (id: BulkJobId, chunk: number): RegisterItem =>
    keyOf(`job#${id}`, `lease#${digits(chunk, chunkDigits)}`),
  departmentPartition: (department: DepartmentCode) => `jobs#${department}`,
  listed: (department: DepartmentCode, createdAt: Moment, id: BulkJobId): RegisterItem =>
    keyOf(`jobs#${department}`, `${digits(createdAt, momentDigits)}#${id}`),
  runningPartition: 'running',
  running: (id: BulkJobId): RegisterItem => keyOf('running', id),
  checkingPartition: 'checking',
  checking: (id: BulkJobId): RegisterItem => keyOf('checking', id),
};
