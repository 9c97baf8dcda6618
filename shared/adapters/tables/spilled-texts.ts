import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Texts in a block that is written and read at once. */
const blockSize = 64;
/** Blocks kept in memory. */
const mostCached = 256;

/**
 * A list of texts that lies in a temporary file, so that memory does not grow with it; read mostly in
 * order. The file goes when it is closed.
 */
export class SpilledTexts {
  private readonly folder = mkdtempSync(join(tmpdir(), 'yinzheng-texts-'));
  private readonly file = openSync(join(this.folder, 'texts'), 'w+', 0o600);
  private readonly offsets: number[] = [0];
  private readonly cached = new Map<number, readonly string[]>();
  private last: string[] = [];

  append(text: string): void {
    this.last.push(text);
    if (this.last.length === blockSize) this.writeBlock();
  }

  at(index: number): string | undefined {
    const block = Math.floor(index / blockSize);
    const texts = block === this.offsets.length - 1 ? this.last : this.readBlock(block);
    return texts?.[index % blockSize];
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private writeBlock(): void {
    const bytes = Buffer.from(JSON.stringify(this.last));
    const offset = this.offsets.at(-1) ?? 0;
    writeSync(this.file, bytes, 0, bytes.length, offset);
    this.offsets.push(offset + bytes.length);
    this.last = [];
  }

  private readBlock(block: number): readonly string[] | undefined {
    const known = this.cached.get(block);
    if (known) return known;
    const [start, end] = [this.offsets[block], this.offsets[block + 1]];
    if (start === undefined || end === undefined) return undefined;
    const bytes = Buffer.alloc(end - start);
    readSync(this.file, bytes, 0, bytes.length, start);
    const texts = JSON.parse(bytes.toString('utf8')) as readonly string[];
    const [oldest] = this.cached.keys();
    if (this.cached.size >= mostCached && oldest !== undefined) this.cached.delete(oldest);
    this.cached.set(block, texts);
    return texts;
  }
}
