import type { ActCount } from '../domain/act-count.ts';
import type { DepartmentCode } from '../domain/ids.ts';

/** Acts on a department's licences, counted. Durable, consistent, each act once. */
export interface ActCounts {
  /** All of one month, by type and seal. */
  list(department: DepartmentCode, month: string): Promise<readonly ActCount[]>;
}
