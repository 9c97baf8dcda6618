import { existsSync, readFileSync } from 'node:fs';

/** How many mutants of a file the tests found. */
export interface MutatedFile {
  readonly file: string;
  readonly killed: number;
  readonly survived: number;
}

/** As the mutation testing report's schema has it, as far as it is read here. */
interface Report {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >;
}

const found = new Set(['Killed', 'Timeout']);
const missed = new Set(['Survived', 'NoCoverage']);

/** The last report of `npm run mutate`, by file; empty where there is none. */
export function readMutants(path: string): readonly MutatedFile[] {
  if (!existsSync(path)) return [];
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return Object.entries(files).flatMap(([file, { mutants }]) => {
    const count = (of: ReadonlySet<string>) =>
      mutants.filter(({ status }) => of.has(status)).length;
    const counted = { file, killed: count(found), survived: count(missed) };
    return counted.killed + counted.survived === 0 ? [] : [counted];
  });
}
