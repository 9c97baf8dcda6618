import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { corporaFolder } from '../build/corpora.ts';
import { mutationGroups } from './groups.ts';

/**
 * `npm run mutate [-- --workers N] [-- GROUP ...]`: Stryker, group by group, all of them unless some are named.
 * Of each, `.build/mutation/GROUP.json` is the report; `GROUP-incremental.json` spares what has not changed
 * since. What survived is printed with its place.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string', default: '2' } },
});

async function mutate(name: string): Promise<void> {
  const group = mutationGroups[name];
  if (group === undefined)
    throw new Error(`no group ${name}: there are ${Object.keys(mutationGroups).join(', ')}`);
  // read by vitest.config.ts and by the tests, in the processes that Stryker starts: it copies the project elsewhere
  const MUTATION_TESTS = group.tests.map((test) => `test/${test}.test.ts`).join(' ');
  Object.assign(process.env, { MUTATION_TESTS, CORPORA_DIR: corporaFolder });
  await new Stryker({
    configFile: 'test/mutation/stryker.json',
    mutate: group.mutate.map((file) => `shared/${file}.ts`),
    concurrency: Number(values.workers),
    tempDirName: `.build/stryker-${name}`,
    incrementalFile: `.build/mutation/${name}-incremental.json`,
    jsonReporter: { fileName: `.build/mutation/${name}.json` },
  }).runMutationTest();
}

mkdirSync('.build/mutation', { recursive: true });
for (const name of positionals.length === 0 ? Object.keys(mutationGroups) : positionals)
  await mutate(name);
