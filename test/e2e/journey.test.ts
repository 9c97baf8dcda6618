import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The `sh` block under the heading “Journey”, as printed. */
function readJourney(): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('\n## Journey\n');
  return /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
}

/** A folder like a fresh clone's, whose `.local` is the running service's. */
function layWorkplace(dataDirectory: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-journey-'));
  for (const name of readdirSync(root)) {
    if (name !== '.local') symlinkSync(join(root, name), join(folder, name));
  }
  symlinkSync(dataDirectory, join(folder, '.local'));
  return folder;
}

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

function runShell(script: string, folder: string, url: string): Promise<Outcome> {
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

describe('the journey of the README, as printed', () => {
  let service: RunningService;
  let folder: string;

  beforeAll(async () => {
    service = await startRunningService();
    folder = layWorkplace(service.directory);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await service.stop();
  });

  it('issues, verifies, suspends, resumes, each within its time', async () => {
    const journey = readJourney();
    expect(journey).toContain('licence issue');

    const { code, out, said } = await runShell(journey, folder, service.urlOf('liaoning'));

    expect(said).toContain('Idempotent-Replayed: true');
    expect(code, said).toBe(0);
    const lines = out.split('\n');
    const verdicts = lines.filter((line) => /^(valid|invalid|indeterminate) /.test(line));
    expect(verdicts.map((line) => line.split('  status')[0])).toEqual([
      'valid  state valid',
      'invalid  state suspended',
      'valid  state valid',
    ]);
    expect(out).toContain('exit code 3 says invalid');
    expect(
      lines.filter((line) => /^\s+status\s+failed {2}licence-suspended$/.test(line)),
    ).toHaveLength(1);
    const ids = lines
      .filter((line) => /^\S+ {2}valid$/.test(line))
      .map((line) => line.split(' ')[0]);
    expect(new Set(ids).size, 'one licence, whatever was repeated').toBe(1);
  }, 240_000);
});
