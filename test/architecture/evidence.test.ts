import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = 'docs/evidence';
const tables = globSync(`${folder}/*.md`).filter((file) => !/(README|figures)\.md$/.test(file));

interface Row {
  readonly text: string;
  /** File of a test, and words of its name. */
  readonly cited: readonly (readonly [file: string, words: string])[];
}

const citation = /\]\(([^)]+\.test\.ts)\) › `([^`]+)`/g;

/** The rows of a table: all lines of cells but its head. */
function rowsOf(table: string): readonly Row[] {
  return readFileSync(table, 'utf8')
    .split('\n')
    .filter((line) => /^\| (?!section|risk|line|function)/.test(line))
    .map((text) => ({
      text,
      cited: [...text.matchAll(citation)].map(
        ([, file = '', words = '']) => [join(folder, file), words] as const,
      ),
    }));
}

/** Do these words stand in a text of the file, as the names of tests do? */
function isNamed(file: string, words: string): boolean {
  if (!existsSync(file)) return false;
  return readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => line.includes(words) && /['"`]/.test(line));
}

describe('the evidence', () => {
  it('has its tables', () => {
    expect(tables.length).toBeGreaterThanOrEqual(5);
  });

  it.each(tables)('names tests that are there: %s', (table) => {
    const rows = rowsOf(table);
    expect(rows.length).toBeGreaterThan(9);
    const cited = rows.flatMap((row) => row.cited);
    expect(cited.filter(([file, words]) => !isNamed(file, words))).toEqual([]);
    expect(cited.filter(([, words]) => words.length < 10)).toEqual([]);
  });

  it.each(tables)('has a test or a reason in every row: %s', (table) => {
    const bare = rowsOf(table).filter(
      ({ text, cited }) => cited.length === 0 && (text.split('|').at(-2) ?? '').trim().length < 30,
    );
    expect(bare).toEqual([]);
  });
});
