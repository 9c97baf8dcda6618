import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** A program to run beside us. `name` stands in messages, `isReady` knows the line that says it can be used. */
export interface ChildCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly isReady: (line: string) => boolean;
  /** True when the program ends by itself once its standard input does; otherwise a shell watches for it. */
  readonly watchesInput: boolean;
  readonly readyWithinSeconds?: number;
}

/** How a child ended: asked to, or not; the message says so with its last lines. */
export interface ChildEnd {
  readonly expected: boolean;
  readonly message: string;
}

/** A child that is ready. */
export interface RunningChild {
  readonly pid: number;
  /** The line that made it ready. */
  readonly readyLine: string;
  /** Resolves when it has ended, never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** SIGTERM, and after five seconds SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Becomes the program, leaving behind a child of it that waits for the end of the standard input and then kills it. So
 * the process id is the program's own, and it does not outlive us even when we are killed with SIGKILL.
 */
const watchingShell = `exec 3<&0
self=$$
{ cat >/dev/null; read -r _ _ _ parent _ </proc/self/stat; [ "$parent" = "$self" ] && kill -KILL "$self"; } <&3 >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null`;

const keptLines = 20;
const stopWithinMs = 5000;

function spawnChild({ command, args, watchesInput }: ChildCommand): ChildProcess {
  const options = { stdio: 'pipe', detached: true } as const;
  if (watchesInput) return spawn(command, args, options);
  return spawn('/bin/sh', ['-c', watchingShell, 'sh', command, ...args], options);
}

interface Output {
  readonly lines: readonly string[];
  readonly ready: Promise<string>;
}

function readOutput(child: ChildProcess, isReady: (line: string) => boolean): Output {
  const lines: string[] = [];
  const ready = new Promise<string>((resolve) => {
    for (const input of [child.stdout, child.stderr]) {
      if (input === null) continue;
      createInterface({ input }).on('line', (line) => {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
        if (isReady(line)) resolve(line);
      });
    }
  });
  return { lines, ready };
}

function quote(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== '')
    .map((line) => `\n  | ${line}`)
    .join('');
}

function waitForEnd(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`The ${name} could not be started: ${error.message}`));
    child.once('close', (code, signal) =>
      resolve(`The ${name} ended (${signal ?? `exit code ${code}`})`),
    );
  });
}

/** Starts a child in its own process group (Ctrl-C reaches it through us only) and waits until it is ready. */
export async function startChild(command: ChildCommand): Promise<RunningChild> {
  const { name, readyWithinSeconds = 20 } = command;
  const child = spawnChild(command);
  child.stdin?.on('error', () => undefined);
  let stopping = false;
  const { lines, ready } = readOutput(child, command.isReady);
  const ended = waitForEnd(child, name).then((words) => {
    child.stdin?.destroy();
    return { expected: stopping, message: `${words}${quote(lines)}` };
  });

  async function stop(): Promise<void> {
    stopping = true;
    child.kill('SIGTERM');
    const timer = new AbortController();
    const late = delay(stopWithinMs, 'late' as const, { signal: timer.signal }).catch(
      () => 'ended' as const,
    );
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
    timer.abort();
    await ended;
  }

  const timer = new AbortController();
  const late = delay(readyWithinSeconds * 1000, undefined, { signal: timer.signal }).catch(
    () => undefined,
  );
  const first = await Promise.race([ready, ended, late]);
  timer.abort();
  if (typeof first === 'string') return { pid: child.pid ?? 0, readyLine: first, ended, stop };
  if (first !== undefined) throw new Error(first.message);
  await stop();
  throw new Error(`The ${name} was not ready within ${readyWithinSeconds} s${quote(lines)}`);
}
