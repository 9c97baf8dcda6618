import { describe, expect, it } from 'vitest';
import { readTime } from '../../cli/input.ts';
import { Usage } from '../../cli/output.ts';

describe('a time on the command line', () => {
  it('is one moment, wherever the command runs and whether or not the service is asked', () => {
    const moment = Date.UTC(2026, 10, 22, 16);
    expect(readTime('2026-11-23T00:00:00+08:00')).toBe(moment);
    expect(readTime('2026-11-22T16:00:00Z')).toBe(moment);
  });

  it.each([
    ['a day, which begins here and there at another moment', '2026-11-23'],
    ['a time of the machine’s own zone', '2026-11-23T00:00:00'],
    ['a day that does not exist', '2027-02-29T00:00:00Z'],
    ['what only one engine reads', '22 Nov 2026'],
    ['nothing', ''],
  ])('is not %s', (_what, time) => {
    expect(() => readTime(time)).toThrow(Usage);
  });
});
