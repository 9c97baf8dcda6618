import type { Entitlement } from '../../../shared/domain/department.ts';
import { readLicenceTypeCode } from '../../../shared/domain/licence-type-code.ts';
import { readRfc3339 } from '../../../shared/domain/moment.ts';
import { gather, invalid, readObject } from '../../../shared/domain/reading.ts';
import { readDepartmentCode } from '../../../shared/domain/social-credit-code.ts';
import type { Directory, DirectoryWriter } from '../../../shared/ports/directory.ts';

export interface GrantEntitlementPorts {
  readonly directory: Pick<Directory, 'findDepartment' | 'findLicenceType'>;
  readonly writer: Pick<DirectoryWriter, 'putEntitlement'>;
}

export type GrantEntitlement = (given: unknown) => Promise<Entitlement>;

const fields = ['department', 'type', 'from', 'until'];

function readEntitlement(given: unknown): Entitlement {
  const source = readObject(given, '', fields);
  const { until, ...entitlement } = gather<Entitlement>({
    department: () => readDepartmentCode(source['department'], '/department'),
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
 * Lets a department issue a licence type from one moment on, until another or for good. Granting the
 * same interval again with an end closes it.
 * @throws Problem `request-invalid`, also for a department or a type that the directory does not know
 */
export function makeGrantEntitlement(ports: GrantEntitlementPorts): GrantEntitlement {
  const { directory, writer } = ports;
  return async (given) => {
    const entitlement = readEntitlement(given);
    const { department, type } = entitlement;
    if (!(await directory.findDepartment(department))) throw invalid('/department', 'unknown');
    if (!(await directory.findLicenceType(type))) throw invalid('/type', 'unknown');
    await writer.putEntitlement(entitlement);
    return entitlement;
  };
}
