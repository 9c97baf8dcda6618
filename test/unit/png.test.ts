import { describe, expect, it } from 'vitest';
import {
  type PngHeader,
  readPng,
  readPngParts,
  toPng,
  toPngCrc,
} from '../../shared/formats/png.ts';
import { pngDataBytes, pngRowStarts } from '../../shared/formats/png-data.ts';
import { mustBe } from '../build/must-be.ts';
import { pngChunk, pngFile, pngHeader, pngSignature } from '../build/png-chunks.ts';
import { refusalOf } from '../build/refusal-of.ts';

const data = pngChunk('IDAT', Buffer.of(1, 2, 3));
const end = pngChunk('IEND');
const good = pngFile(pngHeader(), data, end);
const text = (value: string) => Buffer.from(value, 'latin1');

describe('the CRC of a chunk (ISO/IEC 15948 Annex D)', () => {
  it.each([
    ['of nothing', '', 0],
    ['the check value of CRC-32', '123456789', 0xcbf4_3926],
    ['of an empty IEND', 'IEND', 0xae42_6082],
    ['of one letter', 'a', 0xe8b7_be43],
    ['of a sentence', 'The quick brown fox jumps over the lazy dog', 0x414f_a339],
  ])('%s is known', (_of, value, crc) => {
    expect(toPngCrc(text(value))).toBe(crc);
  });
});

describe('a PNG file', () => {
  it('tells its size, wherever in memory it lies', () => {
    const size = { widthPixels: 300, heightPixels: 70_000 };
    const file = pngFile(pngHeader({ width: 300, height: 70_000 }), data, end);
    const padded = Buffer.concat([Buffer.alloc(5), file, Buffer.alloc(5)]);
    expect(readPng(file)).toEqual(size);
    expect(readPng(padded.subarray(5, 5 + file.length))).toEqual(size);
    expect(readPng(pngFile(pngHeader({ width: 1, height: 1 }), data, end))).toEqual({
      ...{ widthPixels: 1, heightPixels: 1 },
    });
  });

  it.each([...pngSignature.keys()])('has the whole signature: byte %i too', (at) => {
    const altered = Uint8Array.from(good);
    altered[at] = 0xff;
    expect(refusalOf(() => readPng(altered))).toBe('malformed png-signature');
  });

  it.each<[string, Uint8Array, string]>([
    ['of the signature alone', pngSignature, 'png-order'],
    ['less than a chunk behind the end of one', good.subarray(0, -1), 'png-cut-short'],
    [
      'that ends with a chunk of eleven bytes',
      pngFile(pngHeader(), data, end.subarray(0, 11)),
      'png-cut-short',
    ],
    [
      'that ends with three bytes of a chunk',
      pngFile(pngHeader(), data, end.subarray(0, 3)),
      'png-cut-short',
    ],
    ['whose last chunk lacks its CRC', pngFile(pngHeader(), data.subarray(0, -1)), 'png-cut-short'],
    ['that goes on behind its end', Buffer.concat([good, end]), 'png-trailing-bytes'],
    ['with one byte behind its end', Buffer.concat([good, Buffer.of(0)]), 'png-trailing-bytes'],
    [
      'with a wrong CRC',
      pngFile(pngHeader(), data, Buffer.concat([end.subarray(0, 11), Buffer.of(0)])),
      'png-crc',
    ],
    ['with two ends', pngFile(pngHeader(), end, data, end), 'png-trailing-bytes'],
    ['whose end has data', pngFile(pngHeader(), data, pngChunk('IEND', Buffer.of(1))), 'png-order'],
    ['without an end', pngFile(pngHeader(), data), 'png-order'],
    ['without pixels', pngFile(pngHeader(), end), 'png-order'],
    ['without a header', pngFile(data, end), 'png-order'],
    ['that begins with a note', pngFile(pngChunk('tEXt'), pngHeader(), data, end), 'png-order'],
    ['with two headers', pngFile(pngHeader(), pngHeader(), data, end), 'png-order'],
    [
      'with two palettes',
      pngFile(pngHeader(), pngChunk('PLTE'), pngChunk('PLTE'), data, end),
      'png-order',
    ],
    [
      'with the palette behind the pixels',
      pngFile(pngHeader(), data, pngChunk('PLTE'), end),
      'png-order',
    ],
    [
      'with pixels in two runs',
      pngFile(pngHeader(), data, pngChunk('tEXt'), data, end),
      'png-order',
    ],
    ['that needs a palette it has not', pngFile(pngHeader({ colour: 3 }), data, end), 'png-order'],
  ])('is not one %s', (_what, file, reason) => {
    expect(refusalOf(() => readPngParts(file))).toBe(`malformed ${reason}`);
  });

  it.each(['acTL', 'fcTL', 'fdAT', 'ABCD', 'Idat', 'tE1t', '1EXt', 'tEX ', 'tEX\u00e9'])(
    'has no chunk %j, which moves, is critical or none at all',
    (type) => {
      const file = pngFile(pngHeader(), pngChunk(type), data, end);
      expect(refusalOf(() => readPng(file))).toBe('malformed png-chunk');
    },
  );

  it.each(['tEXt', 'iCCP', 'pHYs', 'aaAa', 'zzZZ', 'gAMA'])(
    'may have a chunk %s, which only adds to it',
    (type) => {
      expect(
        readPng(pngFile(pngHeader(), pngChunk(type), data, pngChunk(type), end)),
      ).toBeDefined();
    },
  );
});

describe('the header of a PNG (ISO/IEC 15948 section 11.2.2)', () => {
  const depths = [1, 2, 4, 8, 16];
  const admitted: Record<number, readonly number[]> = {
    ...{ 0: depths, 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] },
  };
  const pairs = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((colour) =>
    [0, ...depths, 3, 32].map((depth) => [colour, depth] as const),
  );

  it('admits each colour in its own depths and no other', () => {
    const palette = pngChunk('PLTE', Buffer.alloc(3));
    for (const [colour, depth] of pairs) {
      const read = () => readPng(pngFile(pngHeader({ colour, depth }), palette, data, end));
      const isAdmitted = admitted[colour]?.includes(depth) ?? false;
      if (isAdmitted) expect(read()).toBeDefined();
      else expect(refusalOf(read), `${colour} ${depth}`).toBe('malformed png-header');
    }
  });

  it.each<[string, Buffer]>([
    ['no width', pngHeader({ width: 0 })],
    ['no height', pngHeader({ height: 0 })],
    ['another compression', pngHeader({ last: [1, 0, 0] })],
    ['another filter method', pngHeader({ last: [0, 1, 0] })],
    ['another interlacing', pngHeader({ last: [0, 0, 2] })],
    ['twelve bytes', pngHeader({ last: [0, 0] })],
    ['fourteen bytes', pngHeader({ last: [0, 0, 0, 0] })],
    ['no bytes', pngChunk('IHDR')],
  ])('does not have %s', (_what, header) => {
    expect(refusalOf(() => readPng(pngFile(header, data, end)))).toBe('malformed png-header');
  });
});

describe('the parts of a PNG', () => {
  const header: PngHeader = {
    ...{ widthPixels: 65_537, heightPixels: 3, depth: 4, colour: 3, interlaced: true },
  };
  const all = {
    ...{ header, palette: Uint8Array.of(1, 2, 3), transparency: Uint8Array.of(9) },
    data: Uint8Array.of(4, 5, 6, 7),
  };

  it('written, are a file of those chunks and no others, and read back the same', () => {
    const file = toPng(all);
    expect(Buffer.from(file)).toEqual(
      pngFile(
        pngHeader({ width: 65_537, height: 3, depth: 4, colour: 3, last: [0, 0, 1] }),
        pngChunk('PLTE', all.palette),
        pngChunk('tRNS', all.transparency),
        pngChunk('IDAT', all.data),
        end,
      ),
    );
    expect(readPngParts(file)).toEqual(all);
  });

  it('are without palette and transparency where it has none', () => {
    const grey = { header: { ...header, colour: 0, interlaced: false }, data: all.data };
    expect(readPngParts(toPng(grey))).toEqual(grey);
    expect(Buffer.from(toPng(grey))).toEqual(
      pngFile(pngHeader({ width: 65_537, height: 3, depth: 4 }), pngChunk('IDAT', all.data), end),
    );
  });

  it('have the data of all chunks in one, and no notes', () => {
    const halves = [all.data.subarray(0, 1), all.data.subarray(1)];
    const parts = readPngParts(
      pngFile(
        pngHeader(),
        pngChunk('tEXt', text('Author\0a person')),
        ...halves.map((half) => pngChunk('IDAT', half)),
        pngChunk('IDAT'),
        end,
      ),
    );
    expect(Buffer.from(parts.data)).toEqual(Buffer.from(all.data));
    expect(Object.keys(parts).sort()).toEqual(['data', 'header']);
  });
});

/** The pass of each pixel of an 8 × 8 block. @see ISO/IEC 15948 section 8.2 */
const adam7 = [
  ...['16462646', '77777777', '56565656', '77777777'],
  ...['36463646', '77777777', '56565656', '77777777'],
];
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Pixels in each row of the data, pass by pass, counted one by one. */
function countRows({ widthPixels, heightPixels, interlaced }: PngHeader): readonly number[] {
  if (!interlaced) return upTo(heightPixels).map(() => widthPixels);
  const rows = [...'1234567'].flatMap((pass) =>
    upTo(heightPixels).map(
      (y) => upTo(widthPixels).filter((x) => adam7[y % 8]?.[x % 8] === pass).length,
    ),
  );
  return rows.filter((pixels) => pixels > 0);
}

const sizes = upTo(9).flatMap((width) =>
  upTo(9).map((height) => ({ widthPixels: width + 1, heightPixels: height + 1 })),
);

describe('the data of a PNG (ISO/IEC 15948 sections 7.2, 8.2)', () => {
  it.each([
    { colour: 0, depth: 1, bits: 1 },
    { colour: 0, depth: 2, bits: 2 },
    { colour: 2, depth: 8, bits: 24 },
    { colour: 3, depth: 4, bits: 4 },
    { colour: 4, depth: 8, bits: 16 },
    { colour: 6, depth: 16, bits: 64 },
  ])('of colour type $colour in depth $depth is a filter byte and whole bytes a row', (one) => {
    const { bits, ...format } = one;
    const headers = sizes.flatMap((size) => [
      { ...size, ...format, interlaced: false },
      { ...size, ...format, interlaced: true },
    ]);
    for (const header of headers) {
      const starts = [0];
      for (const pixels of countRows(header)) {
        starts.push(mustBe(starts.at(-1)) + 1 + Math.ceil((pixels * bits) / 8));
      }
      expect(pngDataBytes(header)).toBe(starts.pop());
      expect([...pngRowStarts(header)]).toEqual(starts);
    }
  });
});
