import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageFiles } from '../../ports/page-files.ts';

const isText = /\.(?:html|js|css)$/;

/** Pages as they were built, in a folder; each is read once. */
export function makePageFiles(folder: string): PageFiles {
  const read = new Map<string, Promise<string | Uint8Array | undefined>>();
  const readOnce = (name: string): Promise<string | Uint8Array | undefined> =>
    readFile(join(folder, name), isText.test(name) ? 'utf8' : null).catch(() => undefined);
  return {
    find(name) {
      const known = read.get(name) ?? readOnce(name);
      read.set(name, known);
      return known;
    },
  };
}
