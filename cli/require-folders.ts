import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { Usage } from './output.ts';

/** Options that name a file to be written. */
const written = ['out', 'credential', 'printed', 'picture', 'transcript'] as const;

const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Looks, before anything is asked for, whether what is to be written has a place: what was done and could
 * not be written down, a licence issued under a key that nobody knows, would be done a second time.
 * @throws Usage
 */
export function requireFolders(_program: Command, command: Command): void {
  const options = command.opts<Readonly<Record<string, unknown>>>();
  for (const name of written) {
    const file = options[name];
    if (typeof file !== 'string') continue;
    if (isFolder(file)) throw new Usage(`cannot write ${file}: it is a folder`);
    if (!isFolder(dirname(file))) throw new Usage(`cannot write ${file}: there is no such folder`);
  }
}
