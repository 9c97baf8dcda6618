import { mostBulkRows } from '../../../shared/domain/bulk-job.ts';

/** Places, a power of two; half of them stay free. */
const places = 2 ** Math.ceil(Math.log2(mostBulkRows * 2));
/** Three words of a digest, and the row. */
const wordsAPlace = 4;

/**
 * Which rows stood before in a file, by digest: a table of fixed size, so that memory does not grow
 * with the file. It keeps 96 bits of each digest; two different rows of a file are taken for one with a
 * chance below 10^-17.
 */
export class SeenRows {
  private readonly words = new Uint32Array(places * wordsAPlace).fill(0);

  /** The row with that digest that was seen first, or nothing: then it is this one. */
  see(digest: string, row: number): number | undefined {
    const bytes = Buffer.from(digest, 'base64url');
    const key = [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)] as const;
    for (let place = key[0] & (places - 1); ; place = (place + 1) & (places - 1)) {
      const at = place * wordsAPlace;
      const seen = this.words[at + 3];
      if (seen === 0) {
        this.words.set([...key, row], at);
        return undefined;
      }
      if (key.every((word, index) => this.words[at + index] === word)) return seen;
    }
  }
}
