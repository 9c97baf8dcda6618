import type { LicenceType } from '../domain/licence-type.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import type { FieldError } from '../problem/problem.ts';

/**
 * Checks items against a type's definition, by the JSON Schema derived from it. Pure: the same answer
 * for the same version of a type. Trusted: whoever held it could let anything stand on a licence.
 */
export interface ItemValidator {
  /** Resolves when `check` may be called: what checks is large, and loaded when it is first asked for. */
  ready(): Promise<void>;
  /**
   * All faults, at most one for each place, none when the items may be issued. Pointers begin with
   * `/items`; no value is told.
   */
  check(type: LicenceType, items: JsonValue): readonly FieldError[];
}
