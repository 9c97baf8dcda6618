import { describe, expect, it } from 'vitest';
import { readTime } from '../../shared/formats/certificate-time.ts';
import { DerReader } from '../../shared/formats/der-reader.ts';
import { text } from '../build/certificate-forge.ts';

const [utc, generalized] = [0x17, 0x18];
const read = (digits: string, tag: number) => readTime(new DerReader(text(digits, tag)).next());

describe('a time in a certificate (RFC 5280 section 4.1.2.5)', () => {
  it.each([
    ['000101000000Z', utc, '2000-01-01T00:00:00Z'],
    ['491231235959Z', utc, '2049-12-31T23:59:59Z'],
    ['500101000000Z', utc, '1950-01-01T00:00:00Z'],
    ['991231235959Z', utc, '1999-12-31T23:59:59Z'],
    ['280229120304Z', utc, '2028-02-29T12:03:04Z'],
    ['20500101000000Z', generalized, '2050-01-01T00:00:00Z'],
    ['20500615102030Z', generalized, '2050-06-15T10:20:30Z'],
    ['99991231235959Z', generalized, '9999-12-31T23:59:59Z'],
  ])('%s (tag %d) is %s', (digits, tag, iso) => {
    expect(read(digits, tag)).toBe(Date.parse(iso) / 1000);
  });

  it.each([
    ['a UTCTime of four digits a year', '20260101000000Z', utc],
    ['a GeneralizedTime of two', '600101000000Z', generalized],
    ['a GeneralizedTime of 2049', '20491231235959Z', generalized],
    ['a UTCTime without Z', '260101000000', utc],
    ['a GeneralizedTime without Z', '20600101000000', generalized],
    ['an offset', '260101000000+0800', utc],
    ['fractions', '20600101000000.5Z', generalized],
    ['something before it', ' 260101000000Z', utc],
    ['something before it', ' 20600101000000Z', generalized],
    ['something after it', '260101000000Z0', utc],
    ['something after it', '20600101000000Z0', generalized],
    ['letters', '26010100000aZ', utc],
    ['a UTCTime of four digits a year from 2050 on', '20600101000000Z', utc],
    ['another string', '260101000000Z', 0x0c],
    ['another string of four digits a year', '20600101000000Z', 0x0c],
    ['nothing', '', utc],
  ])('is refused for its form: %s', (_what, digits, tag) => {
    expect(() => read(digits, tag)).toThrow('malformed: time-form');
  });

  it.each([
    ['a month 0', '260001000000Z'],
    ['a month 13', '261301000000Z'],
    ['a day 0', '260100000000Z'],
    ['a 31 April', '260431000000Z'],
    ['a 29 February of a common year', '270229000000Z'],
    ['an hour 24', '260101240000Z'],
    ['a minute 60', '260101006000Z'],
    ['a second 60', '260101000060Z'],
  ])('is refused for a moment that does not exist: %s', (_what, digits) => {
    expect(() => read(digits, utc)).toThrow('malformed: time-value');
  });
});
