import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { toPng } from '../../shared/formats/png.ts';
import { drawSealImage } from '../../shared/formats/seal-image.ts';

/** A square stands for every character; no font is read. */
const box = [
  { command: 'moveTo', args: [0, 0] },
  { command: 'lineTo', args: [1, 0] },
  { command: 'quadraticCurveTo', args: [1, 1, 0, 1] },
  { command: 'closePath', args: [] },
] as const;
const pictures = makePdfSealPictures({
  subset: () => Promise.reject(new Error('not asked here')),
  findOutline: async () => () => ({ advance: 1, commands: box }),
});

/** A picture of 64 by 32 pixels, all rows with the filter that adds what stands to the left. */
function makePng(colour: 2 | 6, pixel: readonly number[], interlaced = false): string {
  const row = [1, ...pixel, ...new Array(63 * pixel.length).fill(0)];
  const rows = Uint8Array.from(new Array(32).fill(row).flat());
  const header = { widthPixels: 64, heightPixels: 32, depth: 8, colour, interlaced };
  return toBase64(toPng({ header, data: deflateSync(rows) }));
}

describe('a seal in a document', () => {
  it('is of its true size when it is drawn, characters and star as outlines', async () => {
    const seal = await pictures.toAppearance(drawSealImage({ name: '示例局', kind: 'contract' }));
    expect([seal.width, seal.height].map(Math.round)).toEqual([119, 119]);
    // three of the name, five of what it is for
    expect(seal.operators.match(/^Q$/gm)).toHaveLength(8);
    expect(seal.operators).not.toMatch(/NaN|undefined|e-/);
  });

  it('keeps colour and opacity of a given picture apart, as PDF has them', async () => {
    const png = makePng(6, [200, 10, 20, 128]);
    const seal = await pictures.toAppearance({ kind: 'given', png });
    expect([seal.width, seal.height].map(Math.round)).toEqual([119, 60]);
    const { data = new Uint8Array(), mask } = seal.picture ?? {};
    expect([...inflateSync(data).subarray(-3)]).toEqual([200, 10, 20]);
    expect(inflateSync(mask?.data ?? data).every((byte) => byte === 128)).toBe(true);
  });

  it('takes a picture without opacity as it is, and refuses one that PDF cannot hold', async () => {
    const seal = await pictures.toAppearance({ kind: 'given', png: makePng(2, [1, 2, 3]) });
    expect(seal.picture?.mask).toBeUndefined();
    expect(seal.picture?.dictionary.get('DecodeParms')).toBeDefined();
    const interlaced = pictures.toAppearance({ kind: 'given', png: makePng(2, [1, 2, 3], true) });
    await expect(interlaced).rejects.toMatchObject({ details: { reason: 'png-interlaced' } });
  });
});
