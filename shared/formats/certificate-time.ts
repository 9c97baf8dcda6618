import { type DerValue, malformed, tags } from './der-reader.ts';

const utcTime = /^\d{12}Z$/;
const generalizedTime = /^\d{14}Z$/;

/**
 * A Time as seconds since the epoch: UTCTime through 2049, GeneralizedTime from 2050, whole seconds, in Z.
 * @throws Problem `malformed` for any other form and for moments that do not exist
 * @see RFC 5280 section 4.1.2.5
 */
export function readTime(value: DerValue): number {
  // spreading the octets as arguments takes three times as long
  const text: string = Reflect.apply(String.fromCharCode, String, value.content.subarray(0, 16));
  if (value.tag === tags.utcTime && utcTime.test(text)) {
    const year = Number(text.slice(0, 2));
    return toSeconds(year < 50 ? 2000 + year : 1900 + year, text.slice(2));
  }
  if (value.tag === tags.generalizedTime && generalizedTime.test(text)) {
    const year = Number(text.slice(0, 4));
    if (year >= 2050) return toSeconds(year, text.slice(4));
  }
  throw malformed('time-form');
}

/** `rest` is MMDDHHMMSSZ. */
function toSeconds(year: number, rest: string): number {
  const two = (at: number) => Number(rest.slice(at, at + 2));
  const [month, day, minute, second] = [two(0), two(2), two(6), two(8)];
  const moment = new Date(Date.UTC(year, month - 1, day, two(4), minute, second));
  // an hour beyond the day shows in its date
  const exists = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  if (!exists || minute > 59 || second > 59) throw malformed('time-value');
  return moment.getTime() / 1000;
}
