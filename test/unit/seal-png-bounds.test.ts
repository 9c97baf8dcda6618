import { describe, expect, it } from 'vitest';
import type { PngCoder } from '../../shared/formats/png.ts';
import {
  drawSealImage,
  maxSealPngBytes,
  readSealPng,
  type SealWish,
} from '../../shared/formats/seal-image.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { errorsOf } from '../build/errors-of.ts';
import { pngChunk, pngFile, pngHeader } from '../build/png-chunks.ts';

/** Whoever inflates; here nothing is, so that bounds are asked for alone. */
const keep: PngCoder = { recode: (png) => png };
const end = pngChunk('IEND');
const picture = (width: number, height: number) =>
  pngFile(pngHeader({ width, height }), pngChunk('IDAT', Buffer.of(1)), end);
/** 57 bytes of a file are not pixels. */
const ofBytes = (bytes: number) =>
  pngFile(pngHeader(), pngChunk('IDAT', Buffer.alloc(bytes - 57)), end);
const faultOf = (file: Buffer, coder = keep) =>
  errorsOf(() => readSealPng(file.toString('base64'), coder));

describe('bounds of a picture given for a seal', () => {
  it.each([
    [64, 64],
    [2048, 2048],
    [64, 2048],
    [2048, 64],
  ])('%i × %i pixels are a seal', (width, height) => {
    const file = picture(width, height).toString('base64');
    expect(readSealPng(file, keep)).toEqual({ kind: 'given', png: file });
  });

  it.each([
    [63, 64],
    [64, 63],
    [2049, 2048],
    [2048, 2049],
  ])('%i × %i pixels are none', (width, height) => {
    expect(faultOf(picture(width, height))).toEqual({ '/image/png': 'size' });
  });

  it('256 KiB are a file, one byte more is too large, before it is decoded or behind', () => {
    const largest = ofBytes(maxSealPngBytes);
    expect(largest).toHaveLength(262_144);
    expect(readSealPng(largest.toString('base64'), keep).kind).toBe('given');
    const tooLarge = { '/image/png': 'too-large' };
    // two more fit into the same length of base64
    for (const more of [1, 2, 3])
      expect(faultOf(ofBytes(maxSealPngBytes + more))).toEqual(tooLarge);
    // what is no base64 is not looked through when it is too long to be any
    const long = '!'.repeat(349_529);
    expect(errorsOf(() => readSealPng(long, keep))).toEqual(tooLarge);
    expect(errorsOf(() => readSealPng(long.slice(1), keep))).toEqual({ '/image/png': 'base64' });
  });

  it('what is coded anew may not have grown over the bound either', () => {
    const growing = (bytes: number): PngCoder => ({ recode: () => new Uint8Array(bytes) });
    expect(faultOf(picture(64, 64), growing(maxSealPngBytes + 1))).toEqual({
      '/image/png': 'too-large',
    });
    // nor is what is given too large made small
    expect(faultOf(ofBytes(maxSealPngBytes + 1), growing(99))).toEqual({
      '/image/png': 'too-large',
    });
    const file = picture(64, 64).toString('base64');
    expect(readSealPng(file, growing(maxSealPngBytes)).kind).toBe('given');
  });

  it('a fault is told where the picture was given', () => {
    const read = () => readSealPng('!', keep, '/seal/picture');
    expect(errorsOf(read)).toEqual({ '/seal/picture': 'base64' });
  });

  it('what is no picture is told by what it is not', () => {
    expect(faultOf(Buffer.from('no picture'))).toEqual({ '/image/png': 'png-signature' });
    expect(faultOf(pngFile(pngHeader(), end))).toEqual({ '/image/png': 'png-order' });
  });

  it.each<[string, Error]>([
    ['a fault of the machine', new RangeError('no memory')],
    ['a refusal without a reason', new Problem('malformed')],
  ])('%s is no fault of the picture', (_what, thrown) => {
    const failing: PngCoder = {
      recode() {
        throw thrown;
      },
    };
    const file = picture(64, 64).toString('base64');
    expect(() => readSealPng(file, failing)).toThrow(thrown);
  });
});

describe('the words of a drawn seal', () => {
  const name = '示例局';

  it('are of a name of 60 characters at most', () => {
    expect(drawSealImage({ name: '局'.repeat(60), kind: 'official' }).kind).toBe('drawn');
    const read = () => drawSealImage({ name: '局'.repeat(61), kind: 'official' });
    expect(errorsOf(read)).toEqual({ '/name': 'too-long' });
  });

  it.each([
    ['1'.repeat(13), true],
    ['Z'.repeat(18), true],
    ['1'.repeat(12), false],
    ['1'.repeat(19), false],
    [`${'1'.repeat(13)}\n`, false],
    [`-${'1'.repeat(13)}`, false],
    ['1'.repeat(12).concat('a'), false],
    ['1'.repeat(12).concat('１'), false],
  ])('have a code of 13 to 18 digits and capitals: %j', (code, isCode) => {
    const draw = () => drawSealImage({ name, kind: 'official', code });
    if (isCode) expect(draw()).toMatchObject({ design: { code } });
    else expect(errorsOf(draw)).toEqual({ '/code': 'pattern' });
  });

  it('are kept as what was drawn: an official seal says nothing below, an invoice seal is oval', () => {
    const designOf = (wish: SealWish) => {
      const image = drawSealImage(wish);
      return image.kind === 'drawn' ? image.design : undefined;
    };
    expect(designOf({ name, kind: 'official' })).toStrictEqual({ shape: 'round', name });
    expect(designOf({ name, kind: 'invoice' })).toEqual({
      ...{ shape: 'oval', name, inscription: '发票专用章' },
    });
    expect(designOf({ name, kind: 'invoice', shape: 'round' })?.shape).toBe('round');
    expect(designOf({ name, kind: 'finance', shape: 'square' })).toEqual({
      ...{ shape: 'square', name, inscription: '财务专用章' },
    });
  });
});
