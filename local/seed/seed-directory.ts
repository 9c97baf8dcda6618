import { draftDepartmentRegistration } from '../../functions/governing/draft-department.ts';
import { draftDuty } from '../../functions/governing/draft-duty.ts';
import { draftEntitlement } from '../../functions/governing/draft-entitlement.ts';
import { draftLicenceType } from '../../functions/governing/draft-licence-type.ts';
import { makeEnterChange } from '../../functions/governing/enter-change.ts';
import type { LicenceTypeCode } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import type { DirectoryBootstrap } from '../../shared/ports/directory-proposals.ts';
import { readSampleLicenceTypes, type SampleDepartment } from './sample-departments.ts';

/** Entitlements of the samples hold from then on, open-ended. */
export const entitledFrom = '2020-01-01T00:00:00+08:00';

/** Reading and writing the directory. */
export interface DirectoryPorts {
  readonly directory: Directory;
  readonly bootstrap: DirectoryBootstrap;
  readonly clock: Clock;
}

/**
 * Writes sample departments, licence types and entitlements that are not there yet, as the
 * ceremony does before there are governing clients; whatever was changed since the first start stays.
 */
export async function seedDirectory(
  ports: DirectoryPorts,
  departments: readonly SampleDepartment[],
): Promise<void> {
  const enter = makeEnterChange(ports);
  for (const type of readSampleLicenceTypes()) {
    const found = await ports.directory.findLicenceType(type.code as LicenceTypeCode);
    if (!found) await enter(draftLicenceType(type));
  }
  for (const sample of departments) await seedDepartment(ports, sample);
}

async function seedDepartment(
  ports: DirectoryPorts,
  { department, mayIssue, duties }: SampleDepartment,
): Promise<void> {
  const { code } = department;
  const enter = makeEnterChange(ports);
  if (!(await ports.directory.findDepartment(code))) {
    await enter(draftDepartmentRegistration(department));
  }
  const granted = await ports.directory.listEntitlements(code);
  for (const type of mayIssue) {
    if (granted.some((one) => one.type === type)) continue;
    await enter(draftEntitlement(code, { type, from: entitledFrom }));
  }
  for (const duty of duties) {
    const { type, itemCode } = duty;
    const found = await ports.directory.findDuty({ department: code, type, itemCode });
    if (found === undefined) await enter(draftDuty(code, duty));
  }
}
