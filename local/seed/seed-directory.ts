import { makeDefineLicenceType } from '../../functions/governing/define-licence-type/define-licence-type.ts';
import { makeGrantEntitlement } from '../../functions/governing/grant-entitlement/grant-entitlement.ts';
import { makeRegisterDepartment } from '../../functions/governing/register-department/register-department.ts';
import type { LicenceTypeCode } from '../../shared/domain/ids.ts';
import type { Directory, DirectoryWriter } from '../../shared/ports/directory.ts';
import { readSampleLicenceTypes, type SampleDepartment } from './sample-departments.ts';

/** Entitlements of the samples hold from then on, open-ended. */
const entitledFrom = '2020-01-01T00:00:00+08:00';

/** Reading and writing the directory. */
export interface DirectoryPorts {
  readonly directory: Directory;
  readonly writer: DirectoryWriter;
}

/**
 * Writes sample departments, licence types and entitlements that are not there yet, by the use cases
 * that govern them; whatever was changed since the first start stays.
 */
export async function seedDirectory(
  ports: DirectoryPorts,
  departments: readonly SampleDepartment[],
): Promise<void> {
  const define = makeDefineLicenceType(ports);
  for (const type of readSampleLicenceTypes()) {
    if (!(await ports.directory.findLicenceType(type.code as LicenceTypeCode))) await define(type);
  }
  for (const sample of departments) await seedDepartment(ports, sample);
}

async function seedDepartment(
  ports: DirectoryPorts,
  { department, given, mayIssue }: SampleDepartment,
): Promise<void> {
  const { code } = department;
  if (!(await ports.directory.findDepartment(code))) await makeRegisterDepartment(ports)(given);
  const granted = await ports.directory.listEntitlements(code);
  const grant = makeGrantEntitlement(ports);
  for (const type of mayIssue) {
    if (granted.some((one) => one.type === type)) continue;
    await grant({ department: code, type, from: entitledFrom });
  }
}
