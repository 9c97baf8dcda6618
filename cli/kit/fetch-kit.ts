import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { offlineKitPartPath, offlineKitPath } from '../../shared/formats/offline-kit.ts';
import { type KitSection, toKitText } from '../../shared/formats/offline-kit-file.ts';
import type { OpenedKit } from '../../shared/verify/offline-kit.ts';
import { Usage } from '../output.ts';
import { findPublicFile } from '../public-file.ts';
import { type KitOpening, openSections, readKitSections } from './open-kits.ts';
import { readManifestClaims } from './read-kit-claims.ts';
import { readSeenKits, writeSeenKits } from './seen-kits.ts';

/** What a counter wants of a kit. */
export interface KitWish extends KitOpening {
  /** First four digits of divisions; departments of all cities unless told. */
  readonly cities: readonly string[];
  /** Codes of mirrored provinces (GB/T 2260); all unless told, `none` for none. */
  readonly mirrors: readonly string[];
}

/** What was fetched, and what was there already. */
export interface FetchedKits {
  readonly opened: readonly OpenedKit[];
  readonly fetchedParts: number;
  readonly keptParts: number;
  readonly sizeBytes: number;
}

/**
 * Fetches the kits of all provinces that an anchor is given for: what is signed, then the parts that
 * are not held yet. Nothing is written before everything holds; the old kit stays until then.
 * @throws KitRefused, Refusal, Usage; TypeError when nobody answers
 */
export async function fetchKits(wish: KitWish): Promise<FetchedKits> {
  const held = new Map<string, string>();
  for (const { parts } of existsSync(wish.file) ? readKitSections(wish.file) : []) {
    for (const [digest, text] of parts) held.set(digest, text);
  }
  const counts = { fetchedParts: 0, keptParts: 0 };
  const sections: KitSection[] = [];
  for (const provinceUrl of new Set(wish.anchors.map((anchor) => anchor.provinceUrl))) {
    sections.push(await fetchSection(provinceUrl, { wish, held, counts }));
  }
  const seen = readSeenKits(wish.file);
  const opened = await openSections(sections, wish, seen);
  const text = toKitText(sections);
  writeFileSync(`${wish.file}.new`, text);
  renameSync(`${wish.file}.new`, wish.file);
  writeSeenKits(wish.file, seen, opened);
  return { opened, ...counts, sizeBytes: Buffer.byteLength(text) };
}

interface Fetching {
  readonly wish: KitWish;
  readonly held: ReadonlyMap<string, string>;
  readonly counts: { fetchedParts: number; keptParts: number };
}

async function fetchSection(provinceUrl: string, fetching: Fetching): Promise<KitSection> {
  const { wish, held, counts } = fetching;
  // whether it is the province's is found out when it is opened
  const manifest = await fetchText(`${provinceUrl}/${offlineKitPath}`);
  const parts = new Map<string, string>();
  for (const { name, digest } of readManifestClaims(manifest).parts) {
    if (!isWanted(name, wish)) continue;
    const known = held.get(digest);
    counts[known === undefined ? 'fetchedParts' : 'keptParts'] += 1;
    parts.set(digest, known ?? (await fetchText(`${provinceUrl}/${offlineKitPartPath(digest)}`)));
  }
  return { manifest, parts };
}

function isWanted(name: string, { cities, mirrors }: KitWish): boolean {
  const [, code] = /^mirrors\/([0-9]{6})\//.exec(name) ?? [];
  if (code !== undefined && mirrors.length > 0 && !mirrors.includes(code)) return false;
  const [, city] = /^sheets\/([^/]+)/.exec(name) ?? [];
  return city === undefined || cities.length === 0 || cities.includes(city);
}

async function fetchText(address: string): Promise<string> {
  const text = await findPublicFile(address);
  if (text === undefined) throw new Usage(`there is nothing at ${address}`);
  return text;
}
