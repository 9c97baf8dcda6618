import type { Presented } from '../kit/page-verifier.ts';
import { makeReadPicture } from '../kit/symbols/read-picture.ts';
import type { CounterTextName } from './counter-texts.ts';

/** What a chosen file holds: a document, a text such as a scanner reads, or why it holds nothing. */
export type FileContent =
  | Extract<Presented, { readonly document: Uint8Array }>
  | { readonly text: string }
  | { readonly fault: CounterTextName };

const maxFileBytes = 10 * 1024 * 1024;
const maxTextBytes = 256 * 1024;
/** A picture with more pixels is looked at in fewer. */
const maxSide = 2400;

let readPicture: ReturnType<typeof makeReadPicture> | undefined;

async function readSymbol(file: File): Promise<FileContent> {
  const whole = await createImageBitmap(file);
  const scale = Math.min(1, maxSide / Math.max(whole.width, whole.height));
  const picture =
    scale === 1
      ? whole
      : await createImageBitmap(whole, {
          ...{ resizeWidth: Math.round(whole.width * scale), resizeQuality: 'high' },
        });
  readPicture ??= makeReadPicture();
  const text = await readPicture(picture);
  return text === undefined ? { fault: 'fileNoCode' } : { text };
}

/** An archive names what is in it at its end; an OFD document 版式文档 is one. @see GB/T 33190 */
function nameArchive(bytes: Uint8Array): CounterTextName {
  const text = new TextDecoder('latin1').decode(bytes.subarray(-maxTextBytes));
  return text.includes('OFD.xml') ? 'fileOfd' : 'fileArchive';
}

const isArchive = ([first, second, third, fourth]: Uint8Array) =>
  first === 0x50 && second === 0x4b && third === 3 && fourth === 4;

const startsWith = (bytes: Uint8Array, text: string) =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes(text);

/** Says what a file holds by what is in it, whatever it is called. */
export async function readFile(file: File): Promise<FileContent> {
  if (file.size > maxFileBytes) return { fault: 'fileTooLarge' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (startsWith(bytes, '%PDF-')) return { document: bytes };
    if (isArchive(bytes)) return { fault: nameArchive(bytes) };
    const isText = bytes.length <= maxTextBytes && !bytes.includes(0);
    if (isText && !file.type.startsWith('image/')) {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    }
    return await readSymbol(file);
  } catch {
    return { fault: 'fileUnreadable' };
  }
}
