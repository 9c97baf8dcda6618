import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { type KitSection, readKitText } from '../../shared/formats/offline-kit-file.ts';
import { Problem } from '../../shared/problem/problem.ts';
import {
  type KitFault,
  makeOpenOfflineKit,
  type OpenedKit,
  type SeenKit,
} from '../../shared/verify/offline-kit.ts';
import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';
import { readText } from '../input.ts';
import { readSeenKits, writeSeenKits } from './seen-kits.ts';

/** A kit that is not to be relied on. */
export class KitRefused extends Error {
  readonly fault: KitFault;

  constructor(fault: KitFault, file: string) {
    super(`${file}: the kit is ${fault}`);
    this.fault = fault;
  }
}

export interface KitOpening {
  readonly file: string;
  readonly anchors: readonly TrustAnchor[];
  readonly nowSeconds: number;
}

/** @throws KitRefused, Usage */
export function readKitSections(file: string): readonly KitSection[] {
  try {
    return readKitText(readText(file));
  } catch (error) {
    if (error instanceof Problem) throw new KitRefused('malformed', file);
    throw error;
  }
}

/** Opens sections against what was seen before. @throws KitRefused */
export async function openSections(
  sections: readonly KitSection[],
  { file, anchors, nowSeconds }: KitOpening,
  seen: ReadonlyMap<string, SeenKit>,
): Promise<readonly OpenedKit[]> {
  const open = makeOpenOfflineKit({ primitives: makeNodePrimitives(), anchors });
  const opened: OpenedKit[] = [];
  for (const section of sections) {
    const one = await open(section, { nowSeconds, seen });
    if (typeof one === 'string') throw new KitRefused(one, file);
    opened.push(one);
  }
  if (opened.length === 0) throw new KitRefused('malformed', file);
  return opened;
}

/** Opens a kept kit and remembers its numbers. @throws KitRefused, Usage */
export async function openKits(opening: KitOpening): Promise<readonly OpenedKit[]> {
  const seen = readSeenKits(opening.file);
  const opened = await openSections(readKitSections(opening.file), opening, seen);
  writeSeenKits(opening.file, seen, opened);
  return opened;
}
