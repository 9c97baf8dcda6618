import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { toRows } from '../build/bulk-zone.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { hasTerminal, runOnTerminal } from '../build/terminal.ts';

if (!hasTerminal) console.info('no `script` on this machine: progress is not seen on a terminal');

const rows = 300;
const cli = join(import.meta.dirname, '../../cli/yinzheng.ts');

let service: RunningService;
let folder: string;
beforeAll(async () => {
  service = await startRunningService();
  folder = mkdtempSync(join(tmpdir(), 'yinzheng-terminal-'));
  // where `--sample` looks for its client
  symlinkSync(service.directory, join(folder, '.local'));
  writeFileSync(join(folder, 'food.csv'), toRows(rows));
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The fixed form of the command; what it remembers lies in the test's own folder. */
const issue = () =>
  runOnTerminal(
    `'${process.execPath}' '${cli}' bulk issue food.csv --sample --wait --json > told`,
    {
      cwd: folder,
      env: { TMPDIR: folder },
    },
  );

/** The lines that the bar was drawn as, one over the other. */
const framesOf = (shown: string) => shown.split('\r\u001b[2K').slice(1);
const percentOf = (frame: string) => Number(/ (\d+) %/.exec(frame)?.[1] ?? 0);

describe.runIf(hasTerminal)('yinzheng bulk issue on a terminal', { timeout: 120_000 }, () => {
  let jobId: string | undefined;

  it('is broken off by Ctrl-C, and says that the job goes on', async () => {
    const run = issue();
    while (!run.shown().includes(`/${rows}  issued`)) await pause(50);
    run.press('\u0003');
    expect(await run.ended).toBe(130);
    jobId = /(bulk-\w{26}) goes on/.exec(run.shown())?.[1];
    expect(run.shown()).toContain(`yinzheng bulk status ${jobId} --wait`);
    expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('');
  });

  it('begun again goes on with the same job, to the end of its bar', async () => {
    const run = issue();
    expect(await run.ended, run.shown()).toBe(0);
    const told = JSON.parse(readFileSync(join(folder, 'told'), 'utf8')) as unknown;
    expect(told).toEqual({ jobId, counts: { rows, issued: rows, rejected: 0, repeated: 0 } });
    const frames = framesOf(run.shown());
    const percents = frames.map(percentOf);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(frames.at(-1)).toMatch(/^█{24} 100 % {2}300\/300 {2}issued 300, rejected 0, repeated 0/);
    expect(frames.every((frame) => frame.trimEnd().length < 100)).toBe(true);
    const client = service.client('liaoning', 'shenyang-market-regulation-licences');
    const { body } = await openSession(client).call({ method: 'GET', path: '/v1/bulk-issues' });
    expect(body['jobs']).toHaveLength(1);
  });
});
