import { invalid, readString } from './reading.ts';

/** Longest regular expression of a definition, in UTF-16 units. */
const longestPattern = 200;
/** Upper bound of the ways in which a pattern may divide a text: no input makes matching slow. */
const mostWays = 10_000;

const token =
  /\\(?:[dDwWsS.^$*+?()[\]{}|\\/-]|p\{[A-Za-z_=]{1,40}\})|\[(?:\\.|[^\]\\])+\]|\(\?:|\((?!\?)|\)|[|^$?]|\{\d{1,4}(?:,\d{1,4})?\}|[^\\()[\]{}|^$?*+]/uy;

/** How many ways one more token adds: an optional part two, `{n,m}` as many as it has counts. */
function waysOf(part: string): number {
  if (part === '?' || part === '|') return 2;
  const range = /^\{(\d+),(\d+)\}$/.exec(part);
  return range ? Number(range[2]) - Number(range[1]) + 1 : 1;
}

function tokensOf(pattern: string): readonly string[] | undefined {
  const parts: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < pattern.length) {
    const [part] = token.exec(pattern) ?? [];
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

function isBounded(pattern: string): boolean {
  const parts = tokensOf(pattern);
  if (!parts) return false;
  const repeatsGroup = parts.some((part, at) => part.startsWith('{') && parts[at - 1] === ')');
  return !repeatsGroup && parts.reduce((ways, part) => ways * waysOf(part), 1) <= mostWays;
}

/** The regular expression that matches whole texts only. */
export function toWholePattern(pattern: string): string {
  return `^(?:${pattern})$`;
}

/**
 * A regular expression of a definition: no `*`, `+`, lookaround or back-reference, no repeated group,
 * and few ways to match, so that no text makes it slow.
 * @throws Problem `request-invalid`: `required`, `type`, `too-long`, `pattern`
 */
export function readBoundedPattern(value: unknown, pointer = ''): string {
  const pattern = readString(value, pointer);
  if (pattern.length > longestPattern) throw invalid(pointer, 'too-long');
  if (pattern === '' || !isBounded(pattern)) throw invalid(pointer, 'pattern');
  try {
    new RegExp(toWholePattern(pattern), 'u');
  } catch {
    throw invalid(pointer, 'pattern');
  }
  return pattern;
}
