import { drawnIdBytes, isDrawnId, toDrawnId } from './drawn-id.ts';
import type { Branded, ClientId, DepartmentCode, Moment } from './ids.ts';

/** An upload's identifier: `upload-` + 26 characters, 130 random bits: who holds it may read a document. */
export type UploadId = Branded<string, 'UploadId'>;

/** What a file is uploaded for: to be sealed or verified, or to be issued from. */
export const uploadPurposes = ['document', 'bulk'] as const;
export type UploadPurpose = (typeof uploadPurposes)[number];

/** Largest file, by what it is for. */
export const maxUploadBytes: Readonly<Record<UploadPurpose, number>> = {
  document: 20 * 1024 * 1024,
  bulk: 500 * 1024 * 1024,
};

/** Every part but the last has this size: more than S3's least, less than the embedded engine's most. */
export const uploadPartBytes = 8 * 1024 * 1024;
/** A file is used, or gone, within two days. */
export const uploadLifeMilliseconds = 2 * 24 * 3600 * 1000;
/** How long a part may be sent to its address. */
export const partAddressSeconds = 3600;

/** A file that a department uploads, part by part. */
export interface Upload {
  readonly id: UploadId;
  readonly purpose: UploadPurpose;
  readonly department: DepartmentCode;
  readonly by: ClientId;
  /** As it was announced, and as it has to be. */
  readonly sizeBytes: number;
  /** The store's own name of the upload while its parts come in. */
  readonly partsId: string;
  readonly openedAt: Moment;
  readonly expiresAt: Moment;
  readonly state: 'open' | 'complete';
}

/** @param random gives so many random bytes */
export function makeUploadId(random: (bytes: number) => Uint8Array): UploadId {
  return toDrawnId('upload', random(drawnIdBytes)) as UploadId;
}

/** Has it the form of an upload's id? */
export function isUploadId(text: string): text is UploadId {
  return isDrawnId('upload', text);
}

/** Where a department's file lies: whoever composes it from their own department finds only own files. */
export function uploadPath({
  purpose,
  department,
  id,
}: Pick<Upload, 'purpose' | 'department' | 'id'>): string {
  return `uploads/${purpose}/${department}/${id}`;
}

/** Sizes of a file's parts, in their order. */
export function toPartSizes(sizeBytes: number): readonly number[] {
  const parts = Math.max(1, Math.ceil(sizeBytes / uploadPartBytes));
  return Array.from({ length: parts }, (_, at) =>
    Math.min(uploadPartBytes, sizeBytes - at * uploadPartBytes),
  );
}
