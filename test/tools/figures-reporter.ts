import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, Vitest } from 'vitest/node';

/** A line that a test printed: how many cases it had, which seed, what it counted. */
export interface PrintedFigure {
  /** Of the test, from the project's root. */
  readonly file: string;
  readonly line: string;
}

/** Keeps what tests print about themselves, so that a run leaves its figures and not only its colour. */
export class FiguresReporter implements Reporter {
  readonly #printed: PrintedFigure[] = [];
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onUserConsoleLog({
    content,
    type,
    taskId,
  }: Parameters<NonNullable<Reporter['onUserConsoleLog']>>[0]): void {
    const task = taskId === undefined ? undefined : this.#vitest?.state.idMap.get(taskId);
    if (type !== 'stdout' || task === undefined) return;
    const file = relative(process.cwd(), task.file.filepath);
    const lines = content.split('\n').filter((line) => /\d/.test(line));
    this.#printed.push(...lines.map((line) => ({ file, line: line.trim() })));
  }

  onTestRunEnd(): void {
    const sorted = this.#printed.sort((one, other) => (one.file < other.file ? -1 : 1));
    mkdirSync('.build', { recursive: true });
    writeFileSync(
      process.env['FIGURES_FILE'] ?? '.build/figures.json',
      `${JSON.stringify(sorted, null, 2)}\n`,
    );
  }
}
