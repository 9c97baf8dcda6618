import { decode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { CborTag, type CborValue, toCbor } from '../../shared/formats/cbor.ts';
import {
  assembleSign1,
  readSign1,
  sign1Length,
  toSign1Input,
} from '../../shared/formats/cose-sign1.ts';
import { refusalOf } from '../build/refusal-of.ts';

const hash = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const signature = Uint8Array.from({ length: 64 }, (_, at) => at + 100);
const payload = Uint8Array.of(0xa0, 1, 2, 0x40);

const toHeader = (...entries: readonly (readonly [number, CborValue])[]) =>
  toCbor(new Map(entries));
const header = toHeader([1, -7], [34, [-15, hash]]);
const none = new Map<number, CborValue>();
/** A COSE_Sign1 of these parts, sound where nothing is told. */
const sign1 = (changes: Readonly<Record<number, CborValue>> = {}, tag = 18) =>
  toCbor(new CborTag(tag, Object.assign([header, none, payload, signature], changes)));
const refusal = (bytes: Uint8Array) => refusalOf(() => readSign1(bytes));

describe('COSE_Sign1, RFC 9052 section 4.2', () => {
  it('is read part by part, and gives the Sig_structure of section 4.4', () => {
    const { signingInput, ...parts } = readSign1(sign1());
    expect(parts).toEqual({ certificateHash: hash, payload, signature });
    expect(decode(signingInput)).toEqual(['Signature1', header, new Uint8Array(), payload]);
  });

  it.each([0, 1, 23, 24, 255, 256, 70_000])(
    'carries %i bytes of payload there and back',
    (size) => {
      const long = new Uint8Array(size).fill(0x40);
      const input = toSign1Input(hash.slice(), long);
      expect(decode(input)).toEqual(['Signature1', header, new Uint8Array(), long]);
      const bytes = assembleSign1(input, signature);
      expect(bytes).toEqual(sign1({ 2: long }));
      expect(bytes).toHaveLength(sign1Length(input.length));
      expect(readSign1(bytes).signingInput).toEqual(input);
    },
  );

  it('is read where it stands, in bytes that begin before it and end behind it', () => {
    const within = new Uint8Array([9, 9, 9, ...sign1(), 9]).subarray(3, -1);
    expect(readSign1(within).signingInput).toEqual(toSign1Input(hash, payload));
  });

  it('leaves the bytes that it was read from as they were', () => {
    const bytes = sign1();
    readSign1(bytes).signingInput.fill(0);
    expect(bytes).toEqual(sign1());
  });

  const parts = [header, none, payload, signature];
  const ofParts = (...some: readonly CborValue[]) => toCbor(new CborTag(18, some));

  it.each([
    ['no tag', toCbor([header, none, payload, signature]), 'cose-tag'],
    ['a number', toCbor(18), 'cose-tag'],
    ['the tag of COSE_Mac0', sign1({}, 17), 'cose-tag'],
    ['the tag of COSE_Sign', sign1({}, 98), 'cose-tag'],
    ['another thing than an array', toCbor(new CborTag(18, 4)), 'cose-shape'],
    [
      'a map of four',
      toCbor(new CborTag(18, new Map([1, 2, 3, 4].map((one) => [one, one])))),
      'cose-shape',
    ],
    ['a text of four', toCbor(new CborTag(18, 'text')), 'cose-shape'],
    ['three parts', ofParts(...parts.slice(0, 3)), 'cose-shape'],
    ['five parts', ofParts(...parts, signature), 'cose-shape'],
    ['no parts', ofParts(), 'cose-shape'],
    ['a header that is a map', sign1({ 0: new Map([[1, -7]]) }), 'cose-shape'],
    ['a header that is text', sign1({ 0: 'h' }), 'cose-shape'],
    ['a payload that is text', sign1({ 2: 'p' }), 'cose-shape'],
    ['a detached payload', sign1({ 2: [] }), 'cose-shape'],
    ['an unprotected header that is bytes', sign1({ 1: new Uint8Array() }), 'cose-shape'],
    ['an unprotected header that is an array', sign1({ 1: [] }), 'cose-shape'],
    ['a kid that no signature covers', sign1({ 1: new Map([[4, hash]]) }), 'cose-unprotected'],
    ['a signature that is text', sign1({ 3: 's'.repeat(64) }), 'cose-signature'],
    ['a signature of 63 bytes', sign1({ 3: new Uint8Array(63) }), 'cose-signature'],
    ['a signature of 65 bytes', sign1({ 3: new Uint8Array(65) }), 'cose-signature'],
    ['no signature', sign1({ 3: new Uint8Array() }), 'cose-signature'],
    ['bytes behind', new Uint8Array([...sign1(), 0]), 'cbor-trailing'],
    ['a byte lost', sign1().subarray(0, -1), 'cbor-truncated'],
  ])('is refused with %s', (_, bytes, reason) => {
    expect(refusal(bytes)).toBe(`malformed ${reason}`);
  });

  it.each([
    ['nothing', new Uint8Array(), 'cbor-truncated'],
    ['an empty map', toHeader(), 'cose-header'],
    ['another thing than a map', toCbor([1, -7]), 'cose-header'],
    ['alg alone', toHeader([1, -7]), 'cose-header'],
    ['a third member', toHeader([1, -7], [4, hash], [34, [-15, hash]]), 'cose-header'],
    ['alg ES384', toHeader([1, -35], [34, [-15, hash]]), 'cose-alg'],
    ['alg 7', toHeader([1, 7], [34, [-15, hash]]), 'cose-alg'],
    ['alg as text', toHeader([1, 'ES256'], [34, [-15, hash]]), 'cose-alg'],
    ['no alg', toHeader([2, -7], [34, [-15, hash]]), 'cose-alg'],
    ['no x5t', toHeader([1, -7], [33, [-15, hash]]), 'cose-x5t'],
    ['an x5t that is bytes', toHeader([1, -7], [34, hash]), 'cose-x5t'],
    ['an x5t of one', toHeader([1, -7], [34, [-15]]), 'cose-x5t'],
    ['an x5t of three', toHeader([1, -7], [34, [-15, hash, 0]]), 'cose-x5t'],
    ['an x5t of whole SHA-256', toHeader([1, -7], [34, [-16, hash]]), 'cose-x5t'],
    ['an x5t whose hash is text', toHeader([1, -7], [34, [-15, '12345678']]), 'cose-x5t'],
    ['an x5t of 7 bytes', toHeader([1, -7], [34, [-15, hash.subarray(1)]]), 'cose-x5t'],
    ['an x5t of 9 bytes', toHeader([1, -7], [34, [-15, new Uint8Array(9)]]), 'cose-x5t'],
    ['an x5t of no bytes', toHeader([1, -7], [34, [-15, new Uint8Array()]]), 'cose-x5t'],
    ['bytes behind its map', new Uint8Array([...header, 0]), 'cbor-trailing'],
  ])('is refused with a protected header of %s', (_, protectedHeader, reason) => {
    expect(refusal(sign1({ 0: protectedHeader }))).toBe(`malformed ${reason}`);
  });
});

describe('COSE_Sign1 as it is put together', () => {
  const input = toSign1Input(hash, payload);

  it.each([0, 63, 65])('has no signature of %i bytes', (length) => {
    expect(() => assembleSign1(input, new Uint8Array(length))).toThrow('64 bytes');
  });

  const signed = (headerBytes: Uint8Array, external = new Uint8Array()) =>
    toCbor(['Signature1', headerBytes, external, payload]);

  it('may have a header of 1 to 23 bytes', () => {
    for (const length of [1, 23]) {
      const other = new Uint8Array(length).fill(0x40);
      expect(assembleSign1(signed(other), signature)).toEqual(sign1({ 0: other }));
    }
  });

  it.each([
    ['no header', signed(new Uint8Array())],
    ['a header of 24 bytes', signed(new Uint8Array(24).fill(0x40))],
    ['more that is signed', signed(header, hash)],
    ['nothing in it', new Uint8Array()],
    ['its end behind the header', input.subarray(0, 12 + header.length + 1)],
  ])('is not made from a signing input with %s', (_, other) => {
    expect(() => assembleSign1(other, signature)).toThrow('another header');
  });
});
