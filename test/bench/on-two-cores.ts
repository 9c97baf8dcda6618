import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * Runs a file of this folder as a process of its own on two cores, where this one is held to one and the
 * system can let go of it; gives the JSON that it prints.
 */
export function runOnTwoCores<Told>(name: string, ...args: readonly string[]): Told {
  const run = fileURLToPath(new URL(name, import.meta.url));
  const node = [process.execPath, run, ...args];
  const command = availableParallelism() === 1 ? ['taskset', '-c', '0,1', ...node] : node;
  const [file = '', ...rest] = command;
  return JSON.parse(execFileSync(file, rest, { encoding: 'utf8' })) as Told;
}
