import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of an offline kit's protected header. */
export const offlineKitType = 'offline-kit+jwt';
export const offlineKitMediaType = 'application/offline-kit+jwt';
/** Where a province's kit lies below its address, and its parts below that. */
export const offlineKitPath = 'offline-kit';
export const offlineKitPartPath = (digest: string) => `${offlineKitPath}/parts/${digest}`;
/** A part is text, so that whatever lies between may compress it. */
export const offlineKitPartMediaType = 'text/plain; charset=utf-8';

/** The grace of a kit: for so long a counter may go on without a newer one. As long as a status list is good. */
export const offlineKitLifeSeconds = 24 * 60 * 60;

const maxParts = 20_000;
const namePattern =
  /^(?:mirrors\/[0-9]{6}\/)?(?:trust|types|(?:sheets|status)(?:\/[0-9a-z]{1,16}){1,2})$/;

/** One part of a kit: public files that are fetched together. */
export interface OfflineKitPart {
  /** `trust`, `types`, `sheets/<city>`, `status/<n>`; of a mirrored province with `mirrors/<code>/` before it. */
  readonly name: string;
  /** Unpadded base64url SHA-256 of the part's text: its address. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly files: number;
  /** Number of the first kit that had the part with this digest: whoever has a later one has the part. */
  readonly since: number;
}

/** An offline kit 离线核验包: all that a verifier needs of a province without network, by parts. Times in seconds. */
export interface OfflineKit {
  readonly provinceUrl: string;
  /** Strictly rising; a verifier refuses a lower one than it has seen. */
  readonly number: number;
  readonly issuedAt: number;
  readonly nextUpdate: number;
  /** End of its grace: after it nothing of it makes anything valid. */
  readonly expiresAt: number;
  readonly parts: readonly OfflineKitPart[];
}

/** What a kit is made from. */
export type OfflineKitDraft = Omit<OfflineKit, 'expiresAt'>;

/**
 * The claims of an offline kit, parts in order of their names, good for 24 hours.
 * @throws Problem `malformed` when what it would say could not be read again
 */
export function toOfflineKitPayload(draft: OfflineKitDraft): JsonObject {
  const payload = {
    iss: draft.provinceUrl,
    sub: `${draft.provinceUrl}/${offlineKitPath}`,
    number: draft.number,
    iat: draft.issuedAt,
    next_update: draft.nextUpdate,
    exp: draft.issuedAt + offlineKitLifeSeconds,
    parts: [...draft.parts]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, digest, sizeBytes, files, since }) => ({
        ...{ name, digest, size: sizeBytes, files, since },
      })),
  };
  readOfflineKit(payload);
  return payload;
}

/**
 * Reads an offline kit's claims. Claims it does not know are left alone.
 * @param payload the claims of a JWS whose `typ` was `offline-kit+jwt`; the signature is the caller's
 * @throws Problem `malformed`: `offline-kit-<claim>`
 */
export function readOfflineKit(payload: JsonObject): OfflineKit {
  const fields = new SignedFileFields('offline-kit', payload);
  const provinceUrl = fields.text('iss', 512);
  if (fields.text('sub', 512) !== `${provinceUrl}/${offlineKitPath}`) throw fields.refuse('sub');
  const number = fields.positive('number');
  const issuedAt = fields.seconds('iat');
  const nextUpdate = fields.seconds('next_update');
  const expiresAt = fields.seconds('exp');
  if (expiresAt <= issuedAt) throw fields.refuse('exp');
  if (nextUpdate < issuedAt || nextUpdate > expiresAt) throw fields.refuse('next_update');
  const parts = readParts(fields, number);
  return { provinceUrl, number, issuedAt, nextUpdate, expiresAt, parts };
}

/** In order and each once. */
function readParts(fields: SignedFileFields, number: number): readonly OfflineKitPart[] {
  let last = '';
  return fields.objects('parts', maxParts).map((one) => {
    const name = one.matching('name', namePattern);
    if (name <= last) throw fields.refuse('parts-order');
    last = name;
    const since = one.positive('since');
    if (since > number) throw one.refuse('since');
    return {
      ...{ name, since, digest: one.digest('digest') },
      sizeBytes: one.integer('size'),
      files: one.integer('files'),
    };
  });
}
