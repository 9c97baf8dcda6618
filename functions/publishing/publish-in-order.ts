import { setTimeout as pause } from 'node:timers/promises';
import type { ShelfVersions } from '../../shared/ports/shelf.ts';

/** One public file to be made and put, under its version row. */
export interface Publication<Made> {
  /** The path whose version row orders its publishers. */
  readonly path: string;
  /** Reads what there is now and makes the file of that number. */
  make(number: number): Promise<Made>;
  put(made: Made): Promise<void>;
}

/** Beyond it the notice is tried again later. */
const maxRounds = 10;
/** Two publishers in step would overtake each other for ever: each steps back for a random while, longer each round. */
const firstPauseMilliseconds = 20;

/**
 * Publishes so that the last file put was read last, whoever else publishes: move the version row,
 * read, sign, put, read the row again, and repeat if it moved. A file that was overtaken before it
 * was put is not put, so that numbers fall at most for the length of one write, and that publisher
 * then puts a higher one.
 * @throws Error when it was overtaken in every round; the caller's notice must then come again
 */
export async function publishInOrder<Made>(
  versions: ShelfVersions,
  { path, make, put }: Publication<Made>,
): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    if (round > 0) await pause(Math.random() * firstPauseMilliseconds * 2 ** Math.min(round, 6));
    const before = await versions.current(path);
    if (!(await versions.advance(path, before))) continue;
    const number = before + 1;
    const made = await make(number);
    if ((await versions.current(path)) !== number) continue;
    await put(made);
    if ((await versions.current(path)) === number) return;
  }
  throw new Error(`overtaken ${maxRounds} times while publishing`);
}
