import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Test corpora lie beside the project, or where CORPORA_DIR says. Without the folder, outside CI, a test of them is
 * passed over and says so; in CI it fails.
 */
export const corporaFolder = resolve(
  process.env['CORPORA_DIR'] ?? join(import.meta.dirname, '../../../shared/data/corpora'),
);

/** May the tests that read this file be passed over? Prints why when they are. */
export function isCorpusMissing(file: string): boolean {
  if (existsSync(join(corporaFolder, file)) || process.env['CI']) return false;
  console.log(`${file}: passed over, no such file in the corpora folder (set CORPORA_DIR)`);
  return true;
}

/** The corpus as it stands in the file. @throws when it is missing */
export function readCorpus<T>(file: string): T {
  return JSON.parse(readFileSync(join(corporaFolder, file), 'utf8')) as T;
}
