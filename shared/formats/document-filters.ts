import type { Primitives } from '../verify/primitives.ts';
import { malformed } from './der-reader.ts';
import {
  isArray,
  isDictionary,
  isName,
  type PdfDictionary,
  type PdfStream,
} from './document-values.ts';

/** The one primitive that reading needs. */
export type Inflate = Primitives['inflate'];

const maxPredictedBytes = 64 * 1024 * 1024;

/**
 * What a stream holds: without a filter, or with the one that producers use for structure and for
 * attachments, with its predictors.
 * @throws Problem `malformed` for any other filter
 * @see ISO 32000-2 section 7.4
 */
export async function decodeStream(
  { dictionary, data }: PdfStream,
  inflate: Inflate,
  maxBytes = maxPredictedBytes,
): Promise<Uint8Array> {
  const filter = onlyOf(dictionary.get('Filter'));
  if (filter === undefined || filter === null) return data;
  if (!isName(filter, 'FlateDecode')) throw malformed('document-filter');
  const plain = await inflate(data, maxBytes);
  const parameters = onlyOf(dictionary.get('DecodeParms'));
  return isDictionary(parameters) ? undoPredictor(plain, parameters) : plain;
}

function onlyOf(value: ReturnType<PdfDictionary['get']>) {
  if (!isArray(value)) return value;
  if (value.length > 1) throw malformed('document-filter');
  return value[0];
}

function wholeOf(dictionary: PdfDictionary, name: string, otherwise: number): number {
  const value = dictionary.get(name) ?? otherwise;
  const whole = Number.isInteger(value) ? (value as number) : 0;
  if (whole < 1 || whole > 65_535) throw malformed('document-filter');
  return whole;
}

/** Undoes a PNG predictor; rows say which one each. */
function undoPredictor(data: Uint8Array, parameters: PdfDictionary): Uint8Array {
  const predictor = wholeOf(parameters, 'Predictor', 1);
  if (predictor === 1) return data;
  if (predictor < 10) throw malformed('document-filter');
  const bits = wholeOf(parameters, 'Colors', 1) * wholeOf(parameters, 'BitsPerComponent', 8);
  const step = Math.max(1, bits >> 3);
  const row = Math.ceil((bits * wholeOf(parameters, 'Columns', 1)) / 8);
  return undoPngFilters(data, { row, step });
}

/**
 * Rows of a PNG as they were before they were filtered.
 * @param size bytes of a row, and of a pixel
 * @throws Problem `malformed`
 * @see ISO/IEC 15948 section 9
 */
export function undoPngFilters(
  data: Uint8Array,
  { row, step }: { readonly row: number; readonly step: number },
): Uint8Array {
  const rows = Math.floor(data.length / (row + 1));
  if (rows * (row + 1) !== data.length) throw malformed('document-filter');
  const plain = new Uint8Array(rows * row);
  for (let at = 0; at < rows; at += 1) {
    const from = at * (row + 1);
    undoRow(
      { kind: data[from] ?? 0, given: data.subarray(from + 1, from + 1 + row), step },
      plain,
      at * row,
    );
  }
  return plain;
}

interface Row {
  readonly kind: number;
  readonly given: Uint8Array;
  readonly step: number;
}

/** @see ISO/IEC 15948 section 9 */
function undoRow({ kind, given, step }: Row, plain: Uint8Array, start: number): void {
  const row = given.length;
  for (let at = 0; at < row; at += 1) {
    const left = at >= step ? (plain[start + at - step] ?? 0) : 0;
    const up = plain[start + at - row] ?? 0;
    const corner = at >= step ? (plain[start + at - step - row] ?? 0) : 0;
    const guess = guessOf(kind, { left, up, corner });
    plain[start + at] = ((given[at] ?? 0) + guess) & 0xff;
  }
}

function guessOf(kind: number, near: { left: number; up: number; corner: number }): number {
  const { left, up, corner } = near;
  const guesses = [0, left, up, (left + up) >> 1];
  if (kind === 4) {
    const sum = left + up - corner;
    const [a, b, c] = [left, up, corner].map((one) => Math.abs(sum - one)) as [
      number,
      number,
      number,
    ];
    if (a <= b && a <= c) return left;
    return b <= c ? up : corner;
  }
  const guess = guesses[kind];
  if (guess === undefined) throw malformed('document-filter');
  return guess;
}
