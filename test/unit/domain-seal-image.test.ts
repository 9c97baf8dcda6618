import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeZlibPngCoder } from '../../shared/adapters/system/zlib-png-coder.ts';
import { sealKinds, sealShapes } from '../../shared/domain/seal.ts';
import { toPngCrc } from '../../shared/formats/png.ts';
import { layOutSeal, type SealDrawing, type SealGlyph } from '../../shared/formats/seal-drawing.ts';
import {
  drawSealImage,
  maxSealPngBytes,
  readSealPng,
  type SealWish,
} from '../../shared/formats/seal-image.ts';
import { toSealSvg } from '../../shared/formats/seal-svg.ts';
import { errorsOf } from '../build/errors-of.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(toPngCrc(body));
  return Buffer.concat([length, body, crc]);
}

/** IHDR of an 8-bit grey picture. */
function header(width: number, height: number, colour = 0): Buffer {
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, colour, 0, 0, 0]);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  return chunk('IHDR', data);
}

const rows = deflateSync(Buffer.alloc(65 * 64));
const pixels = chunk('IDAT', rows);
const pixelsAndMore = chunk('IDAT', Buffer.concat([rows, Buffer.from('x')]));
const end = chunk('IEND');
const png = (...chunks: readonly Buffer[]) =>
  Buffer.concat([signature, ...chunks]).toString('base64');
const good = png(header(64, 64), pixels, end);
/** 64 × 64 in seven passes: rows of 8, 8, 16, 16, 32, 32 and 64 pixels. */
const passBytes = 8 * 9 + 8 * 9 + 8 * 17 + 16 * 17 + 16 * 33 + 32 * 33 + 32 * 65;
const interlacedHeader = (() => {
  const data = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 1]);
  return chunk('IHDR', data);
})();
const interlaced = png(interlacedHeader, chunk('IDAT', deflateSync(Buffer.alloc(passBytes))), end);
const coder = makeZlibPngCoder();
const faultOf = (value: unknown) => errorsOf(() => readSealPng(value, coder))['/image/png'];

const wish = { name: sampleDepartment().name, kind: 'licence-special' } as const;
const draw = (parts: Partial<SealWish> = {}) => {
  const drawn = drawSealImage({ ...wish, ...parts });
  if (drawn.kind !== 'drawn') throw new Error('not drawn');
  return drawn;
};
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('');

describe('a seal’s drawn picture', () => {
  it('is round, 42 mm, red, and the same for the same words', () => {
    const { svg, design } = draw({ code: '2101000012345' });
    expect(draw({ code: '2101000012345' }).svg).toBe(svg);
    expect(svg).toContain('width="42mm" height="42mm" viewBox="0 0 42 42"');
    expect(textsOf(svg)).toBe(`${wish.name}证照专用章2101000012345`);
    expect(svg).not.toMatch(/href|<script|<style|url\(/);
    expect(toSealSvg(design)).toBe(svg);
  });

  it('is oval, 40 × 30 mm, for invoices, and square where that is wished', () => {
    const oval = draw({ kind: 'invoice', code: '11210100MB1234567X' });
    expect(oval.svg).toContain('width="40mm" height="30mm"');
    expect(oval.svg).not.toContain('<polygon');
    expect(textsOf(oval.svg)).toContain('发票专用章11210100MB1234567X');
    const square = draw({ shape: 'square' });
    expect(square.svg).toContain('width="30mm" height="30mm"');
    expect(textsOf(square.svg)).toBe(`${wish.name}证照专用章`);
  });

  it('keeps every character inside its frame, apart from the next one, however long the name', () => {
    const shape = fc.constantFrom(...sealShapes);
    const kind = fc.constantFrom(...sealKinds);
    const name = fc.integer({ min: 1, max: 60 }).map((length) => '局'.repeat(length));
    const code = fc.constantFrom(undefined, '2101000012345', '11210100MB1234567X');
    const law = fc.property(fc.record({ shape, kind, name, code }), (parts) => {
      const drawing = layOutSeal(draw(parts).design);
      const song = drawing.glyphs.filter(({ face }) => face === 'song');
      expect(song.every((glyph) => isInside(glyph, drawing))).toBe(true);
      const name = song.slice(0, [...parts.name].length);
      expect(Math.min(...gapsOf(name))).toBeGreaterThan(0.9);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it('cannot be broken out of by a name (O13)', () => {
    const { svg } = draw({ name: '<b>&"\'局', kind: 'official' });
    expect(svg).toContain('<title>&lt;b&gt;&amp;&quot;&apos;局</title>');
    expect(svg).not.toContain('<b>');
  });

  it('needs a name that may be shown, and a code of the form of one', () => {
    expect(errorsOf(() => draw({ name: '' }))).toEqual({ '/name': 'required' });
    expect(errorsOf(() => draw({ name: '局\u202e' }))).toEqual({ '/name': 'control-character' });
    expect(errorsOf(() => draw({ name: '局'.repeat(61) }))).toEqual({ '/name': 'too-long' });
    for (const code of ['', '12', '2101000012345a', '1'.repeat(19)]) {
      expect(errorsOf(() => draw({ code }))).toEqual({ '/code': 'pattern' });
    }
  });
});

/** Is the middle of the character so far from the frame that none of it is drawn over it? */
function isInside(glyph: SealGlyph, { widthMillimetres, heightMillimetres, frames }: SealDrawing) {
  const { form } = frames[0] ?? {};
  const reach = (glyph.sizeMillimetres * Math.min(1, glyph.width)) / 2;
  const x = Math.abs(glyph.x - widthMillimetres / 2) / (widthMillimetres / 2 - 1.1 - reach);
  const y = Math.abs(glyph.y - heightMillimetres / 2) / (heightMillimetres / 2 - 1.1 - reach);
  return form === 'ellipse' ? Math.hypot(x, y) <= 1 : Math.max(x, y) <= 1;
}

/** From the middle of each character to the next, in widths of the character, or heights in a column. */
function gapsOf(glyphs: readonly SealGlyph[]): readonly number[] {
  return glyphs.slice(1).map((glyph, at) => {
    const before = glyphs[at] ?? glyph;
    const distance = Math.hypot(glyph.x - before.x, glyph.y - before.y);
    return distance / (glyph.sizeMillimetres * Math.min(1, glyph.width));
  });
}

describe('a seal’s given picture', () => {
  it('is a still PNG', () => {
    expect(readSealPng(good, coder).kind).toBe('given');
    const halves = [rows.subarray(0, 7), rows.subarray(7)].map((half) => chunk('IDAT', half));
    const palette = png(header(64, 64, 3), chunk('PLTE', Buffer.alloc(3)), ...halves, end);
    expect(readSealPng(palette, coder).kind).toBe('given');
    expect(readSealPng(interlaced, coder).kind).toBe('given');
  });

  it('is kept as nothing but its picture', () => {
    const note = chunk('tEXt', Buffer.from('Author\0a person'));
    const given = readSealPng(png(header(64, 64), note, pixels, end), coder);
    if (given.kind !== 'given') throw new Error('not given');
    expect(Buffer.from(given.png, 'base64').includes('tEXt')).toBe(false);
    expect(readSealPng(given.png, coder)).toEqual(given);
    expect(readSealPng(good, coder)).toEqual(given);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'required'],
    ['a number', 7, 'type'],
    ['no base64', 'iVBORw0KGgo', 'base64'],
    ['base64 with blanks', ` ${good}`, 'base64'],
    [
      'an SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'),
      'png-signature',
    ],
    ['a JPEG', '/9j/4AAQ', 'png-signature'],
    ['an empty file', '', 'png-signature'],
    ['trailing bytes', png(header(64, 64), pixels, end, Buffer.from('x')), 'png-trailing-bytes'],
    ['a cut end', png(header(64, 64), pixels, end.subarray(0, 9)), 'png-cut-short'],
    ['no end', png(header(64, 64), pixels), 'png-order'],
    ['an end with data', png(header(64, 64), pixels, chunk('IEND', Buffer.of(1))), 'png-order'],
    [
      'a length beyond the file',
      png(header(64, 64), Buffer.from('7fffffff49444154', 'hex'), end),
      'png-cut-short',
    ],
    ['no pixels', png(header(64, 64), end), 'png-order'],
    ['no header first', png(chunk('tEXt'), header(64, 64), pixels, end), 'png-order'],
    ['two headers', png(header(64, 64), header(64, 64), pixels, end), 'png-order'],
    ['pixels in two runs', png(header(64, 64), pixels, chunk('tEXt'), pixels, end), 'png-order'],
    [
      'data that is no zlib stream',
      png(header(64, 64), chunk('IDAT', Buffer.of(1)), end),
      'png-data',
    ],
    ['data for another size', png(header(64, 65), pixels, end), 'png-data'],
    ['bytes behind its data', png(header(64, 64), pixelsAndMore, end), 'png-data'],
    ['a bomb', png(header(64, 64), chunk('IDAT', deflateSync(Buffer.alloc(4e7))), end), 'png-data'],
    [
      'a filter that is none',
      png(header(64, 64), chunk('IDAT', deflateSync(Buffer.alloc(65 * 64, 5))), end),
      'png-data',
    ],
    ['a palette that is not there', png(header(64, 64, 3), pixels, end), 'png-order'],
    ['a moving picture', png(header(64, 64), chunk('acTL'), pixels, end), 'png-chunk'],
    ['an unknown critical chunk', png(header(64, 64), chunk('ABCD'), pixels, end), 'png-chunk'],
    ['a wrong colour type', png(header(64, 64, 1), pixels, end), 'png-header'],
    ['a short header', png(chunk('IHDR', Buffer.alloc(12)), pixels, end), 'png-header'],
    ['a picture too small', png(header(63, 64), pixels, end), 'size'],
    ['a picture too large', png(header(64, 2049), pixels, end), 'size'],
    [
      'a file too large',
      png(header(64, 64), chunk('IDAT', Buffer.alloc(maxSealPngBytes)), end),
      'too-large',
    ],
  ])('is not %s', (_what, value, fault) => {
    expect(faultOf(value)).toBe(fault);
  });

  it('has no chunk that was altered on its way', () => {
    const bytes = Buffer.from(good, 'base64');
    bytes[20] = 1;
    expect(faultOf(bytes.toString('base64'))).toBe('png-crc');
  });
});
