import { describe, expect, it } from 'vitest';
import { beyondDuty, type Duty, dutyHolds, isUnusual } from '../../shared/domain/duty.ts';
import {
  type ComparedLicence,
  matches,
  namesTold,
  type ToldLicence,
  toToldText,
} from '../../shared/domain/field-check.ts';
import type {
  CivilDate,
  DepartmentCode,
  LicenceId,
  LicenceIdentifier,
  LicenceTypeCode,
  Moment,
} from '../../shared/domain/ids.ts';

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

  const says = (more: Partial<ToldLicence>, of = known) =>
    matches({ ...told, ...more }, of, '2026-06-01' as CivilDate);
  const byNumber = (number: string) => ({
    type: 't' as LicenceTypeCode,
    department: 'd' as DepartmentCode,
    number,
  });

  it('matches by the name of any holder, and their code where it was told', () => {
    const { name } = holder;
    expect(says({ holder: { name } })).toBe(true);
    expect(says({ holder: { name: '另一', codeType: '001', code: '1' } })).toBe(true);
    expect(says({ holder: { name: '别人' } })).toBe(false);
    expect(says({ holder: { name: '别人', codeType: '001', code: '1' } })).toBe(false);
    expect(says({ holder: { name, codeType: '001', code: '2' } })).toBe(false);
    expect(says({ holder: { name, codeType: '111', code: '1' } })).toBe(false);
  });

  it('matches by the number, and the last day, that the licence has', () => {
    expect(says({ licence: byNumber('n') })).toBe(true);
    expect(says({ licence: byNumber('m') })).toBe(false);
    expect(says({ validUntil: '2026-12-31' as CivilDate })).toBe(true);
    expect(says({ validUntil: '2026-12-30' as CivilDate })).toBe(false);
    const { validUntil: _, ...open } = known;
    expect(says({}, open)).toBe(true);
    expect(says({ validUntil: '2026-12-31' as CivilDate }, open)).toBe(false);
  });

  it.each([
    ['another value', { A: 'b' }],
    ['a list with less', { B: ['b'] }],
    ['an item it has not', { C: 'c' }],
    ['a name that every object has', { constructor: 'a' }],
  ])('does not match with %s', (_what, items) => {
    expect(says({ items })).toBe(false);
  });

  it('is the same for all who were told of it by the same name', () => {
    expect(toToldText(licence)).toBe('x');
    expect(toToldText(byNumber('n'))).toBe('t#d#n');
  });

  it('is told to the holder by names, never by values', () => {
    const all = { licence: byNumber('n'), validUntil: '2026-12-31' as CivilDate };
    expect(namesTold({ ...told, ...all })).toEqual(['holders', 'number', 'validUntil', 'A', 'B']);
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

describe('a written duty', () => {
  const duty = { from: 10, until: 20, items: ['number', 'A'] } as unknown as Duty;
  const { until: _, ...open } = duty;

  it('holds from its first moment until before its end', () => {
    const at = [9, 10, 19, 20] as Moment[];
    expect(at.map((moment) => dutyHolds(duty, moment))).toEqual([false, true, true, false]);
    expect(at.map((moment) => dutyHolds(open, moment))).toEqual([false, true, true, true]);
  });

  it('lets nothing be seen but what it names', () => {
    expect(beyondDuty(duty, ['A', 'number'])).toEqual([]);
    expect(beyondDuty(duty, ['A', 'B', 'holders'])).toEqual(['B', 'holders']);
  });
});
