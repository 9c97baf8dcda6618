import { readFileSync } from 'node:fs';
import type { Department } from '../../shared/domain/department.ts';
import { readDepartment, readMayIssue } from '../../shared/domain/department-reading.ts';
import type { LicenceTypeCode } from '../../shared/domain/ids.ts';

/** A sample department, what it may issue, and what its clients' names begin with. */
export interface SampleDepartment {
  readonly slug: string;
  readonly department: Department;
  readonly mayIssue: readonly LicenceTypeCode[];
  /** What it may look up without a holder, as a governor would propose it. */
  readonly duties: readonly SampleDuty[];
}

/** A duty as it is proposed. */
export interface SampleDuty {
  readonly type: LicenceTypeCode;
  readonly itemCode: string;
}

/** Client names are ASCII; the departments' own names are not. */
const slugs: Readonly<Record<string, string>> = {
  '11210100MB9Y10011Q': 'shenyang-market-regulation',
  '11210000MB9Y1002XB': 'liaoning-housing',
  '11210200MB9Y10038M': 'dalian-natural-resources',
  '11210100MB9Y10046B': 'shenyang-health',
  '11210000MB9Y100541': 'liaoning-disabled-persons',
  '11210300MB9Y10062B': 'anshan-transport',
  '11210000MB9Y10070N': 'liaoning-business-environment',
  '11330100MB9Y200172': 'hangzhou-market-regulation',
  '11330000MB9Y20025P': 'zhejiang-housing',
  '11330200MB9Y20033W': 'ningbo-natural-resources',
  '11330200MB9Y20041P': 'ningbo-transport',
};

function readData(name: string): Record<string, unknown> {
  const text = readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

/** The sample departments of a province. */
export function readSampleDepartments(province: string): readonly SampleDepartment[] {
  const { [province]: given, duties } = readData('departments');
  const allDuties = duties as Readonly<Record<string, readonly SampleDuty[]>>;
  if (!Array.isArray(given)) throw new Error(`no sample departments for ${province}`);
  return given.map((one: unknown) => {
    const department = readDepartment(one);
    const slug = slugs[department.code] ?? `department-${department.code.toLowerCase()}`;
    const duties = allDuties[department.code] ?? [];
    return { slug, department, mayIssue: readMayIssue(one), duties };
  });
}

/** Definitions of the licence types that every province knows, as definers write them. */
export function readSampleLicenceTypes(): readonly { readonly code: string }[] {
  const given = readData('licence-types')['licenceTypes'];
  if (!Array.isArray(given)) throw new Error('no sample licence types');
  return given as readonly { readonly code: string }[];
}

/** A licence to be issued on first start. */
export interface SampleLicence {
  /** Department code. */
  readonly department: string;
  /** Body of `POST /v1/licences`, without the seal. */
  readonly application: Readonly<Record<string, unknown>>;
}

/** The sample licences of a province. */
export function readSampleLicences(province: string): readonly SampleLicence[] {
  return (readData('sample-licences')[province] ?? []) as readonly SampleLicence[];
}
