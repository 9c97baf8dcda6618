import type { KitFile } from '../../../shared/formats/offline-kit-file.ts';
import type { Shelf } from '../../../shared/ports/shelf.ts';

/** A file of the shelf that goes into a kit, and by which address verifiers ask for it. */
export interface WantedFile {
  readonly path: string;
  readonly address: string;
}

/** Files read side by side. */
const batchSize = 16;

const decoder = new TextDecoder();

/** Reads files from the shelf; one that has gone meanwhile, or is no line of text, is left out. */
export async function readShelfFiles(
  shelf: Shelf,
  wanted: readonly WantedFile[],
): Promise<readonly KitFile[]> {
  const files: KitFile[] = [];
  for (let at = 0; at < wanted.length; at += batchSize) {
    const batch = wanted.slice(at, at + batchSize).map((one) => readShelfFile(shelf, one));
    for (const file of await Promise.all(batch)) if (file) files.push(file);
  }
  return files;
}

async function readShelfFile(shelf: Shelf, { path, address }: WantedFile) {
  const file = await shelf.find(path);
  const text = decoder.decode(file?.body);
  if (!file || text === '' || text.includes('\n')) return undefined;
  return { address, mediaType: file.contentType, text };
}
