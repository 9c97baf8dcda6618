import type { DepartmentCode, SealId } from '../domain/ids.ts';
import type { Seal, SealEntry, SealMaking } from '../domain/seal.ts';

/** Reading seals. Consistent: a suspension that has resolved is seen. Trusted. */
export interface Seals {
  find(id: SealId): Promise<Seal | undefined>;
  listByDepartment(department: DepartmentCode): Promise<readonly Seal[]>;
}

/** Writing seals: the sealing zone only. Append-only, durable once resolved. */
export interface SealWriter {
  /** `taken` when the id exists. */
  create(seal: Extract<Seal, { state: 'applied' }>): Promise<'created' | 'taken'>;
  /**
   * Appends one entry (with the making, when the new state is `made`) if the last entry is still
   * `entry.seq - 1`; `moved` otherwise.
   */
  append(id: SealId, entry: SealEntry, making?: SealMaking): Promise<'appended' | 'moved'>;
}
