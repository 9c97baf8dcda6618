import type { ByteSource } from './table-reader.ts';

/**
 * Files of jobs: what was uploaded, its rows in chunks, their outcomes, the result. They hold personal
 * data and lie under names that do not. Durable once a call resolves; a file that is written again is
 * replaced whole.
 */
export interface JobFiles {
  put(path: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** A small file whole; nothing when there is none. */
  find(path: string): Promise<Uint8Array | undefined>;
  /** A file to be read in streams; nothing when there is none. */
  open(path: string): Promise<ByteSource | undefined>;
  /** Writes a file of any size; it is there once it is whole. Gives its size. */
  write(path: string, bytes: AsyncIterable<Uint8Array>, contentType: string): Promise<number>;
}
