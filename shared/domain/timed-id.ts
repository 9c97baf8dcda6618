import { drawnIdBytes, idCharacters, toDrawnText } from './drawn-id.ts';
import type { Moment } from './ids.ts';

const timeCharacters = 10;
const shape = new RegExp(`^[${idCharacters}]{${timeCharacters + drawnIdBytes}}$`);

/** Random bytes that an id takes, of which 5 bits each are used. */
export const timedIdBytes = drawnIdBytes;

/** A moment in 10 characters, which sort as moments do. */
export function toTimeText(moment: Moment): string {
  let rest: number = moment;
  let time = '';
  for (let at = 0; at < timeCharacters; at += 1) {
    time = idCharacters.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time;
}

/** `<prefix>-`, its moment (10 characters, so that ids sort by time) and 130 random bits (26). */
export function toTimedId(prefix: string, moment: Moment, random: Uint8Array): string {
  return `${prefix}-${toTimeText(moment)}${toDrawnText(random.subarray(0, timedIdBytes))}`;
}

/** The moment that an id of that form begins with. */
export function momentOfTimedId(id: string): Moment {
  const time = id.slice(id.lastIndexOf('-') + 1).slice(0, timeCharacters);
  return [...time].reduce((sum, one) => sum * 32 + idCharacters.indexOf(one), 0) as Moment;
}

/** Has it the form of such an id? */
export function isTimedId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}-`) && shape.test(text.slice(prefix.length + 1));
}
