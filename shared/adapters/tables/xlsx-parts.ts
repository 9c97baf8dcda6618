import type { ByteSource } from '../../ports/table-reader.ts';
import { mostRowLength, rowTooLong } from './row-limits.ts';
import { SpilledTexts } from './spilled-texts.ts';
import { decodeText } from './text-encoding.ts';
import { attributeOf, begins, ends, openTags, readXml, type XmlEvent } from './xml-events.ts';
import { malformedZip, readZipDirectory, readZipEntry, type ZipEntry } from './zip-entries.ts';

/** What reading the rows of a workbook's first sheet needs. */
export interface Workbook {
  readonly sheet: AsyncIterable<XmlEvent>;
  readonly texts: SpilledTexts;
  /** Is a cell of this style a date? */
  readonly isDateStyle: (style: number) => boolean;
  readonly isFrom1904: boolean;
}

/** Formats that are dates without saying so. @see ECMA-376-1 §18.8.30 */
const builtInDates: ReadonlySet<number> = new Set([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58],
]);

const isDateFormat = (code: string) =>
  /[yd]|m(?!in)/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').replaceAll(/general/gi, ''));

type Entries = ReadonlyMap<string, ZipEntry>;

async function* eventsOf(source: ByteSource, entries: Entries, name: string) {
  const entry = entries.get(name);
  if (entry) yield* readXml(decodeText(readZipEntry(source, entry), 'utf-8'));
}

/** Cells name a style by its place among those of `cellXfs`, which stand behind the formats. */
async function readDateStyles(
  source: ByteSource,
  entries: Entries,
): Promise<(style: number) => boolean> {
  const dates = new Set(builtInDates);
  const formats: number[] = [];
  let inCells = false;
  const events = eventsOf(source, entries, 'xl/styles.xml');
  for await (const { name, tag } of openTags(events, ['numFmt', 'xf', 'cellXfs', 'cellStyles'])) {
    const format = Number(attributeOf(tag, 'numFmtId'));
    if (name === 'numFmt' && isDateFormat(attributeOf(tag, 'formatCode') ?? '')) dates.add(format);
    else if (name === 'xf' && inCells) formats.push(format);
    else inCells = name === 'cellXfs';
  }
  return (style) => dates.has(formats[style] ?? 0);
}

/** Gathers the words of a text that cells refer to; of phonetic hints nothing. */
class TextCollector {
  readonly texts = new SpilledTexts();
  private text = '';
  private inText = false;
  private inHint = false;

  take(event: XmlEvent): void {
    if (event.kind === 'text') this.add(event.text);
    else if (event.name === 't') this.inText = begins(event);
    else if (event.name === 'rPh') this.inHint = begins(event);
    else if (event.name === 'si' && ends(event)) this.end();
  }

  private add(text: string): void {
    if (this.inText && !this.inHint) this.text += text;
    if (this.text.length > mostRowLength) throw rowTooLong();
  }

  private end(): void {
    this.texts.append(this.text);
    this.text = '';
  }
}

async function readTexts(source: ByteSource, entries: Entries): Promise<SpilledTexts> {
  const collector = new TextCollector();
  try {
    for await (const event of eventsOf(source, entries, 'xl/sharedStrings.xml'))
      collector.take(event);
  } catch (error) {
    collector.texts.close();
    throw error;
  }
  return collector.texts;
}

/** The name of the first sheet's relation, and from when days are counted. */
async function readWorkbook(source: ByteSource, entries: Entries) {
  let relation: string | undefined;
  let isFrom1904 = false;
  const events = eventsOf(source, entries, 'xl/workbook.xml');
  for await (const { name, tag } of openTags(events, ['workbookPr', 'sheet'])) {
    if (name === 'sheet') relation ??= attributeOf(tag, 'id');
    else isFrom1904 = /^(1|true)$/.test(attributeOf(tag, 'date1904') ?? '');
  }
  return { relation, isFrom1904 };
}

const toPath = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

async function findSheet(source: ByteSource, entries: Entries, relation: string | undefined) {
  const events = eventsOf(source, entries, 'xl/_rels/workbook.xml.rels');
  for await (const { tag } of openTags(events, ['Relationship'])) {
    if (attributeOf(tag, 'Id') !== relation) continue;
    const path = toPath(attributeOf(tag, 'Target') ?? '');
    if (entries.has(path)) return path;
  }
  throw malformedZip('xlsx-no-sheet');
}

/**
 * Opens a workbook: its first sheet, as a stream. Texts go to a temporary file.
 * @throws Problem `malformed`
 * @see ECMA-376-1 (Office Open XML, SpreadsheetML)
 */
export async function openWorkbook(source: ByteSource): Promise<Workbook> {
  const entries = await readZipDirectory(source);
  const { relation, isFrom1904 } = await readWorkbook(source, entries);
  const path = await findSheet(source, entries, relation);
  return {
    sheet: eventsOf(source, entries, path),
    isDateStyle: await readDateStyles(source, entries),
    texts: await readTexts(source, entries),
    isFrom1904,
  };
}
