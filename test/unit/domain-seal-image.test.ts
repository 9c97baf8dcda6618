import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toPngCrc } from '../../shared/formats/png.ts';
import { drawSealImage, maxSealPngBytes, readSealPng } from '../../shared/formats/seal-image.ts';
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

const pixels = chunk('IDAT', deflateSync(Buffer.alloc(65 * 64)));
const end = chunk('IEND');
const png = (...chunks: readonly Buffer[]) =>
  Buffer.concat([signature, ...chunks]).toString('base64');
const good = png(header(64, 64), pixels, end);
const faultOf = (value: unknown) => errorsOf(() => readSealPng(value))['/image/png'];

describe('a seal’s drawn picture', () => {
  it('is round, 42 mm, red, and the same for the same words', () => {
    const first = drawSealImage(sampleDepartment().name, 'licence-special');
    expect(first).toEqual(drawSealImage(sampleDepartment().name, 'licence-special'));
    if (first.kind !== 'drawn') throw new Error('not drawn');
    expect(first.svg).toContain('width="42mm" height="42mm" viewBox="0 0 42 42"');
    expect(first.svg).toContain('>证照专用章</text>');
    expect(first.svg.match(/<text /g)).toHaveLength([...sampleDepartment().name].length + 1);
    expect(first.svg).not.toMatch(/href|<script|<style|url\(/);
  });

  it('cannot be broken out of by a name (O13)', () => {
    const drawn = drawSealImage('<b>&"\'局', 'official');
    if (drawn.kind !== 'drawn') throw new Error('not drawn');
    expect(drawn.svg).toContain('<title>&lt;b&gt;&amp;&quot;&apos;局</title>');
    expect(drawn.svg).not.toContain('<b>');
  });

  it('needs a name that may be shown', () => {
    expect(errorsOf(() => drawSealImage('', 'official'))).toEqual({ '/name': 'required' });
    expect(errorsOf(() => drawSealImage('局\u202e', 'official'))).toEqual({
      '/name': 'control-character',
    });
    expect(errorsOf(() => drawSealImage('局'.repeat(61), 'official'))).toEqual({
      '/name': 'too-long',
    });
  });
});

describe('a seal’s given picture', () => {
  it('is a still PNG', () => {
    expect(readSealPng(good)).toEqual({ kind: 'given', png: good });
    const palette = png(header(64, 2048, 3), chunk('PLTE', Buffer.alloc(3)), pixels, pixels, end);
    expect(readSealPng(palette).kind).toBe('given');
    expect(readSealPng(png(header(64, 64), chunk('tEXt'), pixels, end)).kind).toBe('given');
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
