import type { ByteSource, TextEncoding } from '../../ports/table-reader.ts';
import { Problem } from '../../problem/problem.ts';

const utf8Mark = [0xef, 0xbb, 0xbf];
const utf16Mark = [0xff, 0xfe];

const beginsWith = (bytes: Uint8Array, mark: readonly number[]) =>
  mark.every((byte, at) => bytes[at] === byte);

/** Is all of it well-formed in that encoding? One walk over the file, stopped by the first fault. */
async function isWellFormed(source: ByteSource, encoding: TextEncoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of source.read()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function readStart(source: ByteSource): Promise<Uint8Array> {
  for await (const chunk of source.read({ start: 0, end: Math.min(3, source.sizeBytes) }))
    return chunk;
  return new Uint8Array();
}

/**
 * Finds out how a text is encoded: by its byte order mark, else UTF-8 when all of it is, else GB18030
 * when all of it is. A text in GB18030 with two Chinese words in it is no UTF-8.
 * @throws Problem `malformed` (reason `encoding-unknown`)
 */
export async function detectEncoding(source: ByteSource): Promise<TextEncoding> {
  const start = await readStart(source);
  if (beginsWith(start, utf8Mark)) return 'utf-8';
  if (beginsWith(start, utf16Mark)) return 'utf-16le';
  for (const encoding of ['utf-8', 'gb18030'] as const)
    if (await isWellFormed(source, encoding)) return encoding;
  throw new Problem('malformed', { reason: 'encoding-unknown' });
}

/**
 * The text of a source, piece by piece, without its byte order mark.
 * @throws Problem `malformed` (reason `encoding-wrong`) where it is not what it was said to be
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Problem('malformed', { reason: 'encoding-wrong' });
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}
