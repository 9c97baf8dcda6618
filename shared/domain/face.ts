import { toDrawnText } from './drawn-id.ts';
import type { ClientId, LicenceId, LicenceIdentifier, Moment, SealId } from './ids.ts';

/** What became of a version's face 证照样式文件: every attempt to sign it is on record. */
export interface Face {
  readonly licenceId: LicenceId;
  readonly version: number;
  readonly identifier: LicenceIdentifier;
  /** `making` until its file lies in the store. */
  readonly state: 'making' | 'made';
  readonly attempt: number;
  /** When that attempt was recorded: what the signature says as its time. */
  readonly at: Moment;
  readonly by: ClientId;
  readonly seal: SealId;
  /** SHA-256 of what was signed, base64url. */
  readonly digest: string;
  /** Where the file lies: a name that nobody can guess. */
  readonly path: string;
  /** SHA-256 of the file, base64url. */
  readonly fileDigest?: string;
  readonly sizeBytes?: number;
}

/** A face whose file lies in the store. */
export type MadeFace = Face & Required<Pick<Face, 'fileDigest' | 'sizeBytes'>>;

/** So long an attempt is let alone: no function runs longer. */
export const faceAttemptMilliseconds = 30_000;
/** An address of a file holds so long. */
export const fileAddressSeconds = 300;

const nameBytes = 32;

/** A file's name, 160 random bits. */
export function makeFileName(random: (bytes: number) => Uint8Array): string {
  return toDrawnText(random(nameBytes));
}
