/** Three words of a digest, and the place where it was seen. */
const wordsASlot = 4;

/** A power of two; half of the slots stay free. */
const slotsFor = (digests: number) => 2 ** Math.ceil(Math.log2(digests * 2));

/**
 * Which digests were seen before, and where first: 32 to 64 bytes a digest, nothing of what it is over. It
 * keeps 96 bits of each; of a hundred thousand different ones two are taken for one with a chance below 10^-17,
 * of a thousand million below 10^-10.
 */
export class SeenDigests {
  private words: Uint32Array;
  private count = 0;

  /** @param expected digests for which it need not grow */
  constructor(expected: number) {
    this.words = new Uint32Array(slotsFor(expected) * wordsASlot);
  }

  /**
   * The place where that digest was seen first, or nothing: then it is this one.
   * @param place from 1, below 2^32
   */
  see(digest: Uint8Array, place: number): number | undefined {
    const view = new DataView(digest.buffer, digest.byteOffset, 12);
    const slot = [view.getUint32(0), view.getUint32(4), view.getUint32(8), place];
    const at = this.findSlot(slot);
    const seen = this.words[at + 3];
    if (seen !== 0) return seen;
    this.words.set(slot, at);
    this.count += 1;
    if (this.count * wordsASlot * 2 > this.words.length) this.grow();
    return undefined;
  }

  /** Where the slot of that digest is, or the free one that it would take. */
  private findSlot(slot: ArrayLike<number>): number {
    const { words } = this;
    for (let at = (Number(slot[0]) * wordsASlot) % words.length; ; at += wordsASlot) {
      if (at === words.length) at = 0;
      const isSame =
        words[at] === slot[0] && words[at + 1] === slot[1] && words[at + 2] === slot[2];
      if (isSame || words[at + 3] === 0) return at;
    }
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += wordsASlot) {
      const slot = old.subarray(at, at + wordsASlot);
      if (slot[3] !== 0) this.words.set(slot, this.findSlot(slot));
    }
  }
}
