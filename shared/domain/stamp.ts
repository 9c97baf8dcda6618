import { drawnIdBytes, toDrawnId } from './drawn-id.ts';
import type { Branded, ClientId, DepartmentCode, Moment, SealId } from './ids.ts';

/** A stamp's identifier: `stamp-` + 26 characters, 130 random bits. */
export type StampId = Branded<string, 'StampId'>;

/** How a document is sealed: PDF visibly and in itself, or any other file by a signature beside it. */
export const stampForms = ['pades', 'cades'] as const;
export type StampForm = (typeof stampForms)[number];

/** One document sealed 用印; every attempt to sign it is on record. */
export interface Stamp {
  readonly id: StampId;
  readonly seal: SealId;
  readonly department: DepartmentCode;
  readonly by: ClientId;
  readonly form: StampForm;
  /** `signing` until its file lies in the store. */
  readonly state: 'signing' | 'done';
  readonly attempt: number;
  /** When that attempt was recorded: what the signature says as its time. */
  readonly at: Moment;
  /** SHA-256 of what was signed, base64url. */
  readonly digest: string;
  /** SHA-256 of the document as it was given, base64url. */
  readonly documentDigest: string;
  /** Where the sealed document, or the signature, lies: a name that nobody can guess. */
  readonly path: string;
  readonly fileDigest?: string;
  readonly sizeBytes?: number;
}

/** A stamp whose file lies in the store. */
export type DoneStamp = Stamp & Required<Pick<Stamp, 'fileDigest' | 'sizeBytes'>>;

/** So long an attempt is let alone: no function runs longer. */
export const stampAttemptMilliseconds = 30_000;
/** Largest document, in bytes. */
export const maxStampedBytes = 20 * 1024 * 1024;

/** @param random gives so many random bytes */
export function makeStampId(random: (bytes: number) => Uint8Array): StampId {
  return toDrawnId('stamp', random(drawnIdBytes)) as StampId;
}

export const isDone = (stamp: Stamp | undefined): stamp is DoneStamp =>
  stamp?.state === 'done' && stamp.fileDigest !== undefined && stamp.sizeBytes !== undefined;
