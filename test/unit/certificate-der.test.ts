import { describe, expect, it } from 'vitest';
import {
  readBoolean,
  readInteger,
  readNamedBits,
  readObjectIdentifier,
  readSmallInteger,
  toDerSignature,
  toRawSignature,
} from '../../shared/formats/der.ts';
import { DerReader, type DerValue, readDer } from '../../shared/formats/der-reader.ts';
import { oid } from '../build/certificate-forge.ts';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const toHexText = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
const readOne = (hex: string): DerValue => new DerReader(fromHex(hex)).next();

describe('strict DER', () => {
  it('gives values without copying them', () => {
    const bytes = fromHex('30060201050401ff');
    const inside = readDer(bytes, 0x30).inside();
    expect(readSmallInteger(inside.next(0x02))).toBe(5);
    const octets = inside.next().content;
    inside.close();
    bytes.set([0x0a], 7);
    expect([...octets]).toEqual([0x0a]);
  });

  it.each([
    ['nothing', '', 'der-truncated'],
    ['a tag alone', '30', 'der-truncated'],
    ['a long tag', '1f8101', 'der-tag'],
    ['an indefinite length', '30800000', 'der-length'],
    ['a long length below 128', '30810100', 'der-length'],
    ['a length with a leading zero', `30820080${'00'.repeat(128)}`, 'der-length'],
    ['a length of five octets', '30850000000001', 'der-length'],
    ['more length than there is', '300201', 'der-length'],
  ])('refuses %s', (_what, hex, reason) => {
    expect(() => readOne(hex)).toThrow(`malformed: ${reason}`);
  });

  it('refuses another tag, something after the value, and what is not constructed', () => {
    expect(() => readDer(fromHex('0500'), 0x30)).toThrow('malformed: der-tag');
    expect(() => readDer(fromHex('300000'), 0x30)).toThrow('malformed: der-trailing');
    expect(() => readOne('0500').inside()).toThrow('malformed: der-not-constructed');
  });

  it('refuses to go deeper than certificates do', () => {
    let value = readOne(
      `${Array.from({ length: 40 }, (_, i) => `30${(78 - 2 * i).toString(16).padStart(2, '0')}`).join('')}`,
    );
    const descend = () => {
      for (;;) value = value.inside().next();
    };
    expect(descend).toThrow('malformed: der-depth');
  });

  it.each([
    ['0101ff', true],
    ['010100', false],
  ])('reads the boolean %s', (hex, wanted) => {
    expect(readBoolean(readOne(hex))).toBe(wanted);
  });

  it.each(['010101', '0100', '01020000'])('refuses the boolean %s', (hex) => {
    expect(() => readBoolean(readOne(hex))).toThrow('malformed: der-boolean');
  });

  it.each(['0200', '02020001', '0202ff80'])('refuses the integer %s', (hex) => {
    expect(() => readInteger(readOne(hex))).toThrow('malformed: der-integer');
  });

  it.each(['020180', '0205007fffffff'])('refuses the small integer %s', (hex) => {
    expect(() => readSmallInteger(readOne(hex))).toThrow('malformed: der-integer');
  });

  it('reads named bits, across octets', () => {
    expect(readNamedBits(readOne('03020186'))).toEqual([0, 5, 6]);
    expect(readNamedBits(readOne('0303070080'))).toEqual([8]);
  });

  it.each(['0300', '030100', '03020780ff', '03020000', '03020186ff', '03020881', '03020181'])(
    'refuses the named bits %s',
    (hex) => {
      expect(() => readNamedBits(readDer(fromHex(hex), 0x03))).toThrow(/malformed: der-/);
    },
  );

  it.each([
    '0.9.2342',
    '1.2.840.10045.4.3.2',
    '2.5.29.15',
    '2.999.1',
    '2.25.335671868899778373117012765590935501646',
  ])('reads the object identifier %s', (dotted) => {
    expect(readObjectIdentifier(new DerReader(oid(dotted)).next())).toBe(dotted);
  });

  it.each([
    '0600',
    '060280 01'.replace(' ', ''),
    '06022a80',
    '06032a8001',
    `0641${'2a'.repeat(65)}`,
  ])('refuses the object identifier %s', (hex) => {
    expect(() => readObjectIdentifier(readOne(hex))).toThrow('malformed: der-object-identifier');
  });
});

describe('ECDSA signatures in two forms', () => {
  const half = (hex: string) => hex.padStart(64, '0');

  it.each([
    ['3006020101020102', `${half('01')}${half('02')}`],
    [`3026022100${'ff'.repeat(32)}020101`, `${'ff'.repeat(32)}${half('01')}`],
    [`30080202008002020080`, `${half('80')}${half('80')}`],
  ])('%s is the same in both', (der, raw) => {
    expect(toHexText(toDerSignature(fromHex(raw)))).toBe(der);
    expect(toHexText(toRawSignature(fromHex(der)))).toBe(raw);
  });

  it('writes a zero, which no key ever signs, and never reads one', () => {
    const der = toDerSignature(new Uint8Array(64));
    expect(toHexText(der)).toBe('3006020100020100');
    expect(() => toRawSignature(der)).toThrow('malformed: signature-integer');
  });

  it.each([
    ['a zero', '3006020100020101'],
    ['a negative half', '3006020180020101'],
    ['a padded half', '300702020001020101'],
    ['a half of 33 octets', `30260221 01${'00'.repeat(32)}020101`.replace(' ', '')],
    ['a third half', '3009020101020101020101'],
    ['one half', '3003020101'],
    ['a trailing octet', '300602010102010100'],
    ['a length of two octets', '308106020101020101'],
    ['no sequence', '3106020101020101'],
    ['r‖s already', '11'.repeat(64)],
  ])('refuses DER with %s', (_what, hex) => {
    expect(() => toRawSignature(fromHex(hex))).toThrow(/^malformed: /);
  });

  it.each([0, 63, 65])('refuses r‖s of %d octets', (length) => {
    expect(() => toDerSignature(new Uint8Array(length))).toThrow('malformed: signature-length');
  });
});
