import { existsSync, writeFileSync } from 'node:fs';
import { readJsonFile } from '../input.ts';
import { Usage } from '../output.ts';

/**
 * What an earlier audit saw last; undefined before the first.
 * @param name what its place in the chain is called
 * @throws Usage when it is not what an audit wrote
 */
export function findSeen<Name extends string>(
  file: string | undefined,
  name: Name,
): (Readonly<Record<Name, number>> & { readonly digest: string }) | undefined {
  if (!file || !existsSync(file)) return undefined;
  const { [name]: place, digest } = readJsonFile(file);
  if (!Number.isSafeInteger(place) || typeof digest !== 'string') {
    throw new Usage(`${file} is not what an audit wrote`);
  }
  return { [name]: Number(place), digest } as Record<Name, number> & { digest: string };
}

/** Writes down what was seen last, for the next audit. */
export function writeSeen(file: string, seen: object): void {
  writeFileSync(file, `${JSON.stringify(seen)}\n`);
}
