import { isDeepStrictEqual } from 'node:util';
import type { Department } from '../../shared/domain/department.ts';
import { readDepartment } from '../../shared/domain/department-reading.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import { invalid, readObject } from '../../shared/domain/reading.ts';
import { readDepartmentCode } from '../../shared/domain/social-credit-code.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Draft } from './drafting.ts';

/**
 * The department named in a path.
 * @throws Problem `not-found`
 */
export async function findNamedDepartment(
  { directory }: { readonly directory: Pick<Directory, 'findDepartment'> },
  code: string,
): Promise<Department> {
  const department = isDepartmentCode(code) && (await directory.findDepartment(code));
  if (!department) throw new Problem('not-found');
  return department;
}

function isDepartmentCode(code: string): code is DepartmentCode {
  try {
    return readDepartmentCode(code, '') === code;
  } catch {
    return false;
  }
}

/** What a department's own definition may say; what it may issue is granted apart. */
const fields = ['code', 'name', 'division', 'sample'];

/**
 * A new department 部门.
 * @throws Problem `request-invalid`, `state-conflict` for one that is there
 */
export function draftDepartmentRegistration(given: unknown): Draft {
  return async ({ directory }) => {
    const after = readDepartment(readObject(given, '', fields));
    if (await directory.findDepartment(after.code)) {
      throw new Problem('state-conflict', { reason: 'department-exists' });
    }
    return { kind: 'department', act: 'register-department', after };
  };
}

/**
 * A department's new name, or division.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict` where nothing would change
 */
export function draftDepartmentChange(code: string, given: unknown): Draft {
  return async (ports) => {
    const source = readObject(given, '', ['code', 'name', 'division']);
    if (source['code'] !== undefined && source['code'] !== code) throw invalid('/code', 'path');
    const before = await findNamedDepartment(ports, code);
    const after = readDepartment({ ...before, ...source });
    if (isDeepStrictEqual(after, before)) {
      throw new Problem('state-conflict', { reason: 'no-change' });
    }
    return { kind: 'department', act: 'change-department', before, after };
  };
}
