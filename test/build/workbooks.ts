import { deflateRawSync } from 'node:zlib';

/** A file of an archive, and what its directory says of it where that is not so. */
export interface Packed {
  readonly name: string;
  readonly text: string;
  /** Instead of the truth. */
  readonly told?: {
    readonly plainBytes?: number;
    readonly flags?: number;
    readonly method?: number;
  };
}

function toHeader({ name, told = {} }: Packed, packed: Buffer, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(told.flags ?? 0, 8);
  entry.writeUInt16LE(told.method ?? 8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(told.plainBytes ?? 0, 24);
  entry.writeUInt16LE(Buffer.byteLength(name), 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, Buffer.from(name)]);
}

/** A ZIP archive of these files, whatever they are called. @see PKWARE APPNOTE 6.3.10, §4.3 */
export function toZip(files: readonly Packed[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const packed = deflateRawSync(file.text);
    const plainBytes = Buffer.byteLength(file.text);
    const told = { plainBytes, ...file.told };
    directory.push(toHeader({ ...file, told }, packed, offset));
    body.push(Buffer.alloc(30), packed);
    offset += 30 + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, ...directory, end]);
}

/** Files of a workbook of one sheet: what stands in its `sheetData`, and texts that cells refer to. */
export function toWorkbook({
  rows,
  texts = '',
}: {
  readonly rows: string;
  readonly texts?: string;
}): readonly Packed[] {
  return [
    { name: 'xl/workbook.xml', text: '<workbook><sheets><sheet r:id="a"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: '<Relationships><Relationship Id="a" Target="sheet.xml"/></Relationships>',
    },
    { name: 'xl/sharedStrings.xml', text: `<sst>${texts}</sst>` },
    { name: 'xl/sheet.xml', text: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
  ];
}
