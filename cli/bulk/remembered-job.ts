import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a command that was broken off goes on with. */
export interface RememberedJob {
  /** Idempotency key: the same upload and the same job, however often the command is begun. */
  readonly key: string;
  forget(): void;
}

/**
 * The key of a command over a file, kept from its first beginning until its job is through: begun again
 * after Ctrl-C it goes on with the same upload and the same job. A file that changed is another.
 * @param what all that makes the command what it is
 */
export function rememberJob(file: string, what: readonly string[]): RememberedJob {
  const { size, mtimeMs } = statSync(file);
  const name = createHash('sha256')
    .update([resolve(file), String(size), String(mtimeMs), ...what].join('\n'))
    .digest('hex');
  const folder = join(tmpdir(), `yinzheng-bulk-${process.getuid?.() ?? 'own'}`);
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writeFileSync(path, randomUUID(), { mode: 0o600 });
  return { key: readFileSync(path, 'utf8'), forget: () => rmSync(path, { force: true }) };
}
