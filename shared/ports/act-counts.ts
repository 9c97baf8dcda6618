import type { ActCount } from '../domain/act-count.ts';
import type { DepartmentCode } from '../domain/ids.ts';

/** Acts on a department's licences, counted. Durable, consistent, each act once. */
export interface ActCounts {
  /** Of one month, by type and seal; not more than the limit. */
  list(department: DepartmentCode, month: string, limit: number): Promise<readonly ActCount[]>;
}
