import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a command that was broken off goes on with. */
export interface RememberedJob {
  /** Idempotency key: the same upload and the same job, however often the command is begun. */
  readonly key: string;
  /** The upload, once it is complete: its parts can be put no more. */
  readonly upload?: string;
  /** Remembers that the upload is complete. */
  keep(upload: string): void;
  forget(): void;
}

/** Where it is remembered: a file that changed is another. */
function pathOf(file: string, what: readonly string[]): string {
  const { size, mtimeMs } = statSync(file);
  const name = createHash('sha256')
    .update([resolve(file), String(size), String(mtimeMs), ...what].join('\n'))
    .digest('hex');
  const folder = join(tmpdir(), `yinzheng-bulk-${process.getuid?.() ?? 'own'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, name);
}

/**
 * The key of a command over a file, kept from its first beginning until its job is through: begun again
 * after Ctrl-C it goes on with the same upload and the same job.
 * @param what all that makes the command what it is
 */
export function rememberJob(file: string, what: readonly string[]): RememberedJob {
  const path = pathOf(file, what);
  const write = (words: readonly string[]) => writeFileSync(path, words.join(' '), { mode: 0o600 });
  if (!existsSync(path)) write([randomUUID()]);
  const [key = '', upload] = readFileSync(path, 'utf8').split(' ');
  return {
    key,
    ...(upload === undefined ? {} : { upload }),
    keep: (complete) => write([key, complete]),
    forget: () => rmSync(path, { force: true }),
  };
}
