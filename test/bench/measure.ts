import { spawnSync } from 'node:child_process';

/** Work to be measured: does `times` repetitions. */
export type Work = (times: number) => void | Promise<void>;

export interface Pair {
  /** The raw limit: one plain signature, one plain verification. */
  readonly anchor: Work;
  readonly subject: Work;
  /** Repetitions a slice; each slice should last some milliseconds. */
  readonly anchorTimes: number;
  readonly subjectTimes: number;
}

/** The engine goes on compiling for some thousands of repetitions: warm is what comes after. */
const warmUpMilliseconds = 3_000;
const rounds = 31;
const startRounds = 15;

async function cpuMicroseconds(work: Work, times: number): Promise<number> {
  const before = process.cpuUsage();
  await work(times);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / times;
}

/**
 * CPU time of the subject in units of its anchor: each slice of the subject lies between two slices of
 * the anchor, and the median of 31 paired ratios is taken, which survives a noisy machine.
 */
export async function measureRatio(pair: Pair): Promise<number> {
  const started = process.cpuUsage();
  while (millisecondsSince(started) < warmUpMilliseconds) await measurePair(pair);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) ratios.push(await measurePair(pair));
  return median(ratios);
}

function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function measurePair(pair: Pair): Promise<number> {
  const before = await cpuMicroseconds(pair.anchor, pair.anchorTimes);
  const subject = await cpuMicroseconds(pair.subject, pair.subjectTimes);
  const after = await cpuMicroseconds(pair.anchor, pair.anchorTimes);
  return (2 * subject) / (before + after);
}

/** CPU time of a whole Node process that loads the files, divided by that of one that runs nothing. */
export function measureStart(
  files: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): number {
  const code = files.map((file) => `require(${JSON.stringify(file)})`).join(';');
  const ratios = Array.from({ length: startRounds }, () => {
    const before = processSeconds(['-e', '0'], {});
    const subject = processSeconds(['-e', code], environment);
    const after = processSeconds(['-e', '0'], {});
    return (2 * subject) / (before + after);
  });
  return median(ratios);
}

/** User and system CPU seconds of one process, told by itself at its end. */
function processSeconds(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): number {
  const report =
    'process.on("exit",()=>{const u=process.cpuUsage();process.stderr.write("cpu "+(u.user+u.system))})';
  const [flag = '-e', code = ''] = args;
  const run = spawnSync(process.execPath, [flag, `${report};${code};process.exit(0)`], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  const found = /^cpu (\d+)$/.exec(run.stderr);
  if (!found || run.status !== 0) throw new Error(`did not start: ${run.stderr.slice(0, 300)}`);
  return Number(found[1]) / 1e6;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
