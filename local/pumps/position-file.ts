import { readFileSync } from 'node:fs';
import { writeDurably } from '../kms/durable-file.ts';

/** Up to where a stream has been handed on, inclusive; survives the process. */
export interface PositionFile {
  read(): string | undefined;
  write(sequenceNumber: string): void;
}

/** Keeps the position in a file of its own; a file that does not hold a number is an error, not a new start. */
export function makePositionFile(path: string): PositionFile {
  return {
    read() {
      const text = readOrUndefined(path);
      if (text !== undefined && !/^\d+$/.test(text)) throw new Error(`${path} is not a position`);
      return text;
    },
    write: (sequenceNumber) => writeDurably(path, sequenceNumber),
  };
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
