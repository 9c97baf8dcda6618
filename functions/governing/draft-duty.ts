import { isDeepStrictEqual } from 'node:util';
import { type Duty, mostDutyChecksPerDay } from '../../shared/domain/duty.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import type { LicenceType } from '../../shared/domain/licence-type.ts';
import { readLicenceTypeCode } from '../../shared/domain/licence-type-code.ts';
import { readRfc3339 } from '../../shared/domain/moment.ts';
import {
  gather,
  invalid,
  pointerTo,
  readArray,
  readEach,
  readInteger,
  readObject,
  readString,
  readText,
  refuseRepeats,
} from '../../shared/domain/reading.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { findNamedDepartment } from './draft-department.ts';
import type { Draft, DraftingPorts } from './drafting.ts';

const fields = ['type', 'itemCode', 'legalBasis', 'items', 'checksPerDay', 'from', 'until'];
const itemCodeForm = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/;
const maxBasisLength = 200;
const maxItems = 100;

function readItemCode(value: unknown): string {
  const text = readString(value, '/itemCode');
  if (!itemCodeForm.test(text)) throw invalid('/itemCode', 'pattern');
  return text;
}

function readItems(value: unknown): readonly string[] {
  const items = readArray(value, '/items', { min: 0, max: maxItems });
  const names = readEach(items, '/items', readString);
  refuseRepeats(names, (at) => pointerTo('/items', at));
  return names;
}

function readDuty(given: unknown, department: DepartmentCode): Duty {
  const source = readObject(given, '', fields);
  const { until, ...duty } = gather<Duty>({
    department: () => department,
    type: () => readLicenceTypeCode(source['type'], '/type'),
    itemCode: () => readItemCode(source['itemCode']),
    legalBasis: () => readText(source['legalBasis'], '/legalBasis', maxBasisLength),
    items: () => readItems(source['items']),
    checksPerDay: () =>
      readInteger(source['checksPerDay'], '/checksPerDay', { min: 1, max: mostDutyChecksPerDay }),
    from: () => readRfc3339(source['from'], '/from'),
    until: () =>
      source['until'] === undefined ? undefined : readRfc3339(source['until'], '/until'),
  });
  if (until === undefined) return duty;
  if (until <= duty.from) throw invalid('/until', 'before-from');
  return { ...duty, until };
}

/** What a licence of the type may keep back. @throws Problem `request-invalid` */
function checkItems({ items }: Duty, type: LicenceType): void {
  const known = ['holders', 'number', ...type.items.map(({ code }) => code)];
  const errors = items.flatMap((item, at) => {
    const pointer = pointerTo('/items', at);
    return known.includes(item) ? [] : [{ pointer, code: 'unknown-item' }];
  });
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
}

async function readNamedDuty({ directory }: DraftingPorts, given: unknown, code: DepartmentCode) {
  const after = readDuty(given, code);
  const type = await directory.findLicenceType(after.type);
  if (!type) throw invalid('/type', 'unknown');
  checkItems(after, type);
  return { after, before: await directory.findDuty(after) };
}

/**
 * Lets a department look up licences of a type for a service item without their holder, or changes how:
 * what was agreed before is replaced as a whole.
 * @throws Problem `not-found` for the department, `request-invalid`, `state-conflict` where nothing would change
 */
export function draftDuty(code: string, given: unknown): Draft {
  return async (ports) => {
    const department = await findNamedDepartment(ports, code);
    const { before, after } = await readNamedDuty(ports, given, department.code);
    if (before === undefined) return { kind: 'duty', act: 'grant-duty', after };
    if (isDeepStrictEqual(before, after)) {
      throw new Problem('state-conflict', { reason: 'no-change' });
    }
    return { kind: 'duty', act: 'change-duty', before, after };
  };
}

/**
 * Ends a duty at a moment that lies ahead; of one that ends already, moves the end.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict`
 */
export function draftDutyEnd(code: string, given: unknown): Draft {
  return async (ports) => {
    const department = await findNamedDepartment(ports, code);
    const source = readObject(given, '', ['type', 'itemCode', 'until']);
    const { until, ...named } = gather({
      type: () => readLicenceTypeCode(source['type'], '/type'),
      itemCode: () => readItemCode(source['itemCode']),
      until: () => readRfc3339(source['until'], '/until'),
    });
    const before = await ports.directory.findDuty({ ...named, department: department.code });
    if (before === undefined) throw new Problem('not-found', { reason: 'duty' });
    if (until <= before.from) throw invalid('/until', 'before-from');
    if (until < ports.clock.now()) throw new Problem('state-conflict', { reason: 'end-passed' });
    if (before.until === until) throw new Problem('state-conflict', { reason: 'no-change' });
    return { kind: 'duty', act: 'end-duty', before, after: { ...before, until } };
  };
}
