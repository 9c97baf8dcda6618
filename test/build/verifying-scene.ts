import type { DepartmentSheet, SheetSeal } from '../../shared/formats/department-sheet.ts';
import type { StatusListDraft } from '../../shared/formats/status-list.ts';
import type { CheckName } from '../../shared/verify/verdict.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import { digestOf } from './digest-of.ts';
import {
  type LicenceChanges,
  makeSampleCredential,
  makeSampleVerifier,
  type ProvinceFiles,
} from './presented.ts';
import {
  daySeconds,
  type FileChanges,
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
  sampleSeconds,
} from './province-pki.ts';

/** The verdict, and outcome and reason of each named check: `invalid, seal failed seal-suspended`. */
export function told({ verdict, checks }: Verification, ...names: CheckName[]): string {
  const parts = names.map((name) => {
    const check = checks.find((one) => one.name === name);
    const reason = check && 'reason' in check ? ` ${check.reason}` : '';
    return `${name} ${check?.outcome}${reason}`;
  });
  return [verdict, ...parts].join(', ');
}

/** Seal and entitlement of a sheet, both from ten days before a second on. */
export function sealStates(province: SampleProvince, seconds: number) {
  const from = seconds - 10 * daySeconds;
  const certificate = digestOf(province.seal.certificate);
  const seals: readonly SheetSeal[] = [
    { id: 'seal-1', certificate, states: [{ state: 'enabled', from }] },
  ];
  return { seals, mayIssue: [{ type: province.type, from }] };
}

/** A province, a stranger with the same names and other keys, and short ways to one odd file. */
export async function makeScene() {
  const [province, stranger] = [await makeSampleProvince(), await makeSampleProvince()];
  const sheetOf = (changes: FileChanges<DepartmentSheet>): ProvinceFiles => {
    const sheet = makeSheetFile(province, changes);
    return { sheet, trustList: makeTrustListFile(province, sheet) };
  };
  const sealWith = (change: Partial<SheetSeal>): ProvinceFiles => {
    const certificate = digestOf(province.seal.certificate);
    const from = sampleSeconds - 20 * daySeconds;
    const der = province.seal.certificate;
    const states: SheetSeal['states'] = [{ state: 'enabled', from }];
    const seal: SheetSeal = { id: 'seal-1', certificate, der, states };
    return sheetOf({ draft: { seals: [{ ...seal, ...change }] } });
  };
  const statusFile = (changes: FileChanges<StatusListDraft>): ProvinceFiles => ({
    statusList: makeStatusListFile(province, changes),
  });
  const verifyWith = (files: ProvinceFiles, changes: LicenceChanges = {}) =>
    makeSampleVerifier(province, { files }).verify(makeSampleCredential(province, changes));
  return { province, stranger, sheetOf, sealWith, statusFile, verifyWith };
}
