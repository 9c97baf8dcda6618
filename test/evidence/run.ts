import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Figure } from '../bench/table.ts';
import type { FuzzReport } from '../fuzz/fuzz.ts';
import type { PrintedFigure } from '../tools/figures-reporter.ts';
import { readMutants } from './read-mutants.ts';
import { type Evidence, toFigures } from './to-figures.ts';

/**
 * `npm run evidence`: runs whatever can be counted, at full length, and writes docs/evidence/figures.md.
 * With `--collect` it runs nothing and writes what the last runs left in `.build/`. Mutants take hours: they
 * are only ever collected, from the last `npm run mutate`.
 */
const isCollecting = process.argv.includes('--collect');

/** How much longer than in `npm test`. */
const lengthened = { HISTORIES: '200', REDEMPTIONS: '1000', CODES: '20' };
/** The random form of faults, three times over. */
const faultSeeds = ['1', '2', '3'];
const results = '.build/test-results.json';
/** What tests printed: of the last run of all, and of long runs of single ones, which FIGURES_FILE names apart. */
const printed = '.build/figures*.json';

/** Did it end well? Undefined where nothing is run. */
function run(command: string, args: readonly string[], environment: Record<string, string> = {}) {
  if (isCollecting) return undefined;
  console.log(`${[command, ...args].join(' ')} ${JSON.stringify(environment)}`);
  const child = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return child.status === 0;
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

const vitest = (files: readonly string[], environment: Record<string, string>) =>
  run('vitest', ['run', ...files, '--testTimeout=1800000'], environment);

/** Everything, then the long runs of single tests; what they print is kept of each. */
function runTests(): Evidence['tests'] {
  if (!isCollecting)
    for (const file of [results, ...globSync(printed)]) rmSync(file, { force: true });
  const passed = [vitest([], lengthened)];
  const summary = readJson<{ numPassedTests: number; numFailedTests: number }>(results);
  for (const seed of isCollecting ? [] : faultSeeds) {
    const FIGURES_FILE = `.build/figures-seed-${seed}.json`;
    const long = { FAULT_SEED: seed, FAULT_ISSUES: '10000', FIGURES_FILE };
    passed.push(vitest(['test/faults/fault-proxy.test.ts'], long));
  }
  const files = globSync(printed).sort();
  const figures = files.flatMap((file) => readJson<PrintedFigure[]>(file) ?? []);
  const counts = { passed: summary?.numPassedTests ?? 0, failed: summary?.numFailedTests ?? 0 };
  return { ...counts, green: !passed.includes(false) && counts.failed === 0, figures };
}

const tests = runTests();
const fuzzGreen = run('npm', ['run', '-s', 'fuzz']);
const benchGreen = run('npm', ['run', '-s', 'bench']);
const loadGreen = run('npm', ['run', '-s', 'load']);
const synthGreen = run('npm', ['run', '-s', 'synth']);
const evidence: Evidence = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  tests,
  fuzz: readJson<FuzzReport[]>('.build/fuzz.json') ?? [],
  bench: readJson<{ figures: Figure[] }>('test/bench/last.json')?.figures ?? [],
  load: readJson<{ figures: Figure[] }>('.build/load.json')?.figures ?? [],
  mutants: readMutants('.build/mutation'),
  green: { fuzz: fuzzGreen, bench: benchGreen, load: loadGreen, synth: synthGreen },
};
writeFileSync('docs/evidence/figures.md', toFigures(evidence));
console.log('docs/evidence/figures.md is written');
if ([tests.green, fuzzGreen, benchGreen, loadGreen, synthGreen].includes(false))
  process.exitCode = 1;
