import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { toRowsOfToday } from '../build/bulk-zone.ts';
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
  writeFileSync(join(folder, 'food.csv'), toRowsOfToday(rows));
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

describe('yinzheng bulk approve', { timeout: 120_000 }, () => {
  const type = '11100000MB03271699001';
  const file = 'titles.csv';
  const title = (at: number) =>
    `张一（示例）,111,210102199001010015,单独所有,示例路${at}号,210202001001GB00001F0001000${at},示例,住宅,88.5,示例第${at}号`;
  const as = (role: string, ...args: readonly string[]) => {
    const client = service.clientPath('liaoning', `dalian-natural-resources-${role}`);
    return spawnSync(process.execPath, [cli, '--client', client, 'bulk', ...args], {
      ...{ cwd: folder, encoding: 'utf8', env: { ...process.env, TMPDIR: folder } },
    });
  };
  const header =
    '持证主体名称,持证主体代码类型,持证主体代码,共有情况,坐落,不动产单元号,权利类型,用途,面积（平方米）,证照编号';

  it('starts what another client brought, of the file that was seen, and says who did', async () => {
    const rows = [header, title(1), title(2)].join('\n');
    writeFileSync(join(folder, file), rows);
    const brought = as('licences', 'issue', file, '--type', type, '--wait', '--json');
    expect(brought.stderr).toContain('another client approves it: yinzheng bulk approve bulk-');
    const { jobId, counts } = JSON.parse(brought.stdout);
    expect(counts).toEqual({ rows: 2, issued: 0, rejected: 0, repeated: 0 });
    expect(as('licences', 'start', jobId)).toMatchObject({ status: 1 });
    const digest = createHash('sha256').update(rows).digest('hex');
    expect(as('approver', 'approve', jobId).stdout).toContain(
      `bulk approve ${jobId} --digest ${digest}`,
    );
    const other = as('approver', 'approve', jobId, '--digest', '0'.repeat(64));
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('preview-changed')]);
    expect(as('approver', 'approve', jobId, '--digest', digest)).toMatchObject({ status: 0 });
    const ended = as('licences', 'status', jobId, '--wait', '--json');
    expect(JSON.parse(ended.stdout).counts).toMatchObject({ rows: 2, issued: 2 });
  });

  it('renews nothing where a query means nothing, and says so', () => {
    const grounds = [
      '--basis',
      '示例法第一条',
      '--reason',
      '示例',
      '--expiring-until',
      '2020-01-01',
    ];
    const none = as('licences', 'renew', '--type', type, ...grounds);
    expect([none.status, none.stdout]).toEqual([1, expect.stringContaining('failed (no-rows)')]);
  });
});
