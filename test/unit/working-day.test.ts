import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/domain/civil-date.ts';
import type { CivilDate, Moment } from '../../shared/domain/ids.ts';
import { toWorkItem, type WaitingWork } from '../../shared/domain/work-item.ts';
import {
  addWorkingDays,
  findMissingYear,
  isAnnounced,
  isWorkingDay,
} from '../../shared/domain/working-day.ts';

const day = (text: string) => text as CivilDate;
const at = (text: string) => Date.parse(text) as Moment;

describe('working days', () => {
  it('of 2026 are those that were announced', () => {
    const days: CivilDate[] = [];
    for (let one = day('2026-01-01'); one <= '2026-12-31'; one = addDays(one, 1)) days.push(one);
    const weekdays = (one: CivilDate) => ![0, 6].includes(new Date(one).getUTCDay());
    const off = days.filter((one) => weekdays(one) && !isWorkingDay(one));
    const worked = days.filter((one) => !weekdays(one) && isWorkingDay(one));
    // every weekday off, and every weekend day worked, of 国办发明电〔2025〕7号
    expect(off.map((one) => one.slice(5))).toEqual([
      ...['01-01', '01-02', '02-16', '02-17', '02-18', '02-19', '02-20', '02-23', '04-06'],
      ...['05-01', '05-04', '05-05', '06-19', '09-25', '10-01', '10-02', '10-05', '10-06'],
      '10-07',
    ]);
    expect(worked.map((one) => one.slice(5))).toEqual([
      ...['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    ]);
  });

  it('are counted over holidays and worked weekends, forwards and back', () => {
    expect(addWorkingDays(day('2026-09-30'), 3)).toBe('2026-10-10');
    expect(addWorkingDays(day('2026-10-10'), -1)).toBe('2026-10-09');
    expect(addWorkingDays(day('2026-02-13'), 2)).toBe('2026-02-24');
    expect(addWorkingDays(day('2026-02-15'), -1)).toBe('2026-02-14');
  });

  it('of a year that is not announced are weeks of five days, and said to be', () => {
    expect(isAnnounced(day('2027-01-04'))).toBe(false);
    expect(isWorkingDay(day('2027-01-04'))).toBe(true);
    expect(isWorkingDay(day('2027-01-03'))).toBe(false);
  });
});

describe('a year that should be known', () => {
  it('is the next one from December on, and the one that it is', () => {
    const asked = ['2026-01-01', '2026-11-30', '2026-12-01', '2026-12-31', '2030-06-01'];
    const next = isAnnounced(day('2027-01-01')) ? undefined : 2027;
    expect(asked.map((one) => findMissingYear(day(one)))).toEqual([
      ...[undefined, undefined, next, next],
      2030,
    ]);
  });
});

describe('a deadline', () => {
  const waiting: WaitingWork = {
    kind: 'approval',
    id: 'draft-1',
    since: at('2026-09-16T01:00:00Z'),
  };
  const standingAt = (now: string) => toWorkItem(waiting, at(now)).standing;

  it('is ten working days on, warned of three working days before', () => {
    // 17 18 20 21 22 23 24 28 29 30: a worked Sunday in, the festival out
    expect(toWorkItem(waiting, at('2026-09-16T02:00:00Z'))).toEqual({
      ...waiting,
      ...{ warnFrom: '2026-09-24', dueOn: '2026-09-30', standing: 'in-time' },
    });
    expect(standingAt('2026-09-23T15:59:59Z')).toBe('in-time');
    expect(standingAt('2026-09-23T16:00:00Z')).toBe('due-soon');
    expect(standingAt('2026-09-30T15:59:59Z')).toBe('due-soon');
    expect(standingAt('2026-09-30T16:00:00Z')).toBe('overdue');
  });

  it('says where its year is not announced yet', () => {
    const late = { ...waiting, since: at('2026-12-25T01:00:00Z') };
    expect(toWorkItem(late, at('2026-12-26T00:00:00Z')).provisional).toBe(true);
  });
});
