import type { Department } from './department.ts';
import { readDivisionCode } from './division-code.ts';
import type { LicenceTypeCode } from './ids.ts';
import { readLicenceTypeCode } from './licence-type-code.ts';
import {
  gather,
  pointerTo,
  readArray,
  readBoolean,
  readEach,
  readObject,
  readText,
  refuseRepeats,
} from './reading.ts';
import { readDepartmentCode } from './social-credit-code.ts';

const fields = ['name', 'code', 'division', 'sample', 'mayIssue'];
const maxNameLength = 100;
const maxTypes = 1000;

/**
 * A department; what it may issue is read by `readMayIssue`.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readDepartment(value: unknown, pointer = ''): Department {
  const source = readObject(value, pointer, fields);
  return gather<Department>({
    code: () => readDepartmentCode(source['code'], `${pointer}/code`),
    name: () => readText(source['name'], `${pointer}/name`, maxNameLength),
    division: () => readDivisionCode(source['division'], `${pointer}/division`),
    sample: () =>
      source['sample'] === undefined ? false : readBoolean(source['sample'], `${pointer}/sample`),
  });
}

/**
 * The licence types that a department's definition says it may issue, none where it does not say.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readMayIssue(value: unknown, pointer = ''): readonly LicenceTypeCode[] {
  const source = readObject(value, pointer, fields);
  if (source['mayIssue'] === undefined) return [];
  const place = pointerTo(pointer, 'mayIssue');
  const codes = readEach(
    readArray(source['mayIssue'], place, { min: 0, max: maxTypes }),
    place,
    readLicenceTypeCode,
  );
  refuseRepeats(codes, (index) => `${place}/${index}`);
  return codes;
}
