import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** How many mutants of a group of files, or of one file, the tests found. */
export interface MutantCount {
  /** A group of test/mutation/groups.ts, or a file. */
  readonly of: string;
  readonly killed: number;
  readonly survived: number;
}

/** What `npm run mutate` left of one group. */
export interface MutatedGroup extends MutantCount {
  readonly files: readonly MutantCount[];
}

/** As the mutation testing report's schema has it, as far as it is read here. */
interface Report {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >;
}

const found = new Set(['Killed', 'Timeout']);
const missed = new Set(['Survived', 'NoCoverage']);

const sum = (counts: readonly MutantCount[], of: 'killed' | 'survived') =>
  counts.reduce((total, count) => total + count[of], 0);

function readGroup(path: string): MutatedGroup {
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const files = Object.entries(report.files).map(([of, { mutants }]) => {
    const count = (statuses: ReadonlySet<string>) =>
      mutants.filter(({ status }) => statuses.has(status)).length;
    return { of, killed: count(found), survived: count(missed) };
  });
  const counted = { killed: sum(files, 'killed'), survived: sum(files, 'survived') };
  return { of: basename(path, '.json'), ...counted, files };
}

/** The last report of each group that `npm run mutate` ran; empty where there is none. */
export function readMutants(folder: string): readonly MutatedGroup[] {
  return globSync(`${folder}/*.json`, { exclude: [`${folder}/*-incremental.json`] })
    .toSorted()
    .map(readGroup);
}
