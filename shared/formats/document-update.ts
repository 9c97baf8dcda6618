import type { PdfFile } from './document-file.ts';
import { PdfName, PdfRef, PdfStream, type PdfValue, toAscii } from './document-values.ts';
import { toObjectBytes, toPdfSource } from './document-writer.ts';
import { joinOctets } from './octets.ts';

/** What goes behind a file: objects that are new, or stand for the ones of their number from now on. */
export class PdfUpdate {
  readonly #file: PdfFile;
  readonly #objects = new Map<number, PdfValue>();
  #next: number;

  constructor(file: PdfFile) {
    this.#file = file;
    this.#next = file.size;
  }

  /** A number for an object that is put later. */
  reserve(): PdfRef {
    const reference = new PdfRef(this.#next);
    this.#next += 1;
    return reference;
  }

  add(value: PdfValue): PdfRef {
    const reference = this.reserve();
    this.put(reference, value);
    return reference;
  }

  put({ number }: PdfRef, value: PdfValue): void {
    this.#objects.set(number, value);
  }

  /** What a reference stands for by now. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    if (!(value instanceof PdfRef)) return value;
    return this.#objects.get(value.number) ?? this.#file.resolve(value);
  }

  /**
   * The file with the update behind it, cross-references in the form that it has already.
   * @see ISO 32000-2 section 7.5.6
   */
  toBytes(): Uint8Array {
    const { bytes, form } = this.#file;
    const last = bytes[bytes.length - 1];
    const pieces = [bytes, toAscii(last === 0x0a ? '' : '\n')];
    let at = pieces.reduce((sum, one) => sum + one.length, 0);
    const offsets = new Map<number, number>();
    for (const [number, value] of [...this.#objects].sort(([one], [other]) => one - other)) {
      const piece = toObjectBytes(number, value);
      offsets.set(number, at);
      pieces.push(piece);
      at += piece.length;
    }
    pieces.push(form === 'table' ? this.#table(offsets) : this.#stream(offsets, at));
    pieces.push(toAscii(`startxref\n${at}\n%%EOF\n`));
    return joinOctets(pieces);
  }

  /** The trailer's lasting entries, and where the last section is. */
  #trailer(size: number): Map<string, PdfValue> {
    const { trailer, startXref } = this.#file;
    const kept = ['Root', 'Info', 'ID'].flatMap((name) => {
      const value = trailer.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return new Map<string, PdfValue>([['Size', size], ...kept, ['Prev', startXref]]);
  }

  #table(offsets: ReadonlyMap<number, number>): Uint8Array {
    const lines = toRuns(offsets).flatMap(({ first, run }) => [
      `${first} ${run.length}\n`,
      ...run.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`),
    ]);
    const trailer = toPdfSource(this.#trailer(this.#next));
    return toAscii(`xref\n${lines.join('')}trailer\n${trailer}\n`);
  }

  #stream(offsets: Map<number, number>, at: number): Uint8Array {
    const { number } = this.reserve();
    offsets.set(number, at);
    const runs = toRuns(offsets);
    const data = new Uint8Array(7 * offsets.size);
    const view = new DataView(data.buffer);
    for (const [row, offset] of runs.flatMap(({ run }) => run).entries()) {
      data[7 * row] = 1;
      view.setUint32(7 * row + 1, offset);
    }
    const dictionary = this.#trailer(this.#next);
    dictionary.set('Type', new PdfName('XRef'));
    dictionary.set('W', [1, 4, 2]);
    dictionary.set(
      'Index',
      runs.flatMap(({ first, run }) => [first, run.length]),
    );
    dictionary.set('Length', data.length);
    return toObjectBytes(number, new PdfStream(dictionary, data));
  }
}

/** Numbers that follow one another, with their offsets; in their order already. */
function toRuns(offsets: ReadonlyMap<number, number>) {
  const runs: { first: number; run: number[] }[] = [];
  for (const [number, offset] of offsets) {
    const last = runs.at(-1);
    if (last && last.first + last.run.length === number) last.run.push(offset);
    else runs.push({ first: number, run: [offset] });
  }
  return runs;
}
