import { expect, it } from 'vitest';
import type { Moment } from '../../shared/domain/ids.ts';
import {
  closableUntil,
  isIssueHour,
  issueHourOf,
  issueRootDueBy,
} from '../../shared/domain/issue-hour.ts';

const hour = Date.UTC(2026, 10, 28, 7);

it.each([
  [hour, 7],
  [hour + 3_599_999, 7],
  [hour + 3_600_000, 8],
  [hour - 1, 6],
])('what was issued at %i is of the hour %i', (at, hours) => {
  expect(issueHourOf(at as Moment)).toBe(Date.UTC(2026, 10, 28, hours) / 1000);
});

it.each([
  [0, true],
  [3600, true],
  [hour / 1000, true],
  [3599, false],
  [-3600, false],
  [1800.5, false],
  [Number.NaN, false],
  [2 ** 53 * 3600, false],
])('%d seconds are an hour: %s', (seconds, is) => {
  expect(isIssueHour(seconds)).toBe(is);
});

it('an hour is closed two minutes after its end', () => {
  const until = (at: number) => closableUntil(at as Moment) * 1000;
  expect(until(hour + 120_000)).toBe(hour);
  expect(until(hour + 119_999)).toBe(hour - 3_600_000);
});

it('the root of an hour is due an hour after its end', () => {
  expect(issueRootDueBy(hour / 1000) * 1000).toBe(hour + 2 * 3_600_000);
});
