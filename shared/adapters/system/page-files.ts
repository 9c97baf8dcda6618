import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageFiles } from '../../ports/page-files.ts';

/** Pages as they were built, in a folder; each is read once. */
export function makePageFiles(folder: string): PageFiles {
  const read = new Map<string, Promise<string | undefined>>();
  const readOnce = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined);
  return {
    find(name) {
      const known = read.get(name) ?? readOnce(name);
      read.set(name, known);
      return known;
    },
  };
}
