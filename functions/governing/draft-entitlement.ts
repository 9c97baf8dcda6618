import type { Entitlement } from '../../shared/domain/department.ts';
import type { DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import { readLicenceTypeCode } from '../../shared/domain/licence-type-code.ts';
import { readRfc3339 } from '../../shared/domain/moment.ts';
import { endsTooSoon, hasEnded, overlapOf } from '../../shared/domain/proposal-entitlement.ts';
import { gather, invalid, readObject } from '../../shared/domain/reading.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { findNamedDepartment } from './draft-department.ts';
import type { Draft } from './drafting.ts';

const fields = ['type', 'from', 'until'];

function readEntitlement(given: unknown, department: DepartmentCode): Entitlement {
  const source = readObject(given, '', fields);
  const { until, ...entitlement } = gather<Entitlement>({
    department: () => department,
    type: () => readLicenceTypeCode(source['type'], '/type'),
    from: () => readRfc3339(source['from'], '/from'),
    until: () =>
      source['until'] === undefined ? undefined : readRfc3339(source['until'], '/until'),
  });
  if (until === undefined) return entitlement;
  if (until <= entitlement.from) throw invalid('/until', 'before-from');
  return { ...entitlement, until };
}

/**
 * Why an entitlement could not be written now, beside what it was worked out against.
 * @throws Problem `state-conflict`
 */
export function checkEntitlement(
  entitlement: Entitlement,
  others: readonly Entitlement[],
  now: Moment,
): void {
  if (endsTooSoon(entitlement, now)) throw new Problem('state-conflict', { reason: 'end-passed' });
  if (overlapOf(entitlement, others)) {
    throw new Problem('state-conflict', { reason: 'entitlement-overlaps' });
  }
}

/**
 * Lets a department issue a licence type from one moment on, until another or for good.
 * @throws Problem `not-found` for the department, `request-invalid` also for an unknown type,
 * `state-conflict` where it would overlap another interval
 */
export function draftEntitlement(code: string, given: unknown): Draft {
  return async (ports) => {
    const department = await findNamedDepartment(ports, code);
    const after = readEntitlement(given, department.code);
    const { directory, clock } = ports;
    if (!(await directory.findLicenceType(after.type))) throw invalid('/type', 'unknown');
    const others = await directory.listEntitlements(department.code);
    if (others.some((one) => one.type === after.type && one.from === after.from)) {
      throw new Problem('state-conflict', { reason: 'entitlement-exists' });
    }
    checkEntitlement(after, others, clock.now());
    return { kind: 'entitlement', act: 'grant-entitlement', after };
  };
}

/**
 * Ends an entitlement at a moment that lies ahead, or moves an end that has not passed.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict`
 */
export function draftEntitlementEnd(code: string, given: unknown): Draft {
  return async (ports) => {
    const department = await findNamedDepartment(ports, code);
    const after = readEntitlement(given, department.code);
    if (after.until === undefined) throw invalid('/until', 'required');
    const others = await ports.directory.listEntitlements(department.code);
    const before = others.find((one) => one.type === after.type && one.from === after.from);
    if (!before) throw new Problem('not-found', { reason: 'entitlement' });
    if (before.until === after.until) throw new Problem('state-conflict', { reason: 'no-change' });
    const now = ports.clock.now();
    if (hasEnded(before, now)) throw new Problem('state-conflict', { reason: 'entitlement-ended' });
    checkEntitlement(after, others, now);
    return { kind: 'entitlement', act: 'end-entitlement', before, after };
  };
}
