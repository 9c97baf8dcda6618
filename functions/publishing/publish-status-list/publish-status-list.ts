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
import type { Shelf, ShelfFile, ShelfVersions } from '../../../shared/ports/shelf.ts';
import type { StatusEntries, StatusEntry } from '../../../shared/ports/status-entries.ts';
import { findCertificates } from '../find-certificates.ts';
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
 * order among publishers by its version row. Repeating it only gives it a newer date.
 */
export function makePublishStatusList(ports: PublishStatusListPorts): PublishStatusList {
  return async (list) => {
    const path = `status-lists/${list}`;
    await publishInOrder(ports.versions, {
      path,
      make: () => makeStatusListFile(ports, list, `${ports.provinceUrl}/${path}`),
      put: (file) => ports.shelf.put(path, file),
    });
  };
}

async function makeStatusListFile(
  { clock, directory, statusEntries, signFile, provinceUrl }: PublishStatusListPorts,
  list: StatusListId,
  address: string,
): Promise<ShelfFile> {
  const { statusSigner } = await findCertificates(directory);
  const entries: StatusEntry[] = [];
  for await (const entry of statusEntries.entriesOf(list)) entries.push(entry);
  const payload = toStatusListPayload({
    issuer: provinceUrl,
    address,
    issuedAt: Math.floor(clock.now() / 1000),
    entries,
    deflate: (bytes) => deflateSync(bytes, compression),
  });
  const header = { typ: statusListType, x5c: [readBase64(statusSigner)] };
  return {
    body: Buffer.from(await signFile(header, payload)),
    contentType: statusListMediaType,
    cacheControl,
  };
}
