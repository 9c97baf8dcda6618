import type { Figure } from '../bench/table.ts';
import type { FuzzReport } from '../fuzz/fuzz.ts';
import type { PrintedFigure } from '../tools/figures-reporter.ts';
import type { MutantCount, MutatedGroup } from './read-mutants.ts';

/** What a run of everything left behind. */
export interface Evidence {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly node: string;
  readonly tests: {
    readonly passed: number;
    readonly failed: number;
    readonly green: boolean;
    readonly figures: readonly PrintedFigure[];
  };
  readonly fuzz: readonly FuzzReport[];
  readonly bench: readonly Figure[];
  readonly load: readonly Figure[];
  readonly mutants: readonly MutatedGroup[];
  /** Undefined: as its last run left it. */
  readonly green: Readonly<Record<'fuzz' | 'bench' | 'load' | 'synth', boolean | undefined>>;
}

/** Of a hundred mutants, how many are to be found. */
const mutantTarget = 85;

const cells = (...values: readonly (string | number)[]) =>
  `| ${values.map((value) => String(value).replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly string[]) =>
  [cells(...head), cells(...head.map(() => '---')), ...rows].join('\n');

const toNumber = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

function toFuzzTable(reports: readonly FuzzReport[]): string {
  const head = ['parser', 'inputs', 'accepted', 'slowest, ms', 'kept, MiB', 'findings', 'seed'];
  const rows = reports.map((one) =>
    cells(
      ...[one.target, one.inputs, one.accepted, one.slowestMilliseconds.toFixed(1)],
      ...[one.keptMebibytes.toFixed(1), one.findings.length, one.seed],
    ),
  );
  return table(head, rows);
}

const toShare = ({ killed, survived }: MutantCount) =>
  (100 * killed) / Math.max(1, killed + survived);

const toMutantRow = (count: MutantCount) =>
  cells(count.of, count.killed + count.survived, count.survived, `${toShare(count).toFixed(1)} %`);

const sumOf = (groups: readonly MutatedGroup[], of: 'killed' | 'survived') =>
  groups.reduce((total, group) => total + group[of], 0);

/** Groups and their sum; then the files of which less is found than the target says. */
function toMutantTables(groups: readonly MutatedGroup[]): string {
  const sum = { of: 'all', killed: sumOf(groups, 'killed'), survived: sumOf(groups, 'survived') };
  const below = groups
    .flatMap(({ files }) => files)
    .filter((file) => file.killed + file.survived > 0 && toShare(file) < mutantTarget);
  return `${table(['group', 'mutants', 'survived', `found, target ≥ ${mutantTarget} %`], [...groups, sum].map(toMutantRow))}

Files of which less is found:

${table(['file', 'mutants', 'survived', 'found'], below.map(toMutantRow))}`;
}

function toBenchTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, target, holds }) =>
    cells(what, toNumber(value), target, holds ? '' : 'falls short'),
  );
  return table(['what', 'measured', 'target', ''], rows);
}

const told = (green: boolean | undefined) =>
  green === undefined ? 'as its last run left it' : green ? 'green' : 'RED';

const link = (file: string) => `[${file.replace(/^test\//, '')}](../../${file})`;

/** The page of figures, made from what the runs left: nothing in it is written by hand. */
export function toFigures(evidence: Evidence): string {
  const { date, node, tests, fuzz, bench, load, mutants, green } = evidence;
  const printed = tests.figures.map(({ file, line }) => cells(link(file), line));
  return `# Figures
Written by \`npm run evidence\`, by itself or with \`--collect\` from the last runs, on ${date}, Node ${node.slice(1)}. Seeds stand beside what they made.

Tests: ${tests.passed} passed, ${tests.failed} failed. Synthesis of both partitions with both rule packs: ${told(green.synth)}. Fuzzing: ${told(green.fuzz)}. Bench: ${told(green.bench)}. Load: ${told(green.load)}.

## Speed
Ratios to the raw limit of the same run.

${toBenchTable(bench)}

## Under load
The embedded service on this machine, callers and all.

${toBenchTable(load)}

## Mutants
[Altered code](../mutants.md) says what survived among conditions that accept or refuse. Mutants of texts, and of what is only made at the start, are left out. The last \`npm run mutate\` of each group, held against the fast tests about it (\`test/mutation/groups.ts\`):

${mutants.length === 0 ? 'no run is left here to collect.' : toMutantTables(mutants)}

## Hostile input
${toFuzzTable(fuzz)}

## What tests counted
${table(['test', 'printed'], printed)}
`;
}
