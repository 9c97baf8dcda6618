import { deflateSync } from 'node:zlib';
import { readBase64 } from '../../formats/base64url.ts';
import type { PdfPicture } from '../../formats/document-appearance.ts';
import { undoPngFilters } from '../../formats/document-filters.ts';
import { PdfName, PdfText, type PdfValue } from '../../formats/document-values.ts';
import { type PngParts, readPngParts } from '../../formats/png.ts';
import { toPictureAppearance, toSealAppearance } from '../../formats/seal-appearance.ts';
import { layOutSeal } from '../../formats/seal-drawing.ts';
import type { SealPictures } from '../../ports/face-drawer.ts';
import { Problem } from '../../problem/problem.ts';
import { inflate } from '../system/node-primitives.ts';
import type { ChineseFont } from './chinese-font.ts';

const maxRowsBytes = 64 * 1024 * 1024;
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Seals drawn anew from what they say, or the picture that was given. */
export function makePdfSealPictures(font: ChineseFont): SealPictures {
  return {
    async toAppearance(image) {
      if (image.kind === 'drawn') {
        return toSealAppearance(layOutSeal(image.design), await font.findOutline());
      }
      const parts = readPngParts(readBase64(image.png));
      return toPictureAppearance(toPicture(parts), parts.header);
    },
  };
}

const describe = (
  { header }: PngParts,
  { space, bits }: { readonly space: PdfValue; readonly bits: number },
): Map<string, PdfValue> =>
  new Map<string, PdfValue>([
    ['Width', header.widthPixels],
    ['Height', header.heightPixels],
    ['ColorSpace', space],
    ['BitsPerComponent', bits],
    ['Filter', new PdfName('FlateDecode')],
  ]);

/** @throws Problem `malformed` for an interlaced picture, which PDF cannot hold */
function toPicture(parts: PngParts): PdfPicture {
  const { header, data } = parts;
  if (header.interlaced) throw new Problem('malformed', { reason: 'png-interlaced' });
  if (header.colour === 4 || header.colour === 6) return splitAlpha(parts);
  const dictionary = describe(parts, { space: toSpace(parts), bits: header.depth });
  dictionary.set(
    'DecodeParms',
    new Map<string, PdfValue>([
      ['Predictor', 15],
      ['Colors', channels[header.colour] ?? 1],
      ['BitsPerComponent', header.depth],
      ['Columns', header.widthPixels],
    ]),
  );
  return { dictionary, data };
}

function toSpace({ header, palette = new Uint8Array() }: PngParts): PdfValue {
  if (header.colour === 0) return new PdfName('DeviceGray');
  if (header.colour === 2) return new PdfName('DeviceRGB');
  const names = ['Indexed', 'DeviceRGB'].map((name) => new PdfName(name));
  return [...names, palette.length / 3 - 1, new PdfText(palette, { isHex: true })];
}

/** Colour and opacity stand side by side in a PNG; PDF has them as two pictures. */
function splitAlpha(parts: PngParts): PdfPicture {
  const { header, data } = parts;
  const width = (channels[header.colour] ?? 4) * (header.depth / 8);
  const alpha = header.depth / 8;
  const row = header.widthPixels * width;
  const plain = undoPngFilters(inflate(data, maxRowsBytes), { row, step: width });
  const pixels = plain.length / width;
  const colours = new Uint8Array(pixels * (width - alpha));
  const opacity = new Uint8Array(pixels * alpha);
  for (let at = 0; at < pixels; at += 1) {
    const from = at * width;
    colours.set(plain.subarray(from, from + width - alpha), at * (width - alpha));
    opacity.set(plain.subarray(from + width - alpha, from + width), at * alpha);
  }
  const gray = new PdfName('DeviceGray');
  const space = header.colour === 4 ? gray : new PdfName('DeviceRGB');
  const mask = describe(parts, { space: gray, bits: header.depth });
  return {
    dictionary: describe(parts, { space, bits: header.depth }),
    data: deflateSync(colours),
    mask: { dictionary: mask, data: deflateSync(opacity) },
  };
}
