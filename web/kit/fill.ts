import { showUnseen } from '../../shared/domain/text.ts';

/** Letters that are written from right to left, whole blocks of them. */
const fromTheRight =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Keeps its direction to itself, so that it cannot turn the sentence around it. @see Unicode UAX 9, isolates */
const isolate = (text: string) => (fromTheRight.test(text) ? `\u2068${text}\u2069` : text);

/** A sentence with its gaps filled; what is filled in is text of others. */
export const fill = (sentence: string, parts: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => isolate(showUnseen(parts[name] ?? '')));
