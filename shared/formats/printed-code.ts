import { Problem } from '../problem/problem.ts';
import { base32Length, readBase32Run, toBase32 } from './base32.ts';
import type { CborMap, CborValue } from './cbor.ts';
import { readCbor } from './cbor-reader.ts';
import { assembleSign1, readSign1, type Sign1 } from './cose-sign1.ts';

/** Longest printed code with its address, in characters: a symbol of version 20 at level M has room for more. */
export const maxPrintedCodeLength = 660;
/** What every code begins with; the digit is its version, and stands in no Base32. */
export const printedCodePrefix = 'YZ1';
/** Between the province's address and the code: the page that checks it, which the code never reaches. */
const page = '/q#';

/** Claim keys of a CWT. @see RFC 8392 section 3.1; the last is of the private range */
export const claimKeys = { iss: 1, sub: 2, exp: 4, nbf: 5, iat: 6, licence: -65_537 } as const;
/** Keys inside the licence claim. */
export const licenceKeys = {
  statusList: 1,
  statusIndex: 2,
  issued: 3,
  number: 4,
  items: 5,
  shortened: 6,
} as const;

/** What a printed code tells of an item: text, or the values of a list. */
export type PrintedValue = string | readonly string[];

/** What a printed code says. Times in seconds. */
export interface PrintedClaims {
  /** The province's address. */
  readonly issuer: string;
  /** Type, department, serial, version and check character of the identifier, without root and dots. */
  readonly subject: string;
  readonly issuedAtSeconds: number;
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds?: number;
  readonly statusList: string;
  readonly statusIndex: number;
  /** Days since 1970-01-01 of the date of issue 颁发日期. @see RFC 8943 */
  readonly issuedDay: number;
  readonly number?: string;
  /** By code, without `KZ_`. */
  readonly items: ReadonlyMap<string, PrintedValue>;
  /** Of what was shortened or left out: codes without `KZ_`, `number` for the number. */
  readonly shortened: readonly string[];
}

/** A printed code, taken apart: nothing in it is verified yet. */
export interface PrintedCode extends Omit<Sign1, 'payload'> {
  readonly claims: PrintedClaims;
}

const refuse = (reason: string) => new Problem('malformed', { reason });
const anyText = /./s;
const subjectPattern = /^[0-9A-Z]{44,107}$/;
const listPattern = /^[0-9A-Za-z-]{1,64}$/;
const itemPattern = /^[A-Za-z0-9]{1,40}$/;
const lastSecond = 253_402_300_799;
const lastDay = Math.floor(lastSecond / 86_400);
const maxIndex = 2 ** 31;
const maxBytes = Math.floor((maxPrintedCodeLength * 5) / 8);
/** A code that a scanner read, with whatever it put around it. */
const maxTextLength = 4096;

/** Bytes of COSE that a printed code of this province has room for. */
export function printedRoom(provinceUrl: string): number {
  const characters =
    maxPrintedCodeLength - provinceUrl.length - page.length - printedCodePrefix.length;
  return Math.floor((characters * 5) / 8);
}

/** The code as it is printed: the check page's address with the signed bytes behind its `#`. */
export function toPrintedCode(provinceUrl: string, cose: Uint8Array): string {
  return `${provinceUrl}${page}${printedCodePrefix}${toBase32(cose)}`;
}

/**
 * The code as it is printed, from what was stored and its signature.
 * @param signed `signingInput` as `makePrintedCodeDraft` made it; r‖s, 64 bytes
 */
export function assemblePrintedCode(
  provinceUrl: string,
  signed: { readonly signingInput: Uint8Array; readonly signature: Uint8Array },
): string {
  return toPrintedCode(provinceUrl, assembleSign1(signed.signingInput, signed.signature));
}

/** The code without the address before it: what a symbol writes in its alphanumeric mode. */
export function splitPrintedCode(printed: string): {
  readonly address: string;
  readonly code: string;
} {
  const from = printed.lastIndexOf(page) + page.length;
  return { address: printed.slice(0, from), code: printed.slice(from) };
}

/**
 * Where the one code begins, behind its `YZ1`, in what a scanner read: the whole address, the bare
 * code, with line ends or the scanner's own marks around it.
 * @throws Problem `malformed`: `printed-too-large`, `printed-missing`, `printed-doubled`
 */
function findCode(text: string): number {
  if (text.length > maxTextLength) throw refuse('printed-too-large');
  const found = text.indexOf(printedCodePrefix);
  if (found < 0) throw refuse('printed-missing');
  const from = found + printedCodePrefix.length;
  if (text.indexOf(printedCodePrefix, from) >= 0) throw refuse('printed-doubled');
  return from;
}

/** A claim of a form, or a refusal that names it. */
class Claims {
  readonly #map: CborMap;
  readonly #name: string;
  #left: number;

  constructor(value: CborValue | undefined, name: string) {
    if (!(value instanceof Map)) throw refuse(`printed-${name}`);
    this.#name = name;
    this.#map = value;
    this.#left = value.size;
  }

  take(key: number): CborValue | undefined {
    const value = this.#map.get(key);
    if (value !== undefined) this.#left -= 1;
    return value;
  }

  /** How long it may be, the room of a code says already. */
  text(key: number, pattern = anyText): string {
    const value = this.take(key);
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw refuse(`printed-${this.#name}-${key}`);
    }
    return value;
  }

  whole(key: number, most: number): number {
    const value = this.take(key);
    if (typeof value !== 'number' || value < 0 || value > most) {
      throw refuse(`printed-${this.#name}-${key}`);
    }
    return value;
  }

  has(key: number): boolean {
    return this.#map.has(key);
  }

  /** Nothing is passed over: what this version does not know it does not verify. */
  requireNoOthers(): void {
    if (this.#left > 0) throw refuse(`printed-${this.#name}`);
  }
}

const isTexts = (value: CborValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

function readItems(value: CborValue | undefined): ReadonlyMap<string, PrintedValue> {
  if (!(value instanceof Map)) throw refuse('printed-items');
  for (const [code, item] of value) {
    if (typeof code !== 'string' || !itemPattern.test(code)) throw refuse('printed-items');
    if (typeof item !== 'string' && !isTexts(item)) throw refuse('printed-items');
  }
  return value as ReadonlyMap<string, PrintedValue>;
}

function readShortened(value: CborValue | undefined): readonly string[] {
  if (value === undefined) return [];
  if (!isTexts(value)) throw refuse('printed-shortened');
  return value;
}

function readLicence(value: CborValue | undefined) {
  const licence = new Claims(value, 'licence');
  const { statusList, statusIndex, issued, number, items, shortened } = licenceKeys;
  const read = {
    statusList: licence.text(statusList, listPattern),
    statusIndex: licence.whole(statusIndex, maxIndex),
    issuedDay: licence.whole(issued, lastDay),
    ...(licence.has(number) ? { number: licence.text(number) } : {}),
    items: readItems(licence.take(items)),
    shortened: readShortened(licence.take(shortened)),
  };
  licence.requireNoOthers();
  return read;
}

function readClaims(payload: CborValue): PrintedClaims {
  const claims = new Claims(payload, 'claims');
  const { iss, sub, exp, nbf, iat, licence } = claimKeys;
  const read = {
    issuer: claims.text(iss),
    subject: claims.text(sub, subjectPattern),
    ...(claims.has(exp) ? { expiresAtSeconds: claims.whole(exp, lastSecond) } : {}),
    notBeforeSeconds: claims.whole(nbf, lastSecond),
    issuedAtSeconds: claims.whole(iat, lastSecond),
    ...readLicence(claims.take(licence)),
  };
  claims.requireNoOthers();
  return read;
}

/**
 * Takes a printed code apart, strictly: every byte of the code has one meaning and one spelling. What
 * stands around it, the address before it too, is looked past and never followed (`threats.md` Q02).
 * Signature, times and status are the verifier's questions.
 * @param text the whole address, the bare code, or either with a scanner's noise around it
 * @throws Problem `malformed`: `printed-too-large`, `printed-missing`, `printed-doubled`, `base32`,
 *   `printed-claims` and `printed-licence`, alone or with `-<key>`, `printed-items`, `printed-shortened`,
 *   and those of `readSign1` and `readCbor`
 * @see RFC 8392, RFC 9052
 */
export function readPrintedCode(text: string): PrintedCode {
  const bytes = readBase32Run(text, findCode(text));
  if (bytes.length > maxBytes) throw refuse('printed-too-large');
  const { payload, certificateHash, signature, signingInput } = readSign1(bytes);
  const claims = readClaims(readCbor(payload));
  return { certificateHash, signature, signingInput, claims };
}

/** How long a printed code of so many bytes is, with its address. */
export const printedLength = (provinceUrl: string, bytes: number): number =>
  provinceUrl.length + page.length + printedCodePrefix.length + base32Length(bytes);
