import type { RunningChild } from './engines/child-process.ts';

/** A service ends before the engines that it needs. */
export type ChildRole = 'service' | 'engine';

/**
 * Watches over the children: when one ends that should not, says why and stops all the others. A
 * child that is still starting ends by itself when we do: it watches its standard input.
 */
export class Supervisor {
  readonly #children: { readonly child: RunningChild; readonly role: ChildRole }[] = [];
  readonly #say: (message: string) => void;
  #stopping: Promise<void> | undefined;

  constructor(say: (message: string) => void) {
    this.#say = say;
  }

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  watch(child: RunningChild, role: ChildRole): void {
    this.#children.push({ child, role });
    void child.ended.then(({ expected, message }) => {
      if (!expected) this.fail(message);
    });
    if (this.isStopping) void child.stop();
  }

  /** Says what went wrong, stops everything and ends with exit code 1. */
  fail(message: string): void {
    if (this.isStopping) return;
    this.#say(message);
    void this.stop(1);
  }

  /** Stops everything and ends with the exit code. */
  async stop(exitCode: number): Promise<void> {
    this.#stopping ??= this.#stopChildren();
    await this.#stopping;
    process.exit(exitCode);
  }

  async #stopChildren(): Promise<void> {
    for (const wanted of ['service', 'engine'] as const) {
      const ending = this.#children.filter(({ role }) => role === wanted);
      await Promise.all(ending.map(({ child }) => child.stop()));
    }
  }
}
