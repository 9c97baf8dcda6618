import { describe, expect, it } from 'vitest';
import { readBoundedPattern } from '../../shared/domain/bounded-pattern.ts';
import {
  areFilesGone,
  jobFilesLifeMilliseconds,
  rowsOfChunk,
  rowsWaiting,
  toPace,
  toTurnOrder,
} from '../../shared/domain/bulk-job.ts';
import { checkCitizenNumber, containsCitizenNumber } from '../../shared/domain/citizen-number.ts';
import { readCivilDate, startSeconds } from '../../shared/domain/civil-date.ts';
import { checkHolderCode, toHolderText } from '../../shared/domain/holder-code.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { checkImage } from '../../shared/domain/image-item.ts';
import { readMoment, readRfc3339 } from '../../shared/domain/moment.ts';
import { checkText } from '../../shared/domain/text.ts';
import { readValidity } from '../../shared/domain/validity.ts';
import { errorsOf } from '../build/errors-of.ts';

const day = (text: string) => readCivilDate(text);

describe('a regular expression of a definition', () => {
  const faultOf = (pattern: string) => errorsOf(() => readBoundedPattern(pattern, '/p'));

  it.each([
    ['a'.repeat(200)],
    ['a?'.repeat(13)],
    ['a{0,99}b{0,99}'],
    ['(?:a|b)c{2}'],
    ['[0-9]{1,10000}'.replace('10000', '9999')],
  ])('may divide a text in ten thousand ways: %s', (pattern) => {
    expect(readBoundedPattern(pattern)).toBe(pattern);
  });

  it.each([
    ['a?'.repeat(14)],
    ['(?:a|b)'.repeat(14)],
    ['a{0,99}b{0,100}'],
    ['a{10,20}b{0,999}'],
    ['a?b{0,5000}'],
    ['(?:ab){2}'],
    ['a{1,'],
    ['a**'],
    ['(?=a)'],
    ['\\1(a)'],
  ])('may not in more, nor repeat a group: %s', (pattern) => {
    expect(faultOf(pattern)).toEqual({ '/p': 'pattern' });
  });

  it('is not longer than 200', () => {
    expect(faultOf('a'.repeat(201))).toEqual({ '/p': 'too-long' });
  });
});

describe('a citizen number', () => {
  // 示例
  const number = '210102199003078512';
  const bornOn = (date: string) => {
    const body = `210102${date}851`;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
    return body + '10X98765432'.charAt(sum % 11);
  };

  it('is of somebody born since 1850, and not later than today', () => {
    expect(checkCitizenNumber(bornOn('18500101'))).toBeUndefined();
    expect(checkCitizenNumber(bornOn('18491231'))).toBe('date');
    expect(checkCitizenNumber(bornOn('20261128'), day('2026-11-28'))).toBeUndefined();
    expect(checkCitizenNumber(bornOn('20261129'), day('2026-11-28'))).toBe('date');
    expect(checkCitizenNumber(bornOn('20261129'))).toBeUndefined();
  });

  it.each([`x${number.slice(1)}`, `${number.slice(0, 17)}Y`, `${number.slice(0, 16)}X2`])(
    'has no other character: %s',
    (text) => expect(checkCitizenNumber(text)).toBe('character'),
  );

  it('is found wherever it stands in a text', () => {
    const found = bornOn('19900307');
    for (const text of [found, `a${found}`, `${found}b`, `19${found}21`, found.toLowerCase()])
      expect(containsCitizenNumber(text), text).toBe(true);
    expect(containsCitizenNumber(found.slice(1))).toBe(false);
  });
});

describe('a travel document', () => {
  it.each([
    ['E1234', undefined],
    ['E123', 'length'],
    ['E'.repeat(20), undefined],
    ['E'.repeat(21), 'length'],
    ['e12345', 'character'],
    ['E1234 ', 'character'],
    [' E1234', 'character'],
    ['', 'required'],
  ])('%j: %s', (code, fault) => expect(checkHolderCode('414', code)).toBe(fault));

  it('is not the same person as one with the same digits on another paper', () => {
    const code = 'E1234';
    expect(toHolderText({ codeType: '414', code })).not.toBe(
      toHolderText({ codeType: '411', code }),
    );
  });
});

describe('a text', () => {
  it('is counted by characters, whatever they take', () => {
    expect(checkText('𠮷'.repeat(4), 4)).toBeUndefined();
    expect(checkText('𠮷'.repeat(5), 4)).toBe('too-long');
    expect(checkText('a'.repeat(5), 4)).toBe('too-long');
    expect(checkText('a'.repeat(4), 4)).toBeUndefined();
  });
});

describe('an image', () => {
  const png = (bytes: number) =>
    Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(bytes - 8)]).toString(
      'base64',
    );
  const fault = (data: string, maxBytes: number) =>
    checkImage({ mediaType: 'image/png', data }, { maxBytes, mediaTypes: ['image/png'] });

  it.each([30, 31, 32])('has at most as many bytes as its definition says: %i', (bytes) => {
    expect(fault(png(bytes), bytes)).toBeUndefined();
    expect(fault(png(bytes), bytes - 1)).toBe('too-large');
  });

  it('is too large before it is looked through', () => {
    expect(fault('!'.repeat(400), 30)).toBe('too-large');
    expect(fault('!'.repeat(40), 30)).toBe('base64');
  });
});

describe('a moment', () => {
  const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

  it('is one of the years 1970 to 9999', () => {
    expect([readMoment(0), readMoment(latest)]).toEqual([0, latest]);
    expect(readRfc3339('1970-01-01T00:00:00Z')).toBe(0);
    expect(readRfc3339('9999-12-31T23:59:59.999Z')).toBe(latest);
    for (const value of [-1, latest + 1, 0.5, '0', undefined])
      expect(errorsOf(() => readMoment(value, '/m'))).toEqual({ '/m': 'type' });
  });

  it.each([
    ['1970-01-01T00:00:00+08:00'],
    ['9999-12-31T23:59:59-01:00'],
    ['2026-11-28T24:00:00Z'],
    ['2026-11-28T00:60:00Z'],
    ['2026-11-28T00:00:60Z'],
    ['2026-11-31T00:00:00Z'],
    ['2026-11-28'],
    [''],
  ])('is none: %j', (text) => {
    expect(errorsOf(() => readRfc3339(text, '/m'))).toEqual({ '/m': 'date' });
  });

  it('may be in the last hour, minute and second of a day', () => {
    expect(readRfc3339('2026-11-28T23:59:59Z')).toBe(Date.UTC(2026, 10, 28, 23, 59, 59));
  });
});

describe('the validity of a licence', () => {
  const issued = day('2026-11-28');
  const from = { rule: 'from-data' } as const;
  const faultOf = (validFrom: string, validUntil?: string) =>
    errorsOf(() => readValidity(from, { validFrom, validUntil }, issued));

  it('begins within a hundred years of the day of issue, and on a day that `nbf` can say', () => {
    for (const first of ['1970-01-02', '2126-11-28']) {
      expect(readValidity(from, { validFrom: first }, issued)).toEqual({ validFrom: first });
      expect(startSeconds(day(first))).toBeGreaterThan(0);
    }
    for (const first of ['1926-11-28', '1970-01-01', '2126-11-29'])
      expect(faultOf(first)).toEqual({ '/validFrom': 'too-far' });
    const later = day('2126-11-28');
    const given = { validFrom: '2026-11-28' };
    expect(readValidity(from, given, later)).toEqual(given);
    const earlier = { validFrom: '2026-11-27' };
    expect(errorsOf(() => readValidity(from, earlier, later))).toEqual({ '/validFrom': 'too-far' });
  });

  it('lasts a hundred years at most', () => {
    const given = { validFrom: '2026-11-28', validUntil: '2126-11-28' };
    expect(readValidity(from, given, issued)).toEqual(given);
    expect(faultOf('2026-11-28', '2126-11-29')).toEqual({ '/validUntil': 'too-far' });
    expect(faultOf('2026-11-28', '2026-11-27')).toEqual({ '/validUntil': 'before-start' });
    expect(readValidity(from, { ...given, validUntil: '2026-11-28' }, issued).validUntil).toBe(
      '2026-11-28',
    );
  });
});

describe('a job of many rows', () => {
  const counts = { issued: 120, rejected: 20, repeated: 10 } as never;
  const check = { rows: 250 } as never;

  it('has rows left, in chunks of a hundred and a rest', () => {
    expect(rowsWaiting({ check, counts })).toBe(100);
    expect([1, 2, 3].map((chunk) => rowsOfChunk({ check, chunks: 3 }, chunk))).toEqual([
      100, 100, 50,
    ]);
  });

  it('says how fast it is once rows are counted', () => {
    const job = { check, counts, startedAt: 0, countedAt: 30_000 };
    expect(toPace(job as never)).toEqual({ rowsPerSecond: 5, secondsLeft: 20 });
    const none = { issued: 0, rejected: 0, repeated: 0 };
    const early = [{ startedAt: undefined }, { countedAt: undefined }, { check: undefined }];
    for (const more of [...early, { counts: none }])
      expect(toPace({ ...job, ...more } as never)).toBeUndefined();
  });

  it('has no files any more six hours before the store deletes them', () => {
    const at = jobFilesLifeMilliseconds - 6 * 3_600_000 + 7;
    const gone = (now: number) => areFilesGone({ createdAt: 7 as Moment }, now as Moment);
    expect([gone(at - 1), gone(at)]).toEqual([false, true]);
  });

  it('waits its turn: departments first, then jobs, then by id', () => {
    const job = (id: string, department: string, lastTurnAt: number) => ({
      id,
      department,
      lastTurnAt,
    });
    const jobs = [job('c', 'A', 1), job('b', 'B', 4), job('a', 'B', 4), job('d', 'A', 9)];
    const order = toTurnOrder(jobs as never).map(({ id }) => id);
    expect(order).toEqual(['a', 'b', 'c', 'd']);
    expect(toTurnOrder(jobs.toReversed() as never).map(({ id }) => id)).toEqual(order);
  });
});
