import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Sheet } from '../../ports/table-writer.ts';

/** A file of the archive, as its directory tells of it. */
interface WrittenEntry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packedBytes: number;
  readonly plainBytes: number;
  readonly offset: number;
}

/** Sizes follow the data; names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1980-01-01: the same content gives the same file. */
const dosDate = 0x21;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** What XML 1.0 cannot hold at all. */
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escapeXml = (text: string) =>
  text
    .replaceAll(notInXml, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const toCell = (cell: string) =>
  cell === ''
    ? '<c/>'
    : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;

async function* toSheetXml(rows: Sheet['rows']): AsyncGenerator<string> {
  yield `${xml}<worksheet xmlns="${main}"><sheetData>`;
  let row = 0;
  for await (const cells of rows) {
    row += 1;
    yield `<row r="${row}">${cells.map(toCell).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

const sheetPath = (index: number) => `worksheets/sheet${index + 1}.xml`;

function toParts(sheets: readonly Sheet[]): readonly (readonly [string, string])[] {
  const types = sheets.map(
    (_, index) =>
      `<Override PartName="/xl/${sheetPath(index)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  const listed = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`,
  );
  const linked = sheets.map(
    (_, index) =>
      `<Relationship Id="r${index + 1}" Type="${relations}/worksheet" Target="${sheetPath(index)}"/>`,
  );
  return [
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xml}<Relationships xmlns="${packages}/relationships">${linked.join('')}</Relationships>`,
    ],
  ];
}

async function* single(text: string): AsyncGenerator<string> {
  yield text;
}

/** Texts in pieces worth compressing. */
async function* toChunks(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const text of texts) {
    held += text;
    if (held.length < 65_536) continue;
    yield Buffer.from(held);
    held = '';
  }
  yield Buffer.from(held);
}

/** Writes the files of an archive one behind the other. @see PKWARE APPNOTE 6.3.10, §4.3 */
class ZipWriter {
  private readonly entries: WrittenEntry[] = [];
  private offset = 0;

  async *add(name: string, texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
    const entry = {
      name: Buffer.from(name),
      crc: 0,
      packedBytes: 0,
      plainBytes: 0,
      offset: this.offset,
    };
    yield this.count(toLocalHeader(entry.name));
    async function* measured() {
      for await (const chunk of toChunks(texts)) {
        entry.crc = crc32(chunk, entry.crc);
        entry.plainBytes += chunk.length;
        yield chunk;
      }
    }
    const input = Readable.from(measured());
    const packed = createDeflateRaw({ level: 4 });
    input.once('error', (error) => packed.destroy(error));
    for await (const chunk of input.pipe(packed) as AsyncIterable<Buffer>) {
      entry.packedBytes += chunk.length;
      yield this.count(chunk);
    }
    this.entries.push(entry);
    yield this.count(toDescriptor(entry));
  }

  end(): Buffer {
    const directory = Buffer.concat(this.entries.map(toDirectoryEntry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([directory, end]);
  }

  private count(bytes: Buffer): Buffer {
    this.offset += bytes.length;
    return bytes;
  }
}

function toLocalHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function toDescriptor({ crc, packedBytes, plainBytes }: WrittenEntry): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeUInt32LE(packedBytes, 8);
  descriptor.writeUInt32LE(plainBytes, 12);
  return descriptor;
}

function toDirectoryEntry({ name, crc, packedBytes, plainBytes, offset }: WrittenEntry): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(deflated, 10);
  entry.writeUInt16LE(dosDate, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packedBytes, 20);
  entry.writeUInt32LE(plainBytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

/** A workbook with nothing in it but texts. @see ECMA-376-1 */
export async function* writeXlsx(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipWriter();
  for (const [name, text] of toParts(sheets)) yield* zip.add(name, single(text));
  for (const [index, { rows }] of sheets.entries())
    yield* zip.add(`xl/${sheetPath(index)}`, toSheetXml(rows));
  yield zip.end();
}
