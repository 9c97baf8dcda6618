import type { Moment } from './ids.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10;

/** Random bytes that an id takes, of which 5 bits each are used. */
export const timedIdBytes = 26;

/** `<prefix>-`, its moment (10 characters, so that ids sort by time) and 130 random bits (26). */
export function toTimedId(prefix: string, moment: Moment, random: Uint8Array): string {
  let rest: number = moment;
  let time = '';
  for (let at = 0; at < timeCharacters; at += 1) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const drawn = [...random.subarray(0, timedIdBytes)].map((byte) => alphabet.charAt(byte & 31));
  return `${prefix}-${time}${drawn.join('')}`;
}

/** The moment that an id of that form begins with. */
export function momentOfTimedId(id: string): Moment {
  const time = id.slice(id.lastIndexOf('-') + 1).slice(0, timeCharacters);
  return [...time].reduce((sum, one) => sum * 32 + alphabet.indexOf(one), 0) as Moment;
}

/** Has it the form of such an id? */
export function isTimedId(prefix: string, text: string): boolean {
  const rest = text.startsWith(`${prefix}-`) ? text.slice(prefix.length + 1) : '';
  return new RegExp(`^[${alphabet}]{${timeCharacters + timedIdBytes}}$`).test(rest);
}
