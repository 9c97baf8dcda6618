import { describe, expect, it } from 'vitest';
import {
  readBits,
  readBoolean,
  readInteger,
  readNamedBits,
  readObjectIdentifier,
  readSmallInteger,
  toDerSignature,
  toHex,
  toRawSignature,
} from '../../shared/formats/der.ts';
import { DerReader, type DerValue, readDer } from '../../shared/formats/der-reader.ts';
import { der, oid } from '../build/certificate-forge.ts';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
/** The first value of these octets; what follows belongs to something else. */
const readFirst = (hex: string): DerValue => new DerReader(fromHex(hex)).next();
const numbers = (octets: Uint8Array) => [...octets];

describe('DER at its bounds', () => {
  it.each([
    [`047f${'00'.repeat(127)}`, 127],
    [`048180${'00'.repeat(128)}`, 128],
    [`0481ff${'00'.repeat(255)}`, 255],
    [`04820100${'00'.repeat(256)}`, 256],
    [`0483010000${'00'.repeat(65_536)}`, 65_536],
  ])('takes the length of %#', (hex, length) => {
    expect(readFirst(hex).content.length).toBe(length);
  });

  it('takes a length of four octets', () => {
    const octets = new Uint8Array(0x1000006);
    octets.set([4, 0x84, 1, 0, 0, 0]);
    expect(readDer(octets, 4).content.length).toBe(0x1000000);
  });

  it.each([
    ['127 in two octets', `04817f${'00'.repeat(127)}`],
    ['255 in three octets', `048200ff${'00'.repeat(255)}`],
    ['65535 in four octets', `048300ffff${'00'.repeat(65_535)}`],
    ['a length of 127 octets', '04ff'],
    ['no octets, that is an indefinite one', `0480${'00'.repeat(256)}`],
    ['one octet more than there is', '040200'],
  ])('refuses the length of %s', (_what, hex) => {
    expect(() => readFirst(hex)).toThrow('malformed: der-length');
  });

  it.each(['1f0100', '3f0100', '5f0100', '9f0100', 'bf0100', 'ff0100'])(
    'refuses the tag of several octets %s',
    (hex) => {
      expect(() => readFirst(hex)).toThrow('malformed: der-tag');
      expect(() => readDer(fromHex(hex), fromHex(hex)[0] ?? 0)).toThrow('malformed: der-tag');
    },
  );

  it('keeps to the end of a value, whatever follows it', () => {
    const empty = () => readFirst('3000020105').inside();
    expect(empty().done).toBe(true);
    expect(empty().optional(2)).toBeUndefined();
    expect(() => empty().next()).toThrow('malformed: der-truncated');
    expect(() => readFirst('30030202010505').inside().next()).toThrow('malformed: der-length');
    expect(() => readFirst('30010205').inside().next()).toThrow('malformed: der-truncated');
  });

  it('reads the rest, one value after the other, and an optional one only by its tag', () => {
    const reader = readFirst('3009020101020102020103').inside();
    expect(reader.optional(4)).toBeUndefined();
    expect(numbers(reader.optional(2)?.whole ?? Uint8Array.of())).toEqual([2, 1, 1]);
    expect(() => reader.close()).toThrow('malformed: der-trailing');
    expect([...reader.rest()].map(({ content }) => numbers(content))).toEqual([[2], [3]]);
    reader.close();
  });

  it('goes 24 values deep and no deeper', () => {
    const nest = (levels: number): Uint8Array =>
      Array.from({ length: levels }).reduce<Uint8Array>((inner) => der(0x30, inner), der(5));
    const descend = (levels: number) => {
      let value = readDer(nest(levels), 0x30);
      for (let level = 1; level < levels; level += 1) value = value.inside().next();
      return value.inside().next();
    };
    expect(descend(24).tag).toBe(5);
    expect(() => descend(25)).toThrow('malformed: der-depth');
  });

  it.each([0x30, 0x31, 0xa0, 0xbe, 0x24])('goes into the constructed tag %d', (tag) => {
    expect(
      readDer(der(tag, der(5)), tag)
        .inside()
        .next().tag,
    ).toBe(5);
  });

  it.each([0x04, 0x80, 0x9e, 0x10])('goes into no primitive tag %d unless told', (tag) => {
    const value = readDer(der(tag, der(5)), tag);
    expect(() => value.inside()).toThrow('malformed: der-not-constructed');
    expect(value.insideContent().next().tag).toBe(5);
  });
});

describe('DER of one type', () => {
  it.each(['0100ff', '0102ff00', '0102ffff', '010102', '01017f', '0101fe'])(
    'refuses the boolean %s',
    (hex) => {
      expect(() => readBoolean(readFirst(hex))).toThrow('malformed: der-boolean');
    },
  );

  it.each([
    ['020100', [0]],
    ['0201ff', [0xff]],
    ['02017f', [0x7f]],
    ['02020080', [0, 0x80]],
    ['0202ff7f', [0xff, 0x7f]],
    ['02020100', [1, 0]],
    ['0202fe80', [0xfe, 0x80]],
  ])('reads the integer %s', (hex, octets) => {
    expect(numbers(readInteger(readFirst(hex)))).toEqual(octets);
  });

  it.each(['020001', '02020000', '0202007f', '0202ff80', '0202ffff'])(
    'refuses the integer %s',
    (hex) => {
      expect(() => readInteger(readFirst(hex))).toThrow('malformed: der-integer');
    },
  );

  it.each([
    ['020100', 0],
    ['02017f', 127],
    ['02020080', 128],
    ['02020102', 258],
    ['02047fffffff', 2_147_483_647],
  ])('reads the small integer %s', (hex, wanted) => {
    expect(readSmallInteger(readFirst(hex))).toBe(wanted);
  });

  it.each(['0201ff', '02020001', '020480000000', '02050080000000'])(
    'refuses the small integer %s',
    (hex) => {
      expect(() => readSmallInteger(readFirst(hex))).toThrow('malformed: der-integer');
    },
  );

  it('reads a bit string of whole octets', () => {
    expect(numbers(readBits(readFirst('0303000102ff')))).toEqual([1, 2]);
    expect(numbers(readBits(readFirst('030100ff')))).toEqual([]);
  });

  it.each(['030000', '03020180', '03020780', '0301ff'])('refuses the bit string %s', (hex) => {
    expect(() => readBits(readFirst(hex))).toThrow('malformed: der-bit-string');
  });

  it.each([
    ['03020780', [0]],
    ['03020001', [7]],
    ['03020560', [1, 2]],
    ['030306ffc0', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['030400000001', [23]],
  ])('reads the named bits %s', (hex, wanted) => {
    expect(readNamedBits(readFirst(hex))).toEqual(wanted);
  });

  it.each([
    '030001',
    '03010080',
    '03020040',
    '030207c0',
    '03020740',
    '03020880',
    '03022001',
    '03022780',
    '0303078000',
  ])('refuses the named bits %s', (hex) => {
    expect(() => readNamedBits(readFirst(hex))).toThrow('malformed: der-bit-string');
  });

  it.each([
    ['060100', '0.0'],
    ['060127', '0.39'],
    ['060128', '1.0'],
    ['06014f', '1.39'],
    ['060150', '2.0'],
    ['06022a7f', '1.2.127'],
    ['06032a8100', '1.2.128'],
    // the longest arc that is counted as a number, and the first ones that are not exact as one
    ['06082affffffffffff7f', '1.2.562949953421311'],
    ['06092a9080808080808001', '1.2.9007199254740993'],
    ['06089080808080808001', '2.9007199254740913'],
  ])('reads the object identifier %s', (hex, dotted) => {
    expect(readObjectIdentifier(readFirst(hex))).toBe(dotted);
  });

  it('reads an object identifier of 64 octets', () => {
    const dotted = `1.2${'.42'.repeat(63)}`;
    expect(readObjectIdentifier(readFirst(toHex(oid(dotted))))).toBe(dotted);
  });

  it.each(['060001', '06022a8101', '06028001', '06032a8001', `0641${'2a'.repeat(65)}`])(
    'refuses the object identifier %s',
    (hex) => {
      expect(() => readObjectIdentifier(readFirst(hex))).toThrow(
        'malformed: der-object-identifier',
      );
    },
  );

  it('writes octets in two digits each', () => {
    expect(toHex(Uint8Array.of(0, 1, 0x0f, 0x10, 0xff))).toBe('00010f10ff');
  });
});

describe('ECDSA signatures at their bounds', () => {
  it.each([
    [
      'the greatest halves',
      'ff'.repeat(64),
      `3046022100${'ff'.repeat(32)}022100${'ff'.repeat(32)}`,
    ],
    [
      'halves just below a sign',
      '7f'.repeat(64),
      `30440220${'7f'.repeat(32)}0220${'7f'.repeat(32)}`,
    ],
    ['halves of one octet', `${'00'.repeat(31)}01${'00'.repeat(31)}80`, '300702010102020080'],
  ])('%s are the same in both forms, in new octets and in used ones', (_what, raw, wanted) => {
    expect(toHex(toDerSignature(fromHex(raw)))).toBe(wanted);
    expect(toHex(toDerSignature(fromHex(raw), new Uint8Array(72).fill(0xee)))).toBe(wanted);
    expect(toHex(toRawSignature(fromHex(wanted)))).toBe(raw);
  });

  it.each([
    ['a negative second half', '3006020101020180'],
    ['a second half of zero', '3006020101020100'],
    ['a first half of 33 octets', `3026022101${'00'.repeat(32)}020101`],
    ['a second half of 33 octets', `3026020101022101${'00'.repeat(32)}`],
  ])('refuses DER with %s', (_what, hex) => {
    expect(() => toRawSignature(fromHex(hex))).toThrow('malformed: signature-integer');
  });

  it('refuses halves that are no integers', () => {
    expect(() => toRawSignature(fromHex('3006040101020101'))).toThrow('malformed: der-tag');
    expect(() => toRawSignature(fromHex('3006020101040101'))).toThrow('malformed: der-tag');
  });
});
