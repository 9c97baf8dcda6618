import type { AskedStamp } from '../../../shared/api/stamps.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import { maxStampedBytes } from '../../../shared/domain/stamp.ts';
import { isUploadId, uploadPath } from '../../../shared/domain/upload.ts';
import type { UsableSeal } from '../../../shared/domain/usable-seal.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import { openPdf, type PdfFile } from '../../../shared/formats/document-file.ts';
import type { Inflate } from '../../../shared/formats/document-filters.ts';
import { findDocumentFault } from '../../../shared/formats/document-fitness.ts';
import {
  type PreparedDocument,
  prepareSignature,
} from '../../../shared/formats/document-signing.ts';
import type { SealPictures } from '../../../shared/ports/face-drawer.ts';
import type { FileStore } from '../../../shared/ports/file-store.ts';
import type { TextFinder } from '../../../shared/ports/stamps.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { placeMarks } from './place-marks.ts';

/** What preparing needs. */
export interface PrepareStampPorts {
  readonly files: Pick<FileStore, 'read'>;
  readonly pictures: SealPictures;
  readonly finder: TextFinder;
  readonly inflate: Inflate;
}

const refusal = (reason: string) => new Problem('document-unfit', { reason });
const pointer = '/document';

/** The document, given in the request or uploaded by the same department. @throws Problem `request-invalid`, `document-unfit` */
export async function readGiven(
  { files }: Pick<PrepareStampPorts, 'files'>,
  { document }: AskedStamp,
  { department }: UsableSeal<Seal>,
): Promise<Uint8Array> {
  if ('content' in document) return readBase64(document.content);
  const { upload: id } = document;
  const isNamed = isUploadId(id);
  const path = isNamed ? uploadPath({ purpose: 'document', department, id }) : '';
  const bytes = isNamed ? await files.read(path, maxStampedBytes) : undefined;
  if (bytes !== undefined) return bytes;
  const errors = [{ pointer: `${pointer}/upload`, code: 'unknown' }];
  throw new Problem('request-invalid', { errors });
}

/** A PDF that may be sealed. @throws Problem `document-unfit` with the reason */
async function openFit(bytes: Uint8Array, inflate: Inflate): Promise<PdfFile> {
  try {
    const file = await openPdf(bytes, inflate);
    const fault = findDocumentFault(file);
    if (fault !== undefined) throw refusal(fault);
    return file;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'malformed') throw error;
    throw refusal(error.details.reason ?? 'malformed');
  }
}

/** The document with its seal where it was asked for, and room for the signature. */
export async function prepareStamp(
  ports: PrepareStampPorts,
  bytes: Uint8Array,
  asked: { readonly stamp: AskedStamp; readonly seal: UsableSeal<Seal>; readonly at: Moment },
): Promise<PreparedDocument> {
  const { stamp, at } = asked;
  const file = await openFit(bytes, ports.inflate);
  const seal = await ports.pictures.toAppearance(asked.seal.image);
  const document = { file, seal, finder: ports.finder };
  const marks = await placeMarks(document, stamp.placements ?? []);
  return prepareSignature(file, {
    ...{ signedAt: toSeconds(at), name: asked.seal.name, seal, marks },
    ...(stamp.reason === undefined ? {} : { reason: stamp.reason }),
    ...(stamp.location === undefined ? {} : { location: stamp.location }),
  });
}
