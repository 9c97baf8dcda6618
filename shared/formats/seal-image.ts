import { invalid, readString } from '../domain/reading.ts';
import type { SealImage, SealKind, SealShape } from '../domain/seal.ts';
import { checkText } from '../domain/text.ts';
import { Problem } from '../problem/problem.ts';
import { readBase64, toBase64 } from './base64url.ts';
import { type PngCoder, type PngSize, readPng } from './png.ts';
import { toSealSvg } from './seal-svg.ts';

/** Largest picture given for a seal; in base64 it still fits into one item of the store. */
export const maxSealPngBytes = 256 * 1024;
const leastPixels = 64;
const mostPixels = 2048;

/** Longest name on a drawn seal, in characters. */
export const maxArcLength = 60;

/** 印文 below the star, by kind of seal. */
const inscriptions: Readonly<Record<SealKind, string>> = {
  official: '',
  contract: '合同专用章',
  finance: '财务专用章',
  'licence-special': '证照专用章',
  invoice: '发票专用章',
};

/** What a picture is asked for with. */
export interface SealWish {
  /** The department's name, 1..60 characters. */
  readonly name: string;
  readonly kind: SealKind;
  /** Oval for invoice seals, else round. */
  readonly shape?: SealShape | undefined;
  /** 13 to 18 digits and capitals: code of the seal; on an invoice seal the taxpayer's. */
  readonly code?: string | undefined;
}

const codePattern = /^[0-9A-Z]{13,18}$/;

/**
 * Draws a seal's picture: red, of its true size, the name around a star, the kind below. It is kept
 * with what it was drawn from, so that other media draw the same (`layOutSeal`).
 * @throws Problem `request-invalid` at `/name` with a text fault, at `/code` with `pattern`
 */
export function drawSealImage({ name, kind, shape, code }: SealWish): SealImage {
  const fault = checkText(name, maxArcLength);
  if (fault) throw invalid('/name', fault);
  if (code !== undefined && !codePattern.test(code)) throw invalid('/code', 'pattern');
  const inscription = inscriptions[kind];
  const design = {
    shape: shape ?? (kind === 'invoice' ? 'oval' : 'round'),
    name,
    ...(inscription === '' ? {} : { inscription }),
    ...(code === undefined ? {} : { code }),
  };
  return { kind: 'drawn', svg: toSealSvg(design), design };
}

/** @throws Problem `request-invalid` at the pointer, for what made the bytes `malformed` */
function orInvalid<T>(read: () => T, pointer: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem && error.details.reason)
      throw invalid(pointer, error.details.reason);
    throw error;
  }
}

function readBytes(text: string, pointer: string): Uint8Array {
  try {
    return readBase64(text);
  } catch (error) {
    if (error instanceof Problem) throw invalid(pointer, 'base64');
    throw error;
  }
}

function checkSize({ widthPixels, heightPixels }: PngSize, pointer: string): void {
  const sides = [widthPixels, heightPixels];
  if (sides.some((side) => side < leastPixels || side > mostPixels)) throw invalid(pointer, 'size');
}

/**
 * A seal's picture as given from outside: PNG in base64, at most 256 KiB, 64 to 2048 pixels each way,
 * a whole still picture and nothing after it. What is kept is coded anew from the picture alone. SVG
 * from outside is no PNG and so refused.
 * @throws Problem `request-invalid`: `required`, `type`, `too-large`, `base64`, `size`, or a reason beginning with `png-`
 */
export function readSealPng(value: unknown, coder: PngCoder, pointer = '/image/png'): SealImage {
  const png = readString(value, pointer);
  if (png.length > Math.ceil(maxSealPngBytes / 3) * 4) throw invalid(pointer, 'too-large');
  const bytes = readBytes(png, pointer);
  if (bytes.length > maxSealPngBytes) throw invalid(pointer, 'too-large');
  checkSize(
    orInvalid(() => readPng(bytes), pointer),
    pointer,
  );
  const recoded = orInvalid(() => coder.recode(bytes), pointer);
  if (recoded.length > maxSealPngBytes) throw invalid(pointer, 'too-large');
  return { kind: 'given', png: toBase64(recoded) };
}
