import { openPdf, type PdfFile } from '../formats/document-file.ts';
import type { Inflate } from '../formats/document-filters.ts';
import { isOnlyFurtherSeal } from '../formats/document-revisions.ts';
import { type PdfSignature, readSignatures } from '../formats/document-signatures.ts';
import { Problem } from '../problem/problem.ts';
import { failed } from './evidence.ts';
import type { Check } from './verdict.ts';

/** A document whose signatures cover all of it, one after the other; none of them is verified yet. */
export interface ReadDocument {
  /** As its first signer saw it. */
  readonly first: PdfFile;
  /** In the order in which they were made, at least one. */
  readonly signatures: readonly [PdfSignature, ...PdfSignature[]];
}

const byteRange = 'document-byte-range';

function toCheck(error: unknown, otherwise: (detail: string | undefined) => Check): Check {
  if (!(error instanceof Problem)) throw error;
  const { reason } = error.details;
  return reason === byteRange ? failed('signature', byteRange) : otherwise(reason);
}

async function open(bytes: Uint8Array, inflate: Inflate): Promise<PdfFile | Check> {
  try {
    const file = await openPdf(bytes, inflate);
    return file.trailer.has('Encrypt') ? failed('format', 'document-encrypted') : file;
  } catch (error) {
    return toCheck(error, (detail) => failed('format', 'document-malformed', detail));
  }
}

function findSignatures(file: PdfFile): readonly PdfSignature[] | Check {
  try {
    return readSignatures(file);
  } catch (error) {
    return toCheck(error, (detail) => failed('signature', 'document-signature-malformed', detail));
  }
}

/** Is a revision the one before with a further seal, and nothing else? */
function isNext(
  { number }: PdfSignature,
  after: PdfFile,
  last: { readonly file: PdfFile; readonly signature: PdfSignature } | undefined,
): boolean {
  if (last === undefined) return after.objects.has(number);
  const revisions = { before: last.file, after, signature: number };
  return !last.signature.isFinal && isOnlyFurtherSeal(revisions);
}

/** What each signer saw has to be a whole document itself, and the next one's with a further seal. */
async function checkRevisions(
  bytes: Uint8Array,
  signatures: readonly PdfSignature[],
  inflate: Inflate,
): Promise<PdfFile | Check> {
  const seen: { file: PdfFile; signature: PdfSignature }[] = [];
  for (const signature of signatures) {
    const file = await open(bytes.subarray(0, signature.end), inflate);
    const isSeal = 'objects' in file && isNext(signature, file, seen.at(-1));
    if (!isSeal) return failed('signature', 'document-added-to');
    seen.push({ file, signature });
  }
  return seen[0]?.file ?? failed('signature', 'document-not-signed');
}

/**
 * Takes a document apart as far as nobody has to be trusted for it: is it a PDF, is all of it signed,
 * and was nothing added after a signature but further seals?
 */
export async function readDocument(
  bytes: Uint8Array,
  inflate: Inflate,
): Promise<ReadDocument | Check> {
  const file = await open(bytes, inflate);
  if (!('objects' in file)) return file;
  const signatures = findSignatures(file);
  if (!Array.isArray(signatures)) return signatures as Check;
  const [one, ...others] = signatures as readonly PdfSignature[];
  if (one === undefined) return failed('signature', 'document-not-signed');
  const last = others.at(-1) ?? one;
  if (last.end !== bytes.length) return failed('signature', 'document-added-to');
  const first = await checkRevisions(bytes, [one, ...others], inflate);
  return 'objects' in first ? { first, signatures: [one, ...others] } : first;
}
