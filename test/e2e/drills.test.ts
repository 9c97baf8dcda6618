import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { layWorkplace, runShell } from '../build/workplace.ts';

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

/** Runs the commands of a page of docs/drills, as printed. */
async function drill(page: string): Promise<string> {
  const text = readFileSync(`docs/drills/${page}.md`, 'utf8');
  const commands = /```sh\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  expect(commands).not.toBe('');
  const { code, out, said } = await runShell(commands, folder, service.urlOf('liaoning'));
  expect(code, said).toBe(0);
  return out;
}

const verdictsIn = (out: string) =>
  out
    .split('\n')
    .flatMap((line) => /^(?:valid|invalid|indeterminate)(?= {2})/.exec(line)?.[0] ?? []);

describe('the drills, as printed', { timeout: 240_000 }, () => {
  it('withdraw many licences with a second person, and no verifier passes one of them', async () => {
    const out = await drill('mass-withdrawal');
    expect(out).toMatch(/ {2}checked\n.* {2}0\/32 {2}issued 0/);
    expect(verdictsIn(out)).toEqual(['invalid']);
    expect(out).toMatch(/^ {2}status +failed {2}licence-withdrawn$/m);
  });

  it('end a seal whose key is in other hands, and go on under a new one', async () => {
    const out = await drill('key-compromise');
    expect(verdictsIn(out)).toEqual(['valid', 'invalid', 'valid']);
    expect(out).toMatch(/^ {2}seal +failed {2}seal-compromised$/m);
    const counts = out.match(/ {2}equal {2}recorded \d+ {2}signed \d+$/gm) ?? [];
    expect(counts.length).toBeGreaterThan(1);
  });

  it('settle a register over the service’s own published lists', async () => {
    const settle = 'npm run -s yz -- --json restore settle --skip 1000';
    const { code, out, said } = await runShell(settle, folder, service.urlOf('liaoning'));
    expect(code, said).toBe(0);
    const settled = JSON.parse(out);
    expect(settled).toMatchObject({ entriesPut: 0, toChange: [] });
    expect(settled.sequences).toBeGreaterThan(0);
    expect(settled.opened).toHaveLength(1);
  });
});
