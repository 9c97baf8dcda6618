import { Problem } from '../problem/problem.ts';
import type { MaybePromise, Primitives } from '../verify/primitives.ts';
import { readBase64url, toBase64url } from './base64url.ts';
import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of a status list's protected header. @see draft-ietf-oauth-status-list section 5.1 */
export const statusListType = 'statuslist+jwt';
export const statusListMediaType = 'application/statuslist+jwt';

/** Entries in each list of ours: many, so that an index alone says nothing (`threats.md` T02). */
export const statusListEntries = 2 ** 17;
/** Bits an entry in each list of ours. */
export const statusListBits = 4;
/** How long a verifier may rely on a list it holds, and how long a list is good at all. */
export const statusListTtlSeconds = 60;
export const statusListLifeSeconds = 24 * 60 * 60;

/** Most bytes a list may inflate to: a list of another province may be larger than ours. */
const maxInflatedBytes = 2 ** 20;
const maxCompressedCharacters = 2 ** 20;

export type StatusBits = 1 | 2 | 4 | 8;

/** One entry that is not 0: its index, from 0, and its status, as wide as the list's bits. */
export interface StatusEntry {
  readonly index: number;
  readonly status: number;
}

/** What a status list is made from. */
export interface StatusListDraft {
  /** The province's address, `iss`. */
  readonly issuer: string;
  /** The list's own address, `sub`: what the licences' `status_list.uri` says. */
  readonly address: string;
  /** Seconds since 1970, `iat`. */
  readonly issuedAt: number;
  /** Only the entries that are not 0. */
  readonly entries: Iterable<StatusEntry>;
  /** Makes one zlib stream (RFC 1950). */
  readonly deflate: (bytes: Uint8Array) => Uint8Array;
}

/** A status list as read: its entries stay packed and are read in place. */
export interface StatusList {
  readonly issuer?: string;
  readonly address: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly ttlSeconds: number;
  readonly bits: StatusBits;
  /** The packed entries: entry 0 in the lowest bits of byte 0. */
  readonly bytes: Uint8Array;
}

/**
 * Packs entries into a list of `count` entries of `bits` each, entry 0 in the lowest bits of byte 0.
 * @throws Problem `malformed` (`status-index`, `status-value`)
 * @see draft-ietf-oauth-status-list section 4.1
 */
export function toStatusListBytes(
  entries: Iterable<StatusEntry>,
  bits: StatusBits = statusListBits,
  count: number = statusListEntries,
): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((count * bits) / 8));
  const mask = (1 << bits) - 1;
  for (const { index, status } of entries) {
    if (!Number.isSafeInteger(index) || index < 0 || index >= count) throw refuse('index');
    if (!Number.isSafeInteger(status) || status < 0 || status > mask) throw refuse('value');
    const at = Math.floor((index * bits) / 8);
    const shift = (index * bits) % 8;
    bytes[at] = ((bytes[at] ?? 0) & ~(mask << shift)) | (status << shift);
  }
  return bytes;
}

/**
 * The claims of one of our status lists: 4 bits an entry, 2^17 entries, good for 24 hours.
 * @throws Problem `malformed` (`status-index`, `status-value`)
 * @see draft-ietf-oauth-status-list section 5.1
 */
export function toStatusListPayload(draft: StatusListDraft): JsonObject {
  return {
    iss: draft.issuer,
    sub: draft.address,
    iat: draft.issuedAt,
    exp: draft.issuedAt + statusListLifeSeconds,
    ttl: statusListTtlSeconds,
    status_list: {
      bits: statusListBits,
      lst: toBase64url(draft.deflate(toStatusListBytes(draft.entries))),
    },
  };
}

/**
 * Reads a status list's claims and inflates its entries. Claims it does not know are left alone.
 * @param payload the claims of a JWS whose `typ` was `statuslist+jwt`; the signature is the caller's
 * @throws Problem `malformed`: `status-list-<claim>`, `base64url`, or what `inflate` refuses with
 * @see draft-ietf-oauth-status-list section 8.3
 */
export function readStatusList(
  payload: JsonObject,
  primitives: Pick<Primitives, 'inflate'>,
): MaybePromise<StatusList> {
  const fields = new SignedFileFields('status-list', payload);
  const list = fields.object('status_list');
  const claims = {
    ...(fields.has('iss') ? { issuer: fields.text('iss', 512) } : {}),
    address: fields.text('sub', 512),
    issuedAt: fields.seconds('iat'),
    expiresAt: fields.seconds('exp'),
    ttlSeconds: fields.positive('ttl'),
    bits: readBits(list),
  };
  if (claims.expiresAt <= claims.issuedAt) throw fields.refuse('exp');
  const compressed = readBase64url(list.text('lst', maxCompressedCharacters));
  const bytes = primitives.inflate(compressed, maxInflatedBytes);
  if (bytes instanceof Promise) return bytes.then((inflated) => withEntries(claims, inflated));
  return withEntries(claims, bytes);
}

/**
 * One entry's status, read in place.
 * @param bytes packed entries, entry 0 in the lowest bits of byte 0
 * @param bits 1, 2, 4 or 8 an entry
 * @throws Problem `malformed` (`status-index`) for an index that the list does not have
 * @see draft-ietf-oauth-status-list section 8.3 step 6
 */
export function statusAt(bytes: Uint8Array, bits: StatusBits, index: number): number {
  const perByte = 8 / bits;
  const byte = Number.isSafeInteger(index) ? bytes[Math.floor(index / perByte)] : undefined;
  if (byte === undefined) throw refuse('index');
  return (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}

function readBits(list: SignedFileFields): StatusBits {
  const bits = list.positive('bits');
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) throw list.refuse('bits');
  return bits;
}

function withEntries(claims: Omit<StatusList, 'bytes'>, bytes: Uint8Array): StatusList {
  if (bytes.length === 0) throw refuse('list-empty');
  return { ...claims, bytes };
}

function refuse(what: string): Problem {
  return new Problem('malformed', { reason: `status-${what}` });
}
