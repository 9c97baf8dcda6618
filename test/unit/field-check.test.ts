import { describe, expect, it } from 'vitest';
import { isUnusual } from '../../shared/domain/duty.ts';
import {
  type ComparedLicence,
  matches,
  namesTold,
  type ToldLicence,
} from '../../shared/domain/field-check.ts';
import type { CivilDate, LicenceId, LicenceIdentifier } from '../../shared/domain/ids.ts';

const licence = { identifier: 'x.001' as LicenceIdentifier, licenceId: 'x' as LicenceId };
const holder = { name: '示例', codeType: '001', code: '1' } as const;
const known: ComparedLicence = {
  ...{ identifier: licence.identifier, number: 'n', state: 'valid' },
  ...{ validFrom: '2026-01-01' as CivilDate, validUntil: '2026-12-31' as CivilDate },
  ...{ holders: [{ ...holder, name: '另一' }, holder], items: { A: 'a', B: ['b', 'c'] } },
};
const told: ToldLicence = { licence, holder, items: { A: 'a', B: ['b', 'c'] } };
const on = (day: string, more: Partial<ComparedLicence> = {}) =>
  matches(told, { ...known, ...more }, day as CivilDate);

describe('what was told', () => {
  it('matches on every day on which the licence holds, and on no other', () => {
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => on(day))).toEqual([
      ...[false, true, true, false],
    ]);
  });

  it.each(['suspended', 'withdrawn', 'superseded', 'reserved', 'transferred'] as const)(
    'does not match while the licence is %s',
    (state) => expect(on('2026-06-01', { state })).toBe(false),
  );

  it('does not match the version before', () => {
    expect(on('2026-06-01', { identifier: 'x.002' as LicenceIdentifier })).toBe(false);
  });

  it('is told to the holder by names, never by values', () => {
    expect(namesTold(told)).toEqual(['holders', 'A', 'B']);
  });
});

describe('many who are looked up for the first time', () => {
  const unusual = (newToday: number, newBefore: readonly number[] = [], checksPerDay = 40) =>
    isUnusual({ checksPerDay }, newToday, newBefore);

  it('are unusual beyond twenty, a quarter of what is allowed, and three times the most of a week', () => {
    expect([20, 21].map((count) => unusual(count))).toEqual([false, true]);
    expect([250, 251].map((count) => unusual(count, [], 1000))).toEqual([false, true]);
    expect([90, 91].map((count) => unusual(count, [2, 30, 4]))).toEqual([false, true]);
  });
});
