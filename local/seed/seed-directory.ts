import type { Moment } from '../../shared/domain/ids.ts';
import type { Directory, DirectoryWriter } from '../../shared/ports/directory.ts';
import { readSampleLicenceTypes, type SampleDepartment } from './sample-departments.ts';

/** Entitlements of the samples hold from then on, open-ended. */
const entitledFrom = Date.UTC(2019, 11, 31, 16) as Moment;

/**
 * Writes sample departments, licence types and entitlements that are not there yet; whatever was
 * changed since the first start stays.
 */
export async function seedDirectory(
  directory: Directory,
  writer: DirectoryWriter,
  departments: readonly SampleDepartment[],
): Promise<void> {
  for (const type of readSampleLicenceTypes()) {
    if (!(await directory.findLicenceType(type.code))) await writer.putLicenceType(type);
  }
  for (const sample of departments) await seedDepartment(directory, writer, sample);
}

/** The department last: where it is, its entitlements are. */
async function seedDepartment(
  directory: Directory,
  writer: DirectoryWriter,
  { department, mayIssue }: SampleDepartment,
): Promise<void> {
  if (await directory.findDepartment(department.code)) return;
  for (const type of mayIssue) {
    await writer.putEntitlement({ department: department.code, type, from: entitledFrom });
  }
  await writer.putDepartment(department);
}
