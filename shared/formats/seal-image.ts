import { invalid, readString } from '../domain/reading.ts';
import type { SealImage, SealKind } from '../domain/seal.ts';
import { checkText } from '../domain/text.ts';
import { Problem } from '../problem/problem.ts';
import { readBase64 } from './base64url.ts';
import { type PngSize, readPng } from './png.ts';

/** Largest picture given for a seal; in base64 it still fits into one item of the store. */
export const maxSealPngBytes = 256 * 1024;
const leastPixels = 64;
const mostPixels = 2048;

/** Longest name on the arc of a drawn seal, in characters. */
export const maxArcLength = 60;

/** 印文 below the star, by kind of seal. */
const inscriptions: Readonly<Record<SealKind, string>> = {
  official: '',
  contract: '合同专用章',
  finance: '财务专用章',
  'licence-special': '证照专用章',
};

/** Millimetres. */
const diameter = 42;
const centre = diameter / 2;
const arcRadius = 14.6;
/** The name spans at most so much of the circle, less where words stand below the star. */
const widestArcDegrees = 250;
const widestArcOverWordsDegrees = 220;
/** Two characters of a short name stand no further apart. */
const widestStepDegrees = 24;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (text: string) => text.replaceAll(/[&<>"']/g, (one) => escapes[one] ?? '');
const millimetres = (value: number) => String(Math.round(value * 100) / 100);

function drawArc(name: string, arcDegrees: number): string {
  const characters = [...name];
  const step = Math.min(widestStepDegrees, arcDegrees / characters.length);
  const size = Math.min(4.8, ((step * Math.PI) / 180) * arcRadius * 0.95);
  const first = (-step * (characters.length - 1)) / 2;
  const glyphs = characters.map(
    (character, at) =>
      `<text x="${centre}" y="${millimetres(centre - arcRadius)}" transform="rotate(${millimetres(first + at * step)} ${centre} ${centre})">${escapeXml(character)}</text>`,
  );
  return `<g font-size="${millimetres(size)}">${glyphs.join('')}</g>`;
}

function drawStar(): string {
  const points = Array.from({ length: 10 }, (_, at) => {
    const radius = at % 2 === 0 ? 6 : 6 * 0.381966;
    const angle = (at * Math.PI) / 5;
    const x = centre + radius * Math.sin(angle);
    return `${millimetres(x)},${millimetres(centre - radius * Math.cos(angle))}`;
  });
  return `<polygon points="${points.join(' ')}"/>`;
}

/**
 * Draws a plain round seal 公章: 42 mm, red, the department's name on an arc over a star, the kind
 * below. The same words always give the same bytes; it refers to nothing outside itself.
 * @param name on the arc, 1..60 characters
 * @throws Problem `request-invalid` at `/name` with a text fault
 */
export function drawSealImage(name: string, kind: SealKind): SealImage {
  const fault = checkText(name, maxArcLength);
  if (fault) throw invalid('/name', fault);
  const inscription = inscriptions[kind];
  const below =
    inscription === '' ? '' : `<text x="${centre}" y="34" font-size="3.6">${inscription}</text>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${diameter}mm" height="${diameter}mm" viewBox="0 0 ${diameter} ${diameter}" role="img">`,
    `<title>${escapeXml(name)}${inscription}</title>`,
    `<circle cx="${centre}" cy="${centre}" r="20.3" fill="none" stroke="#d7000f" stroke-width="1.2"/>`,
    '<g fill="#d7000f" text-anchor="middle" font-family="SimSun, Songti SC, Noto Serif CJK SC, serif">',
    drawArc(name, inscription === '' ? widestArcDegrees : widestArcOverWordsDegrees),
    drawStar(),
    `${below}</g></svg>`,
  ].join('');
  return { kind: 'drawn', svg };
}

function readPngBytes(bytes: Uint8Array, pointer: string): PngSize {
  try {
    return readPng(bytes);
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

/**
 * A seal's picture as given from outside: PNG in base64, at most 256 KiB, 64 to 2048 pixels each way,
 * a whole still picture and nothing after it. SVG from outside is no PNG and so refused.
 * @throws Problem `request-invalid`: `required`, `type`, `too-large`, `base64`, `size`, or a reason beginning with `png-`
 */
export function readSealPng(value: unknown, pointer = '/image/png'): SealImage {
  const png = readString(value, pointer);
  if (png.length > Math.ceil(maxSealPngBytes / 3) * 4) throw invalid(pointer, 'too-large');
  const bytes = readBytes(png, pointer);
  if (bytes.length > maxSealPngBytes) throw invalid(pointer, 'too-large');
  const { widthPixels, heightPixels } = readPngBytes(bytes, pointer);
  const sides = [widthPixels, heightPixels];
  if (sides.some((side) => side < leastPixels || side > mostPixels)) throw invalid(pointer, 'size');
  return { kind: 'given', png };
}
