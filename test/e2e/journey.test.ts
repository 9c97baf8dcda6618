import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { layWorkplace, runShell } from '../build/workplace.ts';

/** The `sh` block under the heading “Journey”, as printed. */
function readJourney(): string {
  const readme = readFileSync('README.md', 'utf8');
  const [, section = ''] = readme.split('\n## Journey\n');
  return /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
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
