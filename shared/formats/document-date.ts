import { malformed } from './der-reader.ts';

/** Chinese standard time, in which departments date. */
const offsetSeconds = 8 * 3600;

/** `D:20261127224100+08'00'`. @see ISO 32000-2 section 7.9.4 */
export function toPdfDate(seconds: number): string {
  const digits = new Date((seconds + offsetSeconds) * 1000).toISOString().replace(/\D/g, '');
  return `D:${digits.slice(0, 14)}+08'00'`;
}

/**
 * The second that a date names; only whole ones with their time zone.
 * @throws Problem `malformed`
 */
export function readPdfDate(text: string): number {
  const found =
    /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'00'?)?|([+-])(\d\d)'(\d\d)'?)$/.exec(text);
  if (found === null) throw malformed('document-date');
  const [, year, month, day, hour, minute, second, sign, hours = '0', minutes = '0'] = found;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const local = Date.parse(`${written}Z`);
  const exists = !Number.isNaN(local) && new Date(local).toISOString().startsWith(written);
  if (!exists || Number(hours) > 14 || Number(minutes) > 59) throw malformed('document-date');
  const offset = Number(hours) * 3600 + Number(minutes) * 60;
  return local / 1000 + (sign === '-' ? offset : -offset);
}
