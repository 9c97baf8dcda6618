// What every commit has to pass: `npm run check`. Format, lint and types beside the fast tests, on two cores.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Types of what did not change since the last time are not computed again. */
const typesFile = '.build/types.tsbuildinfo';
const pageTypesFile = '.build/page-types.tsbuildinfo';

const formatAndTypes: readonly (readonly string[])[] = [
  ['biome', 'check', '.'],
  ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', typesFile],
  ['tsc', '--noEmit', '-p', 'web', '--incremental', '--tsBuildInfoFile', pageTypesFile],
  ['tsc', '--noEmit', '-p', 'web/tsconfig.worker.json'],
];
const tests: readonly (readonly string[])[] = [['vitest', 'run', '--project', 'fast']];

interface Outcome {
  readonly command: string;
  readonly isPassed: boolean;
  readonly output: string;
}

/** Runs one command to its end, and keeps what it says. */
function run(command: readonly string[]): Promise<Outcome> {
  const [name = '', ...args] = command;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => {
    output += `${error.message}\n`;
  });
  child.on('close', (code) => {
    resolve({ command: command.join(' '), isPassed: code === 0, output });
  });
  return promise;
}

/** One command after the other, whatever the ones before came to. */
async function runInTurn(commands: readonly (readonly string[])[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const command of commands) {
    const outcome = await run(command);
    if (outcome.isPassed) process.stdout.write(`$ ${outcome.command}\n${outcome.output}\n`);
    outcomes.push(outcome);
  }
  return outcomes;
}

mkdirSync('.build', { recursive: true });
const outcomes = await Promise.all([runInTurn(formatAndTypes), runInTurn(tests)]);
// what failed comes last, where it is looked for
for (const { command, isPassed, output } of outcomes.flat()) {
  if (isPassed) continue;
  process.stdout.write(`$ ${command}\n${output}\nFAILED: ${command}\n\n`);
  process.exitCode = 1;
}
