import { describe, expect, it } from 'vitest';
import { readJws, readTimes, toCompact, toSigningInput } from '../../shared/formats/jws.ts';
import { signHostileJws, toHostilePart } from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';

const expected = { typ: 'sample+jwt', maxBytes: 65_536 };
const header = { alg: 'ES256', typ: 'sample+jwt' };
const signature = new Uint8Array(64).fill(1);
const withHeader = (changes: object) => signHostileJws({ ...header, ...changes }, {});
const refusal = (text: string, maxBytes = expected.maxBytes) =>
  refusalOf(() => readJws(text, { ...expected, maxBytes }));

/** Bytes as a certificate of `x5c`. */
const certificate = (...bytes: readonly (number | readonly number[])[]) =>
  Buffer.from(bytes.flat()).toString('base64');
const zeros = (length: number) => Array<number>(length).fill(0);
/** A DER SEQUENCE of so many content bytes, below 65536, in two bytes of length. */
const sequence = (length: number) =>
  certificate(0x30, 0x82, length >> 8, length & 255, zeros(length));

describe('the bounds of a protected header', () => {
  it.each([
    ['an empty SEQUENCE', [certificate(0x30, 0)]],
    ['127 content bytes, the most of one length byte', [certificate(0x30, 127, zeros(127))]],
    ['128 content bytes', [certificate(0x30, 0x81, 128, zeros(128))]],
    ['256 content bytes', [certificate(0x30, 0x82, 1, 0, zeros(256))]],
    ['four certificates', Array(4).fill(sequence(300))],
    ['16384 characters', [sequence(6140), sequence(6140)]],
  ])('take certificates of %s', (_, x5c) => {
    expect(refusal(withHeader({ x5c }))).toBeUndefined();
  });

  it.each([
    ['a SET', [certificate(0x31, 0)]],
    ['nothing', ['']],
    ['a tag alone', [certificate(0x30)]],
    ['a length told in three bytes', [certificate(0x30, 0x83, 0, 0, 1, 0)]],
    ['an open length', [certificate(0x30, 0x80)]],
    ['an open length, 128 bytes behind it', [certificate(0x30, 0x80, zeros(128))]],
    ['a byte too few behind a long length', [certificate(0x30, 0x81, 128, zeros(127))]],
    ['a byte too many', [certificate(0x30, 1, zeros(2))]],
    ['its second byte of length ignored', [certificate(0x30, 0x82, 1, 0, zeros(1))]],
    ['16388 characters', [sequence(6140), sequence(6143)]],
    ['a good one and a number', [sequence(300), 7]],
  ])('refuse certificates of %s', (_, x5c) => {
    expect(refusal(withHeader({ x5c }))).toBe('malformed jws-x5c');
  });

  it('give certificates byte for byte, each with memory of its own', () => {
    const { x5c = [] } = readJws(withHeader({ x5c: [sequence(300)] }), expected).header;
    expect(Buffer.from(x5c[0] ?? []).toString('base64')).toBe(sequence(300));
    expect(x5c[0]?.buffer.byteLength).toBe(304);
  });

  it('take a kid of 1 to 128 characters', () => {
    for (const kid of ['k', 'k'.repeat(128)])
      expect(readJws(withHeader({ kid }), expected).header.kid).toBe(kid);
    expect(readJws(withHeader({}), expected).header).toEqual(header);
  });

  it('take 24576 characters and not one more', () => {
    const filled = (bytes: number) => signHostileJws(JSON.stringify(header).padEnd(bytes), {});
    const longest = filled((24_576 * 3) / 4);
    expect(longest.indexOf('.')).toBe(24_576);
    expect(refusal(longest)).toBeUndefined();
    expect(refusal(filled((24_576 * 3) / 4 + 1))).toBe('malformed jws-too-large');
  });

  it('take no fraction, even where it is said in whole', () => {
    const text = signHostileJws('{"alg":"ES256","typ":"sample+jwt","kid":1.5}', {});
    expect(refusal(text)).toBe('malformed json-number');
  });
});

describe('a header that is remembered', () => {
  const headerOf = (part: string) => readJws(`${part}.e30.${'A'.repeat(86)}`, expected).header;
  const part = (mark: string) => toHostilePart({ ...header, kid: `${'x'.repeat(110)}${mark}` });

  it('is one of the last four of those that are alike where they are looked up', () => {
    const parts = ['a', 'b', 'c', 'd'].map(part);
    const first = parts.map(headerOf);
    expect(parts.map(headerOf).every((one, at) => one === first[at])).toBe(true);
    headerOf(part('e'));
    expect(
      parts
        .slice(1)
        .map(headerOf)
        .every((one, at) => one === first[at + 1]),
    ).toBe(true);
    expect(headerOf(parts[0] ?? '')).not.toBe(first[0]);
  });

  it('is never taken for another typ than the one that is asked for', () => {
    const text = `${part('f')}.e30.${'A'.repeat(86)}`;
    expect(refusal(text)).toBeUndefined();
    expect(refusalOf(() => readJws(text, { ...expected, typ: 'other+jwt' }))).toBe(
      'malformed jws-typ',
    );
  });
});

describe('the bounds of a compact JWS', () => {
  const text = signHostileJws(header, {});

  it('take the size that is told and not one character more', () => {
    expect(refusal(text, text.length)).toBeUndefined();
    expect(refusal(text, text.length - 1)).toBe('malformed jws-too-large');
  });

  it.each(['', '.', '..', 'a', 'a.', 'a.b', '.a.b', 'a.b.c.d', 'a.b.c.'])('refuse %j', (one) => {
    expect(refusal(one)).toBe('malformed jws-parts');
  });

  it('refuse a header of one character, which no bytes have', () => {
    expect(refusal('a.b.c')).toBe('malformed base64url');
  });

  it('give what is signed as codes of their own each time', () => {
    const jws = readJws(text, expected);
    expect(Buffer.from(jws.signingInput).toString()).toBe(jws.signingText);
    expect(text.startsWith(`${jws.signingText}.`)).toBe(true);
  });
});

describe('a compact JWS as it is made', () => {
  it('has the members asked for and no other, in one order', () => {
    const partsOf = (text: string) =>
      text.split('.').map((one) => Buffer.from(one, 'base64url').toString());
    expect(partsOf(toSigningInput({ typ: 't' }, { a: 1 }))).toEqual([
      ...['{"alg":"ES256","typ":"t"}', '{"a":1}'],
    ]);
    const x5c = [Uint8Array.of(0x30, 0)];
    expect(partsOf(toSigningInput({ typ: 't', kid: 'k', x5c }, {}))[0]).toBe(
      '{"alg":"ES256","typ":"t","kid":"k","x5c":["MAA="]}',
    );
  });

  it('keeps what it made for an array of certificates, as it was then', () => {
    const x5c = [Uint8Array.of(0x30, 0)];
    const made = toSigningInput({ typ: 't', x5c }, {});
    x5c.push(Uint8Array.of(0x30, 0));
    expect(toSigningInput({ typ: 't', x5c }, {})).toBe(made);
    expect(toSigningInput({ typ: 't', x5c: [...x5c] }, {})).not.toBe(made);
  });

  it('takes its payload from the encoder that it is given', () => {
    expect(toSigningInput({ typ: 't' }, { a: 1 }, () => 'ENCODED').split('.')[1]).toBe('ENCODED');
  });

  it.each([0, 63, 65])('is not put together with a signature of %i bytes', (length) => {
    expect(() => toCompact('a.b', new Uint8Array(length))).toThrow('64 bytes');
    expect(toCompact('a.b', signature)).toBe(`a.b.${toHostilePart(signature)}`);
  });
});

describe('time claims, RFC 7519 section 4.1', () => {
  it.each(['iat', 'nbf', 'exp'] as const)('are whole seconds from 1970 to 9999: %s', (name) => {
    const refusalFor = (value: unknown) => refusalOf(() => readTimes({ [name]: value } as never));
    for (const value of [0, 253_402_300_799, undefined]) expect(refusalFor(value)).toBeUndefined();
    for (const value of [-1, 253_402_300_800, 0.5, '1', null, true, [1]])
      expect(refusalFor(value)).toBe(`malformed time-${name}`);
  });

  it('are missed where they are required, and not taken from a prototype', () => {
    const inherited = Object.create({ exp: 1 }) as Record<string, number>;
    expect(readTimes(inherited)).toEqual({});
    expect(refusalOf(() => readTimes(inherited, ['exp']))).toBe('malformed time-exp');
    expect(refusalOf(() => readTimes({ iat: 1 }, ['iat']))).toBeUndefined();
  });
});
