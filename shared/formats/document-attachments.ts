import { malformed } from './der-reader.ts';
import type { PdfFile } from './document-file.ts';
import { decodeStream, type Inflate } from './document-filters.ts';
import { fromPdfText, isArray, isDictionary, PdfStream, type PdfValue } from './document-values.ts';

const maxNodes = 1_000;

type Named = readonly [name: string, value: PdfValue];

/** Pairs of a leaf of a tree of names. */
function toPairs(names: PdfValue | undefined): readonly Named[] {
  if (!isArray(names)) return [];
  return Array.from({ length: names.length >> 1 }, (_, pair) => [
    fromPdfText(names[2 * pair]) ?? '',
    names[2 * pair + 1] ?? null,
  ]);
}

/** One by one: as arguments of one call there may be too many. */
function addAll<Value>(into: Value[], values: readonly Value[]): void {
  for (const value of values) into.push(value);
}

/** Names and what they stand for, in a tree of names. @see ISO 32000-2 section 7.9.6 */
function listNames(file: PdfFile, root: PdfValue): readonly Named[] {
  const found: Named[] = [];
  const waiting: PdfValue[] = [root];
  for (let seen = 0; seen < waiting.length; seen += 1) {
    const node = file.resolve(waiting[seen]);
    if (!isDictionary(node) || seen > maxNodes) throw malformed('document-attachments');
    const kids = file.resolve(node.get('Kids'));
    addAll(waiting, isArray(kids) ? kids : []);
    addAll(found, toPairs(file.resolve(node.get('Names'))));
  }
  return found;
}

/**
 * The attachment of that name; undefined where there is none.
 * @throws Problem `malformed` where there are two of that name, or it cannot be read
 * @see ISO 32000-2 section 7.11.4
 */
export async function findAttachment(
  file: PdfFile,
  name: string,
  { inflate, maxBytes }: { readonly inflate: Inflate; readonly maxBytes: number },
): Promise<Uint8Array | undefined> {
  const trees = file.resolve(file.catalog.get('Names'));
  const root = isDictionary(trees) ? trees.get('EmbeddedFiles') : undefined;
  if (root === undefined) return undefined;
  const found = listNames(file, root).filter(([one]) => one === name);
  const [attachment, second] = found;
  if (attachment === undefined) return undefined;
  const specification = file.resolve(attachment[1]);
  const files = isDictionary(specification) ? file.resolve(specification.get('EF')) : undefined;
  const stream = isDictionary(files) ? file.resolve(files.get('F')) : undefined;
  if (second !== undefined || !(stream instanceof PdfStream)) {
    throw malformed('document-attachments');
  }
  return decodeStream(stream, inflate, maxBytes);
}
