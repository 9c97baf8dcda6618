import { createHash } from 'node:crypto';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import {
  issueLeavesPath,
  issueRootMediaType,
  issueRootPath,
  issueRootType,
  maxIssueRootBytes,
  maxIssueRootSize,
  preparedLeavesPath,
  readIssueRoot,
  toIssueRootPayload,
} from '../../../shared/formats/issue-root.ts';
import {
  issueLeavesMediaType,
  readIssueLeaves,
  toIssueLeaves,
} from '../../../shared/formats/issue-root-leaves.ts';
import { toIssueMerkleRoot } from '../../../shared/formats/issue-root-tree.ts';
import { readJws } from '../../../shared/formats/jws.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { IssueJournal } from '../../../shared/ports/issue-journal.ts';
import type {
  IssueRootRecord,
  IssueRootRecords,
} from '../../../shared/ports/issue-root-records.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Shelf, ShelfVersions } from '../../../shared/ports/shelf.ts';
import { findCertificates } from '../find-certificates.ts';
import { publishInOrder } from '../publish-in-order.ts';
import type { SignFile } from '../sign-file.ts';
import { findDigests, findNextRoot, type NextRoot } from './find-next-root.ts';

/** What publishing issue roots needs. */
export interface PublishIssueRootPorts {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly journal: IssueJournal;
  readonly records: IssueRootRecords;
  readonly signFile: SignFile;
  readonly shelf: Shelf;
  readonly versions: ShelfVersions;
  readonly log: Log;
  readonly provinceUrl: string;
  /** Digests under one root; only a test has other than 65,536. */
  readonly maxSize?: number;
}

/** Publishes the roots of all hours that are closed; gives the number of the latest, 0 while there is none. */
export type PublishIssueRoots = () => Promise<number>;

/** A numbered root never changes; which one is the latest does, every hour. */
const foreverCacheControl = 'public, max-age=31536000, immutable';
const movingCacheControl = 'public, max-age=60';
/** In one go; the next stroke of the clock goes on. */
const mostRounds = 500;

const asRoot = { typ: issueRootType, maxBytes: maxIssueRootBytes };

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest();

const toLeavesFile = (digests: readonly string[], cacheControl: string) => ({
  body: Buffer.from(toIssueLeaves(digests)),
  contentType: issueLeavesMediaType,
  cacheControl,
});

async function makeRecord(
  ports: PublishIssueRootPorts,
  { from, until, part, digests }: NextRoot,
  latest: IssueRootRecord | undefined,
): Promise<IssueRootRecord> {
  const { clock, directory, signFile, provinceUrl } = ports;
  const { listSigner } = await findCertificates(directory);
  const number = (latest?.number ?? 0) + 1;
  // never before the root that it follows, whatever this machine's clock says
  const issuedAt = Math.max(Math.floor(clock.now() / 1000), until, latest?.issuedAt ?? 0);
  const size = digests.length;
  const root = await toIssueMerkleRoot(digests, sha256);
  // a digest may still arrive from another Region: what the root is over is laid aside first
  await ports.shelf.put(preparedLeavesPath(root), toLeavesFile(digests, movingCacheControl));
  const payload = toIssueRootPayload({
    ...{ provinceUrl, number, issuedAt, from, until, size, root },
    ...(latest === undefined ? {} : { previous: latest.digest }),
  });
  const compact = await signFile({ typ: issueRootType, x5c: [readBase64(listSigner)] }, payload);
  const digest = sha256(compact).toString('base64url');
  return { number, compact, digest, issuedAt, from, until, size, part };
}

const toRootFile = ({ compact }: IssueRootRecord, cacheControl: string) => ({
  body: Buffer.from(compact),
  contentType: issueRootMediaType,
  cacheControl,
});

/**
 * The digests under a recorded root: as they were laid aside, else as the journal has them.
 * @throws Error when it has others by now
 */
async function findLeaves(
  { shelf, journal, maxSize = maxIssueRootSize }: PublishIssueRootPorts,
  record: IssueRootRecord,
): Promise<readonly string[]> {
  const { root } = readIssueRoot(readJws(record.compact, asRoot).payload);
  const aside = await shelf.find(preparedLeavesPath(root));
  const digests = aside
    ? readIssueLeaves(Buffer.from(aside.body).toString())
    : await findDigests(journal, record, maxSize);
  if ((await toIssueMerkleRoot(digests, sha256)) === root) return digests;
  throw new Error('the digests of a recorded issue root are not to be had');
}

/** Puts what is recorded on the shelf: the digests first, so that a root that is there has them. */
async function settle(ports: PublishIssueRootPorts, record: IssueRootRecord): Promise<void> {
  const { shelf } = ports;
  if ((await shelf.find(issueRootPath(record.number))) !== undefined) return;
  const digests = await findLeaves(ports, record);
  await shelf.put(issueLeavesPath(record.number), toLeavesFile(digests, foreverCacheControl));
  await shelf.put(issueRootPath(record.number), toRootFile(record, foreverCacheControl));
}

/** Makes `latest` the latest, in order among publishers. */
async function publishLatest(
  { shelf, records, versions }: PublishIssueRootPorts,
  { compact }: IssueRootRecord,
): Promise<void> {
  const path = issueRootPath('latest');
  const there = await shelf.find(path);
  if (there && Buffer.from(there.body).toString() === compact) return;
  await publishInOrder(versions, {
    path,
    make: () => records.latest(),
    put: async (record) => {
      if (record) await shelf.put(path, toRootFile(record, movingCacheControl));
    },
  });
}

/** Makes and records the root that follows; gives the one that now does, or nothing when none is due. */
async function appendNext(
  ports: PublishIssueRootPorts,
  latest: IssueRootRecord | undefined,
): Promise<IssueRootRecord | undefined> {
  const { journal, records, log, maxSize = maxIssueRootSize } = ports;
  const next = await findNextRoot(journal, latest, maxSize);
  if (next === undefined) return undefined;
  const made = await makeRecord(ports, next, latest);
  // another publisher was first: its root stands, ours is forgotten
  if ((await records.append(made)) === 'taken') return records.latest();
  log.note('issue-root.published', { number: made.number, size: made.size });
  return made;
}

/**
 * Publishes what was brought into force, hour by hour, as a chain of signed Merkle roots. Order: the
 * root is signed, recorded under its number (whoever records first has made it: no number ever has two
 * roots), then put with its digests; whatever was recorded and not put is put by the next publisher,
 * from the record, before it makes another.
 */
export function makePublishIssueRoots(ports: PublishIssueRootPorts): PublishIssueRoots {
  return async () => {
    let latest = await ports.records.latest();
    if (latest) await settle(ports, latest);
    for (let round = 0; round < mostRounds; round += 1) {
      const next = await appendNext(ports, latest);
      if (next === undefined) break;
      await settle(ports, next);
      latest = next;
    }
    if (latest) await publishLatest(ports, latest);
    return latest?.number ?? 0;
  };
}
