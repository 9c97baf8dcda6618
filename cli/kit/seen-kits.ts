import { existsSync, writeFileSync } from 'node:fs';
import type { OpenedKit, SeenKit } from '../../shared/verify/offline-kit.ts';
import { readJsonFile } from '../input.ts';
import { Usage } from '../output.ts';

/** Beside a kept kit: the highest number seen of each province, so that nobody can lay an older kit in its place. */
const seenFileOf = (kit: string) => `${kit}.seen.json`;

/** @throws Usage when it is not what we wrote: without it an older kit would pass */
export function readSeenKits(kit: string): ReadonlyMap<string, SeenKit> {
  const file = seenFileOf(kit);
  if (!existsSync(file)) return new Map();
  const seen = Object.entries(readJsonFile(file)) as [string, SeenKit][];
  for (const [, { number, digest }] of seen) {
    if (!Number.isSafeInteger(number) || typeof digest !== 'string')
      throw new Usage(`${file} is not what was written there`);
  }
  return new Map(seen);
}

export function writeSeenKits(
  kit: string,
  seen: ReadonlyMap<string, SeenKit>,
  opened: readonly OpenedKit[],
): void {
  const all = new Map(seen);
  for (const one of opened) {
    all.set(one.kit.provinceUrl, { number: one.number, digest: one.digest });
  }
  writeFileSync(seenFileOf(kit), `${JSON.stringify(Object.fromEntries(all))}\n`);
}
