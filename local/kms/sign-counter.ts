import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** How often each key has signed; a key is known here by its slot, 0 and up. */
export interface SignCounter {
  increment(slot: number): void;
  countOf(slot: number): number;
  close(): void;
}

const slotBytes = 8;

function readCounts(descriptor: number): BigUint64Array {
  const bytes = Buffer.alloc(Math.ceil(fstatSync(descriptor).size / slotBytes) * slotBytes);
  readSync(descriptor, bytes, 0, bytes.length, 0);
  return new BigUint64Array(bytes.length / slotBytes).map((_, slot) =>
    bytes.readBigUInt64LE(slot * slotBytes),
  );
}

/**
 * Opens the count file: 8 bytes a slot, little-endian, each written whole at its place. A count is with the operating
 * system when `increment` returns, so it survives the death of the process (kill -9); it is not synced to the disk, so a
 * power loss may take the last seconds.
 */
export function openSignCounter(path: string): SignCounter {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  const counts = new Map([...readCounts(descriptor)].map((count, slot) => [slot, count]));
  const bytes = Buffer.alloc(slotBytes);
  return {
    increment(slot) {
      const count = (counts.get(slot) ?? 0n) + 1n;
      bytes.writeBigUInt64LE(count);
      writeSync(descriptor, bytes, 0, slotBytes, slot * slotBytes);
      counts.set(slot, count);
    },
    countOf: (slot) => Number(counts.get(slot) ?? 0n),
    close: () => closeSync(descriptor),
  };
}
