import type { Department } from '../../../shared/domain/department.ts';
import { readDepartment } from '../../../shared/domain/department-reading.ts';
import type { DirectoryWriter } from '../../../shared/ports/directory.ts';

export interface RegisterDepartmentPorts {
  readonly writer: Pick<DirectoryWriter, 'putDepartment'>;
}

export type RegisterDepartment = (given: unknown) => Promise<Department>;

/**
 * Enters a department 部门 in the directory; a known one takes the new name and division.
 * @throws Problem `request-invalid`, from the function that it makes
 */
export function makeRegisterDepartment(ports: RegisterDepartmentPorts): RegisterDepartment {
  return async (given) => {
    const department = readDepartment(given);
    await ports.writer.putDepartment(department);
    return department;
  };
}
