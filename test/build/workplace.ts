import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder like a fresh clone's, whose `.local` is the running service's. */
export function layWorkplace(dataDirectory: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-journey-'));
  for (const name of readdirSync(root)) {
    if (name !== '.local') symlinkSync(join(root, name), join(folder, name));
  }
  symlinkSync(dataDirectory, join(folder, '.local'));
  return folder;
}

/** How a script ended. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** Runs commands as a page prints them, and stops at the first that fails. */
export function runShell(script: string, folder: string, url: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-eu'], { cwd: folder, env: { ...process.env, YINZHENG_URL: url } });
    let out = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, said }));
    child.stdin.end(script);
  });
}
