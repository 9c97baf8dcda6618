import { createReadStream, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JobFiles } from '../../shared/ports/job-files.ts';
import type { ByteSource } from '../../shared/ports/table-reader.ts';

/** What must become of each row of a sample file. */
export interface ExpectedRows {
  readonly rows: number;
  readonly issued: number;
  readonly rejected: Readonly<Record<string, { readonly field: string; readonly reason: string }>>;
  readonly repeated: Readonly<Record<string, { readonly sameAsRow: number }>>;
}

const folder = new URL('../vectors/data/bulk/', import.meta.url);

/** Path of a sample file of food permits. */
export const bulkPath = (name: string) => fileURLToPath(new URL(name, folder));

const expected = JSON.parse(readFileSync(bulkPath('expected.json'), 'utf8')) as {
  readonly licenceType: string;
  readonly files: Readonly<Record<string, ExpectedRows>>;
};

/** Names of the sample files, each with what must become of its rows. */
export const bulkSamples = Object.entries(expected.files);

/** A file on disk as the readers have it. */
export function fileSource(path: string): ByteSource {
  return {
    sizeBytes: statSync(path).size,
    read: (range) =>
      createReadStream(
        path,
        range ? { start: range.start, end: Math.max(range.start, range.end - 1) } : {},
      ),
  };
}

/** Bytes as the readers have them, in pieces of that size. */
export function byteSource(bytes: Uint8Array, pieceBytes = 1000): ByteSource {
  return {
    sizeBytes: bytes.length,
    async *read({ start, end } = { start: 0, end: bytes.length }) {
      for (let at = start; at < end; at += pieceBytes)
        yield bytes.subarray(at, Math.min(end, at + pieceBytes));
    },
  };
}

/** Files of jobs, in memory. */
export function makeHeldFiles(): JobFiles & { readonly held: Map<string, Uint8Array> } {
  const held = new Map<string, Uint8Array>();
  return {
    held,
    put: async (path, bytes) => void held.set(path, bytes),
    find: async (path) => held.get(path),
    open: async (path) => {
      const found = held.get(path);
      return found && byteSource(found);
    },
    write: async (path, bytes) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      const whole = Buffer.concat(pieces);
      held.set(path, whole);
      return whole.length;
    },
  };
}
