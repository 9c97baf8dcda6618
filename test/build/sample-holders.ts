import departments from '../../local/seed/data/departments.json' with { type: 'json' };
import holders from '../../local/seed/data/holders.json' with { type: 'json' };
import type { Department } from '../../shared/domain/department.ts';
import { readDepartment } from '../../shared/domain/department-reading.ts';
import { readHolder } from '../../shared/domain/holders.ts';
import type { Holder } from '../../shared/domain/licence.ts';

/** Departments of the sample province Liaoning; the first one issues business and food permits. */
export const sampleDepartments: readonly Department[] = departments.liaoning.map((one) =>
  readDepartment(one),
);

/** Sample organisations, code type 001. */
export const sampleOrganisations: readonly Holder[] = holders.organisations.map((one) =>
  readHolder(one),
);

/** Sample persons, code type 111. */
export const samplePersons: readonly Holder[] = holders.persons.map((one) => readHolder(one));

function first<T>(all: readonly T[]): T {
  const [one] = all;
  if (one === undefined) throw new Error('the samples are empty');
  return one;
}

/** 沈阳市市场监督管理局（示例）, which may issue the food business permit. */
export function sampleDepartment(): Department {
  return first(sampleDepartments);
}

/** A sample company. */
export function sampleOrganisation(): Holder {
  return first(sampleOrganisations);
}

/** A sample person. */
export function samplePerson(): Holder {
  return first(samplePersons);
}
