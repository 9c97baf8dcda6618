import { createHash } from 'node:crypto';
import type { MirrorMark } from '../../../shared/ports/mirror-marks.ts';
import type { ShelfFile } from '../../../shared/ports/shelf.ts';
import { keepVersion } from '../keep-version.ts';
import type { Mirroring } from './mirror-ports.ts';

/** What it says, or why it is not taken. */
export interface Opened<T> {
  readonly value?: T | undefined;
  readonly reason?: string | undefined;
}

/** A signed file of another province that has a newest version. */
export interface MirroredFile<T> {
  /** Below the province's address, as provinces call their files: `trust-list`, `status-lists/<id>`. */
  readonly name: string;
  readonly address: string;
  readonly mediaType: string;
  readonly maxBytes: number;
  readonly open: (body: Uint8Array) => Promise<Opened<T>>;
  /** What only ever rises. */
  readonly orderOf: (content: T) => number;
  /** No two versions have the same number; of a date there may be several in one second. */
  readonly isNumbered: boolean;
}

/** What became of it: `held` is what the shelf has already. */
export type MirrorOutcome = 'updated' | 'held' | 'unreachable' | 'refused';

export interface Mirrored<T> {
  readonly outcome: MirrorOutcome;
  /** What the shelf has now. */
  readonly content?: T;
}

const cacheControl = 'public, max-age=15';
/** Instead of a digest, of which there may be several under one date. */
const unnumbered = 'dated';

/** Where a province's file lies on our shelf. */
export const mirrorPath = (code: string, name: string) => `mirrors/${code}/${name}`;

/**
 * Brings one file up to date. Order: fetched, opened as a verifier would, its number noted as seen, kept
 * as a version, put where it is found, its ETag noted; whatever is broken off is done again. A lower
 * number than was ever seen, or another file under the same number, is refused and raises an alarm.
 */
export async function mirrorFile<T extends { readonly issuedAt: number }>(
  one: Mirroring,
  file: MirroredFile<T>,
): Promise<Mirrored<T>> {
  const { ports, province } = one;
  const mark = await ports.marks.find(province.code, file.name);
  const { address, mediaType, maxBytes } = file;
  const etag = mark?.etag === undefined ? {} : { etag: mark.etag };
  const found = await ports.foreignFiles.fetch({ address, mediaType, maxBytes, ...etag });
  switch (found.outcome) {
    case 'fetched':
      return take(one, file, { mark, ...found });
    case 'refused':
      return refuse(one, file, found.reason);
    case 'same':
      return findHeld(one, file, 'held');
    default:
      return findHeld(one, file, 'unreachable');
  }
}

interface Fetched {
  readonly mark: MirrorMark | undefined;
  readonly body: Uint8Array;
  readonly etag?: string;
}

async function take<T extends { readonly issuedAt: number }>(
  one: Mirroring,
  file: MirroredFile<T>,
  { mark, body, etag }: Fetched,
): Promise<Mirrored<T>> {
  const { ports, province } = one;
  const { value: content, reason } = await file.open(body);
  if (content === undefined) return refuse(one, file, reason ?? 'unknown');
  const order = file.orderOf(content);
  const digest = file.isNumbered
    ? createHash('sha256').update(body).digest('base64url')
    : unnumbered;
  if (!(await ports.marks.raise(province.code, file.name, { order, digest }))) {
    const isForked = order === mark?.order;
    return refuse(one, file, isForked ? 'file-forked' : 'file-rolled-back');
  }
  const path = mirrorPath(province.code, file.name);
  const put: ShelfFile = { body, contentType: file.mediaType, cacheControl };
  await keepVersion(ports, { path, file: put, issuedAt: content.issuedAt, number: order });
  await ports.shelf.put(path, put);
  await settle(one, file.name, { order, digest, ...(etag === undefined ? {} : { etag }) });
  if (mark?.order === order && mark.digest === digest) return { outcome: 'held', content };
  ports.log.note('mirror.updated', { province: province.code, file: file.name, order });
  return { outcome: 'updated', content };
}

/** Another round may have put an older file over a newer one: without an ETag the newest is fetched again. */
async function settle({ ports, province }: Mirroring, name: string, put: MirrorMark) {
  if (await ports.marks.raise(province.code, name, put)) return;
  const newest = await ports.marks.find(province.code, name);
  if (newest) {
    const { order, digest } = newest;
    await ports.marks.raise(province.code, name, { order, digest });
  }
}

/** What came is left where it is; what is held goes on by its own dates. */
async function refuse<T>(
  one: Mirroring,
  file: MirroredFile<T>,
  reason: string,
): Promise<Mirrored<T>> {
  const { ports, province } = one;
  ports.log.alert('mirror.refused', { province: province.code, file: file.name, reason });
  return findHeld(one, file, 'refused');
}

async function findHeld<T>(
  { ports, province }: Mirroring,
  file: MirroredFile<T>,
  outcome: MirrorOutcome,
): Promise<Mirrored<T>> {
  const held = await ports.shelf.find(mirrorPath(province.code, file.name));
  const content = held && (await file.open(held.body)).value;
  return content === undefined ? { outcome } : { outcome, content };
}
