import type {
  ClientId,
  LicenceId,
  LicenceIdentifier,
  Moment,
  StatusListId,
} from '../../domain/ids.ts';
import type { LicenceState } from '../../domain/licence.ts';
import type { VersionKind } from '../../domain/licence-version.ts';
import { nextSweepAt } from '../../domain/signing-attempts.ts';
import type { IdempotencyKey, KeyedRequest } from '../../ports/idempotency.ts';
import type {
  LicenceEntry,
  LicenceFace,
  LicenceHead,
  Reservation,
  SignedForms,
} from '../../ports/register.ts';
import type { StaleReservation } from '../../ports/stale-reservations.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';

/** A text that must be there. */
export const readText = (item: RegisterItem, name: string): string => {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`register item without ${name}`);
  return value;
};

/** A whole number that must be there. */
export const readWhole = (item: RegisterItem, name: string): number => {
  const value = Number(item[name]?.N);
  if (!Number.isSafeInteger(value)) throw new Error(`register item without ${name}`);
  return value;
};

/** What says nothing of a version is of the first. */
export const readVersion = (item: RegisterItem): number =>
  item['version'] === undefined ? 1 : readWhole(item, 'version');

/** What an entry item holds beside its key; `token` tells whose writing it is. */
export interface EntryItemParts extends LicenceEntry {
  readonly licenceId: LicenceId;
  readonly statusList: StatusListId;
  readonly statusIndex: number;
  readonly token: string;
}

/** An entry, without its key. */
export function toEntryItem(entry: EntryItemParts): RegisterItem {
  const { grounds } = entry;
  return {
    kind: text('entry'),
    licenceId: text(entry.licenceId),
    seq: whole(entry.seq),
    version: whole(entry.version),
    state: text(entry.state),
    at: whole(entry.at),
    by: text(entry.by),
    statusList: text(entry.statusList),
    statusIndex: whole(entry.statusIndex),
    token: text(entry.token),
    ...(grounds === undefined
      ? {}
      : { grounds: { M: { legalBasis: text(grounds.legalBasis), reason: text(grounds.reason) } } }),
    ...(entry.lossReported ? { lossReported: { BOOL: true } } : {}),
    ...(entry.approvedBy === undefined ? {} : { approvedBy: text(entry.approvedBy) }),
    ...(entry.kind === undefined ? {} : { versionKind: text(entry.kind) }),
  };
}

/** Reads an entry item. */
export function toLicenceEntry(item: RegisterItem): LicenceEntry {
  const grounds = item['grounds']?.M;
  return {
    seq: readWhole(item, 'seq'),
    version: readVersion(item),
    state: readText(item, 'state') as LicenceState,
    at: readWhole(item, 'at') as Moment,
    by: readText(item, 'by') as ClientId,
    ...(grounds === undefined
      ? {}
      : {
          grounds: {
            legalBasis: readText(grounds, 'legalBasis'),
            reason: readText(grounds, 'reason'),
          },
        }),
    ...(item['lossReported']?.BOOL ? { lossReported: true } : {}),
    ...(item['approvedBy']?.S ? { approvedBy: item['approvedBy'].S as ClientId } : {}),
    ...(item['versionKind']?.S ? { kind: item['versionKind'].S as VersionKind } : {}),
  };
}

const toFace = (face: LicenceFace): LicenceFace => ({
  type: face.type,
  department: face.department,
  number: face.number,
  seal: face.seal,
  issued: face.issued,
  validFrom: face.validFrom,
  ...(face.validUntil === undefined ? {} : { validUntil: face.validUntil }),
  ...(face.converted ? { converted: true } : {}),
});

/** The head of a licence that was just reserved, with its key. */
export function toReservedHeadItem(reservation: Reservation): RegisterItem {
  return {
    ...registerKeys.head(reservation.licenceId),
    kind: text('head'),
    licenceId: text(reservation.licenceId),
    identifier: text(reservation.identifier),
    version: whole(reservation.version),
    seq: whole(1),
    state: text('reserved'),
    status: whole(0),
    statusList: text(reservation.statusList),
    statusIndex: whole(reservation.statusIndex),
    changedAt: whole(reservation.at),
    face: text(JSON.stringify(toFace(reservation))),
  };
}

/** Reads a head item. */
export function toLicenceHead(item: RegisterItem): LicenceHead {
  return {
    ...(JSON.parse(readText(item, 'face')) as LicenceFace),
    licenceId: readText(item, 'licenceId') as LicenceId,
    identifier: readText(item, 'identifier') as LicenceIdentifier,
    version: readWhole(item, 'version'),
    seq: readWhole(item, 'seq'),
    state: readText(item, 'state') as LicenceState,
    status: readWhole(item, 'status'),
    statusList: readText(item, 'statusList') as StatusListId,
    statusIndex: readWhole(item, 'statusIndex'),
    changedAt: readWhole(item, 'changedAt') as Moment,
    ...(item['alsoDeregistered']?.BOOL ? { alsoDeregistered: true } : {}),
    ...(item['lossReported']?.BOOL ? { lossReported: true } : {}),
    ...(item['issuedAt'] === undefined ? {} : { issuedAt: readWhole(item, 'issuedAt') as Moment }),
  };
}

/** A version with what is to be signed and its first attempt, with its key. */
export function toVersionItem(reservation: Reservation, key: KeyedRequest): RegisterItem {
  return {
    ...registerKeys.version(reservation.licenceId, reservation.version),
    kind: text('version'),
    version: whole(reservation.version),
    attempts: whole(1),
    lastAttemptAt: whole(reservation.at),
    // tells one reservation of a version from another
    digest: text(reservation.digest),
    // for those who count, and read nothing else of it
    seal: text(reservation.seal),
    reservation: text(JSON.stringify(reservation)),
    // by which a second licence of the same request is found out
    madeFor: text(JSON.stringify(toMadeFor(key))),
  };
}

/** The request that a version was made for, and until when its key counts. */
export type MadeFor = Pick<KeyedRequest, 'client' | 'keyDigest' | 'expiresAt'>;

const toMadeFor = ({ client, keyDigest, expiresAt }: KeyedRequest): MadeFor => ({
  client,
  keyDigest,
  expiresAt,
});

/** Reads a version item; nothing of one whose reservation was given up. */
export const toReservation = (item: RegisterItem): Reservation | undefined =>
  item['reservation']?.S === undefined
    ? undefined
    : (JSON.parse(item['reservation'].S) as Reservation);

/** What a head becomes with a new version, beside its state. */
export const toHeadOfVersion = (reservation: Reservation): RegisterItem => ({
  lossReported: { BOOL: false },
  version: whole(reservation.version),
  identifier: text(reservation.identifier),
  statusList: text(reservation.statusList),
  statusIndex: whole(reservation.statusIndex),
  face: text(JSON.stringify(toFace(reservation))),
});

/** A reservation, its request's key, and its latest attempt to sign. */
export interface ReservedItemParts {
  readonly reservation: Reservation;
  readonly key: IdempotencyKey;
  readonly attempt: number;
  /** When that attempt was recorded. */
  readonly at: Moment;
}

/** That a licence is reserved, and from when on the sweeper looks at it; without its key. */
export function toReservedItem({ reservation, key, attempt, at }: ReservedItemParts): RegisterItem {
  return {
    kind: text('reserved'),
    licenceId: text(reservation.licenceId),
    version: whole(reservation.version),
    client: text(key.client),
    keyDigest: text(key.keyDigest),
    dueAt: whole(nextSweepAt(at, attempt)),
  };
}

/** Reads a reserved item; when it was reserved is the first part of its key. */
export const toStaleReservation = (item: RegisterItem): StaleReservation => ({
  licenceId: readText(item, 'licenceId') as LicenceId,
  version: readVersion(item),
  at: Number(readText(item, 'sk').split('#')[0]) as Moment,
  key: { client: readText(item, 'client') as ClientId, keyDigest: readText(item, 'keyDigest') },
});

/** A version's signed forms, without their key. */
export const toSignedFormsItem = ({ credential, printedCode }: SignedForms): RegisterItem => ({
  kind: text('credential'),
  credential: text(credential),
  printedCode: text(printedCode),
});

/** Reads a credential item. */
export const toSignedForms = (item: RegisterItem): SignedForms => ({
  credential: readText(item, 'credential'),
  printedCode: readText(item, 'printedCode'),
});
