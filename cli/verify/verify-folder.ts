import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../input.ts';
import { Usage } from '../output.ts';
import { hasPrintedCode } from './to-presented.ts';
import type { Failure, Verdict, VerifyAll } from './verdicts.ts';

/** A file and what was found of it. */
export interface FileVerdict {
  readonly file: string;
  readonly found: Verdict | Failure;
}

const stepSize = 250;

/** A printed code is too long to be asked about as a path. */
export const isFolder = (path: string): boolean =>
  path !== '-' &&
  !hasPrintedCode(path) &&
  (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

/**
 * Verifies every file straight in a folder, in order of names; says on stderr how far it is.
 * @throws Usage when there is none
 */
export async function verifyFolder(
  folder: string,
  verify: VerifyAll,
): Promise<readonly FileVerdict[]> {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
  if (files.length === 0) throw new Usage(`${folder} has no files`);
  const all: FileVerdict[] = [];
  for (let at = 0; at < files.length; at += stepSize) {
    const step = files.slice(at, at + stepSize);
    const found = await verify(step.map((file) => readText(join(folder, file)).trim()));
    step.forEach((file, index) => {
      all.push({ file, found: found[index] ?? { problem: 'no answer' } });
    });
    tellProgress(all.length, files.length);
  }
  return all;
}

/** On a terminal one line that moves; elsewhere a line a step. */
function tellProgress(done: number, all: number): void {
  const { isTTY } = process.stderr;
  const end = isTTY && done < all ? '' : '\n';
  process.stderr.write(`${isTTY ? '\r' : ''}verified ${done} of ${all}${end}`);
}

/** How many of each verdict. */
export function toSummary(all: readonly FileVerdict[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { valid: 0, invalid: 0, indeterminate: 0, refused: 0 };
  for (const { found } of all) {
    const word = 'verdict' in found ? found.verdict : 'refused';
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
