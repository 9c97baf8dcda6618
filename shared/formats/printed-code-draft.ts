import { lengthOf } from '../domain/text.ts';
import { type CborMap, type CborValue, toCbor } from './cbor.ts';
import { sign1Length, toSign1Input } from './cose-sign1.ts';
import { claimKeys, licenceKeys, type PrintedClaims, printedRoom } from './printed-code.ts';

/** One item that the type says is printed. */
export interface PrintedItem {
  /** `KZ_…`. */
  readonly code: string;
  readonly value: string | readonly string[];
  /** Longest text, in characters. */
  readonly printMax?: number;
  /** May its text be cut, or is it, like a date, told whole or not at all? */
  readonly isCuttable: boolean;
}

/** What a printed code is made from. */
export interface PrintedContent extends Omit<PrintedClaims, 'items' | 'shortened'> {
  /** In the type's order: where there is no room for all, the last ones go first. */
  readonly items: readonly PrintedItem[];
  /** `KZ_…` of what the type prints and may not stand here. */
  readonly omitted?: readonly string[];
  /** First 8 bytes of the SHA-256 of the seal's certificate. */
  readonly certificateHash: Uint8Array;
}

interface Fitting extends PrintedItem {
  readonly isShortened?: boolean;
}

interface Fitted {
  readonly items: readonly Fitting[];
  readonly number?: string | undefined;
  /** Codes without `KZ_`. */
  readonly left: readonly string[];
}

/** A number of more bytes of UTF-8 is left out from the start: it would leave the items no room. */
const mostNumberBytes = 80;
const itemPrefix = 'KZ_';
const toName = (code: string) => code.slice(itemPrefix.length);
const numberName = 'number';

function toLicenceClaim(content: PrintedContent, { items, number, left }: Fitted): CborMap {
  const cut = items.filter((item) => item.isShortened).map(({ code }) => toName(code));
  const shortened = [...cut, ...left];
  return new Map<number, CborValue>([
    [licenceKeys.statusList, content.statusList],
    [licenceKeys.statusIndex, content.statusIndex],
    [licenceKeys.issued, content.issuedDay],
    ...(number === undefined ? [] : ([[licenceKeys.number, number]] as const)),
    [licenceKeys.items, new Map(items.map(({ code, value }) => [toName(code), value]))],
    ...(shortened.length === 0 ? [] : ([[licenceKeys.shortened, shortened]] as const)),
  ]);
}

function toPayload(content: PrintedContent, fitted: Fitted): Uint8Array {
  const { expiresAtSeconds } = content;
  return toCbor(
    new Map<number, CborValue>([
      [claimKeys.iss, content.issuer],
      [claimKeys.sub, content.subject],
      ...(expiresAtSeconds === undefined ? [] : ([[claimKeys.exp, expiresAtSeconds]] as const)),
      [claimKeys.nbf, content.notBeforeSeconds],
      [claimKeys.iat, content.issuedAtSeconds],
      [claimKeys.licence, toLicenceClaim(content, fitted)],
    ]),
  );
}

/** The text up to so many characters. */
const cut = (text: string, most: number) => [...text].slice(0, most).join('');

/** As the type wants it: no longer than `printMax`. */
function toPrintMax(item: PrintedItem): Fitting {
  const { value, printMax } = item;
  if (printMax === undefined || typeof value !== 'string') return item;
  return lengthOf(value) <= printMax
    ? item
    : { ...item, value: cut(value, printMax), isShortened: true };
}

const sizeOf = ({ value }: Fitting) => toCbor(value).length;

/** Can it say less and still say something? */
const canShrink = ({ value, isCuttable }: Fitting) =>
  typeof value === 'string' ? isCuttable && lengthOf(value) > 1 : value.length > 1;

/** Fewer characters by about so many bytes, at least one; or one value less. */
function shrink(item: Fitting, bytes: number): Fitting {
  const { value } = item;
  if (typeof value !== 'string') return { ...item, value: value.slice(0, -1), isShortened: true };
  // no character has more than four bytes, so this never takes more than was asked for, or one
  const less = Math.max(1, Math.floor(bytes / 4));
  return { ...item, value: cut(value, Math.max(1, lengthOf(value) - less)), isShortened: true };
}

/** One step towards the room there is: the largest that can says less; then the last item goes; then the number. */
function shorten(fitted: Fitted, excess: number): Fitted {
  const [largest, next] = fitted.items.filter(canShrink).sort((a, b) => sizeOf(b) - sizeOf(a));
  if (largest !== undefined) {
    const ahead = sizeOf(largest) - (next === undefined ? 0 : sizeOf(next));
    const smaller = shrink(largest, Math.min(excess, ahead));
    return { ...fitted, items: fitted.items.map((one) => (one === largest ? smaller : one)) };
  }
  const { items, left } = fitted;
  const last = items.at(-1);
  if (last !== undefined) {
    return { ...fitted, items: items.slice(0, -1), left: [...left, toName(last.code)] };
  }
  if (fitted.number === undefined) throw new Error('a printed code has no room for its address');
  return { items, left: [...left, numberName] };
}

/** Everything there is to say, as far as no single thing says too much. */
function toFitted({ items, number, omitted = [] }: PrintedContent): Fitted {
  const left = omitted.map(toName);
  const told = { items: items.map(toPrintMax), left };
  const isLong = number !== undefined && toCbor(number).length > mostNumberBytes;
  return isLong ? { ...told, left: [...left, numberName] } : { ...told, number };
}

/**
 * Makes what the seal's key will sign for the printed code: the items shortened as the type says, and
 * further, the longest first, until the code has room in `maxPrintedCodeLength` characters. What was
 * shortened or left out is named, so that nobody takes a part for the whole.
 * @returns the bytes to be signed; `assemblePrintedCode` makes the code of them
 * @see RFC 8392, RFC 9052 section 4.4
 */
export function makePrintedCodeDraft(content: PrintedContent): Uint8Array {
  const room = printedRoom(content.issuer);
  let fitted = toFitted(content);
  for (;;) {
    const signingInput = toSign1Input(content.certificateHash, toPayload(content, fitted));
    const excess = sign1Length(signingInput.length) - room;
    if (excess <= 0) return signingInput;
    fitted = shorten(fitted, excess);
  }
}
