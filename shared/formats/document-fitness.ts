import type { PdfFile } from './document-file.ts';
import { readSignatures } from './document-signatures.ts';
import {
  isArray,
  isDictionary,
  isName,
  type PdfDictionary,
  PdfName,
  PdfStream,
  type PdfValue,
} from './document-values.ts';

/** Why a PDF cannot be sealed. */
export type DocumentFault = 'encrypted' | 'active-content' | 'certified-no-changes';

/** What a document may do to its reader; a link to an address and a jump within are none of these. */
const activeActions = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'RichMediaExecute',
  'SetOCGState',
  'Trans',
]);
const activeNames = ['JS', 'AA', 'JavaScript', 'XFA', 'RichMediaContent'];
const activeAnnotations = ['Movie', 'Sound', 'Screen', 'RichMedia', '3D', 'FileAttachment'];

function isActive(dictionary: PdfDictionary): boolean {
  const action = dictionary.get('S');
  return (
    activeNames.some((name) => dictionary.has(name)) ||
    (action instanceof PdfName && activeActions.has(action.text)) ||
    activeAnnotations.some((kind) => isName(dictionary.get('Subtype'), kind))
  );
}

/** However deep: a parser's depth is bounded. */
function holdsActive(value: PdfValue): boolean {
  if (value instanceof PdfStream) return holdsActive(value.dictionary);
  if (isArray(value)) return value.some(holdsActive);
  return isDictionary(value) && (isActive(value) || [...value.values()].some(holdsActive));
}

/**
 * Why this document cannot be sealed: a seal stands for what its reader sees, so nothing in it may act,
 * nothing may be hidden by encryption, and nobody before may have forbidden further changes.
 * @throws Problem `malformed` when its signatures cannot be read
 */
export function findDocumentFault(file: PdfFile): DocumentFault | undefined {
  if (file.trailer.has('Encrypt')) return 'encrypted';
  if ([...file.objects.values()].some(holdsActive)) return 'active-content';
  if (file.catalog.has('Perms')) return 'certified-no-changes';
  return readSignatures(file).some(({ isFinal }) => isFinal) ? 'certified-no-changes' : undefined;
}
