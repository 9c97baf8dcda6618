import { createHash } from 'node:crypto';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import {
  offlineKitMediaType,
  offlineKitPartMediaType,
  offlineKitPartPath,
  offlineKitPath,
  offlineKitType,
  toOfflineKitPayload,
} from '../../../shared/formats/offline-kit.ts';
import { toKitPart } from '../../../shared/formats/offline-kit-file.ts';
import type { KitPartRecord, OfflineKitRecord } from '../../../shared/ports/offline-kit-records.ts';
import { findCertificates } from '../find-certificates.ts';
import { publishInOrder } from '../publish-in-order.ts';
import type { OfflineKitPorts } from './offline-kit-ports.ts';
import { type PlannedPart, planParts } from './plan-parts.ts';

/** Publishes the kit as things are; gives its number, 0 while there is no trust list yet. */
export type PublishOfflineKit = () => Promise<number>;

/** When the next kit is due: the clock strikes every ten minutes, and may once be late. */
const updateSeconds = 20 * 60;
/** Parts leave the shelf three days after they were put (the shelf's own rule): those that are still wanted are put again each day. */
const putAgainSeconds = 24 * 60 * 60;
const cacheControl = 'public, max-age=60';
const partCacheControl = 'public, max-age=259200, immutable';

/** A part of the kit to be; `text` where it has to be put. */
interface MadePart {
  readonly record: KitPartRecord;
  readonly text?: string;
}

interface MadeKit {
  readonly number: number;
  readonly compact: string;
  readonly parts: readonly MadePart[];
}

/** What the parts of one kit are made with. */
interface Making {
  readonly number: number;
  readonly nowSeconds: number;
  readonly recorded: ReadonlyMap<string, KitPartRecord>;
}

async function makePart(plan: PlannedPart, making: Making): Promise<MadePart> {
  const { number, nowSeconds, recorded } = making;
  const { name, fingerprint } = plan;
  const last = recorded.get(name);
  const isFresh = last !== undefined && nowSeconds < last.putAt + putAgainSeconds;
  if (isFresh && last.fingerprint === fingerprint) return { record: last };
  const files = await plan.readFiles();
  const text = toKitPart(files);
  const digest = createHash('sha256').update(text).digest('base64url');
  const since = last?.digest === digest ? last.since : number;
  const counted = { files: files.length, sizeBytes: Buffer.byteLength(text) };
  const record = { name, digest, since, fingerprint, ...counted, putAt: nowSeconds };
  return { record, text };
}

async function makeKit(ports: OfflineKitPorts, number: number): Promise<MadeKit | undefined> {
  const { clock, directory, records, signFile, provinceUrl } = ports;
  const planned = await planParts(ports);
  if (planned.length === 0) return undefined;
  const issuedAt = Math.floor(clock.now() / 1000);
  const last = await records.find();
  const recorded = new Map(last?.parts.map((part) => [part.name, part] as const));
  const parts: MadePart[] = [];
  for (const plan of planned) {
    parts.push(await makePart(plan, { number, nowSeconds: issuedAt, recorded }));
  }
  const { listSigner } = await findCertificates(directory);
  const nextUpdate = issuedAt + updateSeconds;
  const signed = parts.map(({ record }) => record);
  const payload = toOfflineKitPayload({ provinceUrl, number, issuedAt, nextUpdate, parts: signed });
  const compact = await signFile({ typ: offlineKitType, x5c: [readBase64(listSigner)] }, payload);
  return { number, compact, parts };
}

/** Parts first: whatever a kit names lies on the shelf before it does. The record last: what is recorded is there. */
async function putKit({ shelf, records }: OfflineKitPorts, made: MadeKit): Promise<void> {
  for (const { record, text } of made.parts) {
    if (text === undefined) continue;
    await shelf.put(offlineKitPartPath(record.digest), {
      body: Buffer.from(text),
      contentType: offlineKitPartMediaType,
      cacheControl: partCacheControl,
    });
  }
  await shelf.put(offlineKitPath, {
    body: Buffer.from(made.compact),
    contentType: offlineKitMediaType,
    cacheControl,
  });
  const parts = made.parts.map(({ record }) => record);
  await records.record({ number: made.number, parts } satisfies OfflineKitRecord);
}

/**
 * Publishes the offline kit: what is public now, cut into parts, each under the digest of its text, and
 * one signed list of the parts. A part whose files did not change since the last kit is not made again.
 * In order among publishers, as every public file.
 */
export function makePublishOfflineKit(ports: OfflineKitPorts): PublishOfflineKit {
  return async () => {
    let published = 0;
    await publishInOrder(ports.versions, {
      path: offlineKitPath,
      make: (number) => makeKit(ports, number),
      put: async (made) => {
        if (!made) return;
        await putKit(ports, made);
        published = made.number;
      },
    });
    return published;
  };
}
