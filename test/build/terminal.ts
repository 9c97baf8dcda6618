import { spawn, spawnSync } from 'node:child_process';

/** Is there a `script` of util-linux, which gives a program a terminal of its own? */
export const hasTerminal =
  spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0;

/** A command on a terminal of 100 columns. */
export interface TerminalRun {
  /** Everything the terminal was sent so far. */
  shown(): string;
  /** Presses keys: `\x03` is Ctrl-C. */
  press(keys: string): void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Runs a shell command on a pseudo-terminal and records what it shows. */
export function runOnTerminal(
  command: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): TerminalRun {
  const sized = `stty cols 100 rows 30; ${command}`;
  const child = spawn('script', ['-qec', sized, '/dev/null'], {
    ...{ cwd, env: { ...process.env, ...env } },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    shown += part;
  });
  return {
    shown: () => shown,
    press: (keys) => child.stdin.write(keys),
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}
