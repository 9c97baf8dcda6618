import { constants, deflateSync } from 'node:zlib';
import type { StatusListId } from '../../../shared/domain/ids.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import {
  statusListMediaType,
  statusListType,
  toStatusListPayload,
} from '../../../shared/formats/status-list.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { Shelf, ShelfVersions } from '../../../shared/ports/shelf.ts';
import type { ShelfArchive } from '../../../shared/ports/shelf-archive.ts';
import type { StatusEntries, StatusEntry } from '../../../shared/ports/status-entries.ts';
import { findCertificates } from '../find-certificates.ts';
import { keepVersion, type PublishedVersion } from '../keep-version.ts';
import { publishInOrder } from '../publish-in-order.ts';
import type { SignFile } from '../sign-file.ts';

/** What publishing a status list needs. */
export interface PublishStatusListPorts {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly statusEntries: StatusEntries;
  readonly signFile: SignFile;
  readonly shelf: Shelf;
  readonly versions: ShelfVersions;
  readonly archive: ShelfArchive;
  readonly provinceUrl: string;
}

export type PublishStatusList = (list: StatusListId) => Promise<void>;

/** Caches may keep a list so long; a verifier of ours asks again after less. */
const cacheControl = 'public, max-age=15';
/**
 * A list is long runs of zeros with scattered entries: looking for runs only gives 1.4 to 1.5 times
 * the entropy from 1 % entries on, at a fortieth to a ninetieth of the CPU that level 9 takes otherwise.
 */
const compression = { level: 9, memLevel: 9, strategy: constants.Z_RLE } as const;

/**
 * Publishes one status list: always rebuilt from the register's own entries and never patched, in
 * order among publishers by its version row. Repeating it only gives it a newer date. Every version is
 * kept, so that it can be told what stood at a time.
 */
export function makePublishStatusList(ports: PublishStatusListPorts): PublishStatusList {
  return async (list) => {
    const path = `status-lists/${list}`;
    await publishInOrder(ports.versions, {
      path,
      make: (number) => makeVersion(ports, list, { path, number }),
      put: async (version: PublishedVersion) => {
        await keepVersion(ports, version);
        await ports.shelf.put(path, version.file);
      },
    });
  };
}

async function makeVersion(
  { clock, directory, statusEntries, signFile, provinceUrl }: PublishStatusListPorts,
  list: StatusListId,
  { path, number }: Pick<PublishedVersion, 'path' | 'number'>,
): Promise<PublishedVersion> {
  const { statusSigner } = await findCertificates(directory);
  const entries: StatusEntry[] = [];
  for await (const entry of statusEntries.entriesOf(list)) entries.push(entry);
  const issuedAt = Math.floor(clock.now() / 1000);
  const payload = toStatusListPayload({
    issuer: provinceUrl,
    address: `${provinceUrl}/${path}`,
    issuedAt,
    entries,
    deflate: (bytes) => deflateSync(bytes, compression),
  });
  const header = { typ: statusListType, x5c: [readBase64(statusSigner)] };
  const body = Buffer.from(await signFile(header, payload));
  return { path, number, issuedAt, file: { body, contentType: statusListMediaType, cacheControl } };
}
