import { describe, expect, it } from 'vitest';
import {
  addDays,
  addYears,
  civilDateOf,
  endSeconds,
  lastDayOfTerm,
  readCivilDate,
  startOfDay,
  startSeconds,
  toCivilTime,
} from '../../shared/domain/civil-date.ts';
import { readMoment, readRfc3339, toRfc3339, toSeconds } from '../../shared/domain/moment.ts';
import { readValidity } from '../../shared/domain/validity.ts';
import { errorsOf } from '../build/errors-of.ts';

const day = (text: string) => readCivilDate(text);

describe('a civil date', () => {
  it.each(['2000-02-29', '2024-02-29', '9999-12-31', '1000-01-01'])('%s exists', (text) => {
    expect(readCivilDate(text)).toBe(text);
  });

  it('is told with the time of the day in Asia/Shanghai', () => {
    expect(toCivilTime(readMoment(Date.UTC(2026, 10, 28, 15, 59, 59)))).toBe('2026-11-28 23:59');
    expect(toCivilTime(readMoment(Date.UTC(2026, 10, 28, 16)))).toBe('2026-11-29 00:00');
  });

  it.each([
    ...['2026-02-29', '1900-02-29', '2026-04-31', '2026-06-31', '2026-09-31', '2026-11-31'],
    ...['2026-01-32', '2026-01-00', '2026-13-01', '2026-00-10', '2026-1-1', '20261122'],
    ...['0999-01-01', 'x2026-01-01', '2026-01-011', ''],
  ])('%j does not exist', (text) => {
    expect(errorsOf(() => readCivilDate(text, '/d'))).toEqual({ '/d': 'date' });
  });

  it('is that of Shanghai at every moment', () => {
    expect(civilDateOf(readRfc3339('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22');
    expect(civilDateOf(readRfc3339('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  });

  it('ends when the next day begins in Shanghai', () => {
    expect(toRfc3339(startOfDay(day('2026-11-22')))).toBe('2026-11-21T16:00:00.000Z');
    expect(startSeconds(day('2026-11-22'))).toBe(Date.parse('2026-11-22T00:00:00+08:00') / 1000);
    expect(endSeconds(day('2031-11-21'))).toBe(Date.parse('2031-11-22T00:00:00+08:00') / 1000);
    expect(endSeconds(day('9999-12-31'))).toBe(253402272000);
  });

  it('counts days over months and leap years', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
  });

  it('has no 29 February in a common year', () => {
    expect(addYears(day('2024-02-29'), 5)).toBe('2029-02-28');
    expect(addYears(day('2024-02-29'), 4)).toBe('2028-02-29');
  });

  it.each([
    ['2026-11-22', 5, '2031-11-21'],
    ['2024-02-29', 4, '2028-02-28'],
    ['2024-02-29', 5, '2029-02-28'],
    ['2023-03-01', 1, '2024-02-29'],
    ['2026-01-01', 2, '2027-12-31'],
  ])('from %s a term of %d years ends with %s', (from, years, last) => {
    expect(lastDayOfTerm(day(from), years)).toBe(last);
  });
});

describe('a moment', () => {
  it.each([
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:59:60Z',
    '2026-02-29T00:00:00Z',
    '2026-11-22T00:00:00',
    '2026-11-22 00:00:00Z',
    '2026-11-22T00:00Z',
    '2026-11-22T00:00:00+15:00',
    '1969-12-31T23:59:59Z',
  ])('%s is none', (text) => {
    expect(errorsOf(() => readRfc3339(text, '/at'))).toEqual({ '/at': 'date' });
  });

  it('keeps its offset out of what is written', () => {
    const moment = readRfc3339('2026-11-22T08:30:00.5+08:00');
    expect(toRfc3339(moment)).toBe('2026-11-22T00:30:00.500Z');
    expect(toSeconds(moment)).toBe(Date.parse('2026-11-22T00:30:00Z') / 1000);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', 1e300])('%s is none', (value) => {
    expect(errorsOf(() => readMoment(value))).toEqual({ '': 'type' });
  });
});

describe('the validity of a licence', () => {
  const issued = day('2026-11-22');
  const fiveYears = { rule: 'years', years: 5 } as const;
  const fromData = { rule: 'from-data' } as const;
  const permanent = { rule: 'permanent' } as const;

  it('follows from the day of issue where the type has a term', () => {
    const expected = { validFrom: '2026-11-22', validUntil: '2031-11-21' };
    expect(readValidity(fiveYears, {}, issued)).toEqual(expected);
    expect(readValidity(fiveYears, { validUntil: '2031-11-21' }, issued)).toEqual(expected);
    expect(readValidity(fiveYears, { validFrom: '2026-12-01' }, issued)).toEqual({
      validFrom: '2026-12-01',
      validUntil: '2031-11-30',
    });
  });

  it('is as given where the type says so, permanent without a last day', () => {
    expect(readValidity(fromData, { validFrom: '2020-01-01' }, issued)).toEqual({
      validFrom: '2020-01-01',
    });
    const oneDay = { validFrom: '2020-01-01', validUntil: '2020-01-01' };
    expect(readValidity(fromData, oneDay, issued)).toEqual(oneDay);
  });

  it('has no end where the type is permanent', () => {
    expect(readValidity(permanent, {}, issued)).toEqual({ validFrom: '2026-11-22' });
  });

  it.each([
    [fiveYears, { validUntil: '2031-11-22' }, { '/validUntil': 'term' }],
    [permanent, { validUntil: '2031-11-22' }, { '/validUntil': 'not-allowed' }],
    [fromData, {}, { '/validFrom': 'required' }],
    [
      fromData,
      { validFrom: '2026-02-30', validUntil: 7 },
      { '/validFrom': 'date', '/validUntil': 'type' },
    ],
    [
      fromData,
      { validFrom: '2026-02-02', validUntil: '2026-02-01' },
      { '/validUntil': 'before-start' },
    ],
    [fromData, { validFrom: '2026-02-02', validUntil: '9999-12-31' }, { '/validUntil': 'too-far' }],
    [fromData, { validFrom: '9026-02-02' }, { '/validFrom': 'too-far' }],
  ] as const)('by rule %j refuses %j', (rule, given, errors) => {
    expect(errorsOf(() => readValidity(rule, given, issued))).toEqual(errors);
  });
});
