import { describe, expect, it } from 'vitest';
import {
  attributeTypes,
  findAttribute,
  readGeneralName,
  readName,
} from '../../shared/formats/certificate-name.ts';
import { DerReader } from '../../shared/formats/der-reader.ts';
import { isSameOctets } from '../../shared/formats/octets.ts';
import { der, name, oid, province, sequence, text } from '../build/certificate-forge.ts';

const { commonName, organisation } = attributeTypes;
const set = (...members: readonly Uint8Array[]) => der(0x31, ...members);
const attribute = (type: string, value: Uint8Array, ...more: readonly Uint8Array[]) =>
  sequence(oid(type), value, ...more);
const read = (octets: Uint8Array) => readName(new DerReader(octets));
const readOfOne = (value: Uint8Array) =>
  read(sequence(set(attribute(commonName, value)))).parts[0]?.[0]?.value;
const readGeneral = (tag: number, ...content: readonly (Uint8Array | readonly number[])[]) =>
  readGeneralName(new DerReader(der(tag, ...content)).next());

// in the one order of a SET OF: 2.5.4.3 before 2.5.4.10, both of one length
const [first, second] = [attribute(commonName, text('b')), attribute(organisation, text('a'))];

describe('a distinguished name (RFC 5280 section 4.1.2.4)', () => {
  it('is read part by part, with its octets', () => {
    const octets = name([...province('辽宁省'), [commonName, '根（示例）']]);
    const { raw, parts } = read(octets);
    expect(raw).toEqual(octets);
    expect(parts).toEqual([
      [{ type: '2.5.4.6', value: 'CN' }],
      [{ type: '2.5.4.8', value: '辽宁省' }],
      [{ type: commonName, value: '根（示例）' }],
    ]);
  });

  it('may have several attributes in one part, in the order of DER', () => {
    expect(read(sequence(set(first, second))).parts).toEqual([
      [
        { type: commonName, value: 'b' },
        { type: organisation, value: 'a' },
      ],
    ]);
  });

  const long = (letter: string, length: number) => text(letter.repeat(length));
  it.each([
    ['a part that is no SET', sequence(sequence(first)), 'der-tag'],
    ['a part without attributes', sequence(set()), 'name-part-empty'],
    ['attributes out of order', sequence(set(second, first)), 'der-set-order'],
    ['an attribute twice in a part', sequence(set(first, first)), 'der-set-order'],
    [
      'a third attribute out of order',
      sequence(set(first, second, attribute(commonName, text('c')))),
      'der-set-order',
    ],
    ['an attribute that is no SEQUENCE', sequence(set(set(oid('2.5.4.3'), text('a')))), 'der-tag'],
    [
      'something after a value',
      sequence(set(attribute(commonName, text('a'), text('b')))),
      'der-trailing',
    ],
    ['an attribute without a value', sequence(set(sequence(oid(commonName)))), 'der-truncated'],
    ['a value that is empty', sequence(set(attribute(commonName, text('')))), 'name-value-empty'],
    ['a type that is no OID', sequence(set(sequence(text('a'), text('a')))), 'der-tag'],
    [
      'an old-fashioned TeletexString',
      sequence(set(attribute(commonName, text('a', 0x14)))),
      'name-string',
    ],
    ['a BMPString', sequence(set(attribute(commonName, text('ab', 0x1e)))), 'name-string'],
    [
      'a text longer than any',
      sequence(set(attribute(commonName, long('a', 4097)))),
      'name-string',
    ],
    ['a SET instead of the name', set(set(first)), 'der-tag'],
  ])('is refused with %s', (_what, octets, reason) => {
    expect(() => read(octets)).toThrow(`malformed: ${reason}`);
  });

  it.each([
    ['UTF8String', text('ab', 0x0c), 'ab'],
    ['UTF8String of both sorts of letters', text('辽A宁', 0x0c), '辽A宁'],
    ['UTF8String that begins with a byte-order mark', text('\ufeffA', 0x0c), '\ufeffA'],
    ['UTF8String of the last ASCII character', text('\u007f', 0x0c), '\u007f'],
    ['PrintableString, all its marks', text("aZ09 '()+,-./:=?", 0x13), "aZ09 '()+,-./:=?"],
    ['IA5String, with marks of mail', text('a@b_c*', 0x16), 'a@b_c*'],
    ['a text of 4096 octets', long('a', 4096), 'a'.repeat(4096)],
    [
      'a text of 4096 octets, not all ASCII',
      text(`a${'省'.repeat(1365)}`),
      `a${'省'.repeat(1365)}`,
    ],
  ])('takes a value as %s', (_what, value, wanted) => {
    expect(readOfOne(value)).toBe(wanted);
  });

  it.each([
    ['PrintableString with a mark it has not, at the end', text('a*', 0x13)],
    ['PrintableString with a mark it has not, at the beginning', text('@a', 0x13)],
    ['PrintableString beyond ASCII', text('辽', 0x13)],
    ['IA5String beyond ASCII', der(0x16, [0x80])],
    ['IA5String in the octets of UTF-8', text('辽', 0x16)],
    ['UTF8String that is none', der(0x0c, [0x61, 0xff])],
    ['UTF8String in more octets than needed', der(0x0c, [0xc1, 0x81])],
    ['UTF8String of half a surrogate pair', der(0x0c, [0xed, 0xa0, 0x80])],
    ['UTF8String of 4098 octets', text('省'.repeat(1366))],
  ])('refuses a value as %s', (_what, value) => {
    expect(() => readOfOne(value)).toThrow('malformed: name-string');
  });

  it('may have several attributes in one part up to 4096 octets each', () => {
    const beside = (octets: number) => set(second, attribute(commonName, long('a', octets)));
    expect(read(sequence(beside(4083))).parts[0]).toHaveLength(2);
    expect(() => read(sequence(beside(4084)))).toThrow('malformed: name-string');
  });

  it('gives an attribute that it has once, whichever part it stands in, and none that it has twice', () => {
    const several = read(sequence(set(first), set(first, second)));
    expect(findAttribute(several, organisation)).toBe('a');
    expect(findAttribute(several, commonName)).toBeUndefined();
    expect(findAttribute(several, attributeTypes.country)).toBeUndefined();
  });
});

describe('a general name (RFC 5280 section 4.2.1.6)', () => {
  it.each([
    [0x81, 'email', 'a@b.cn'],
    [0x82, 'dns', 'b.cn'],
    [0x86, 'uri', 'https://b.cn'],
  ])('with the tag %d is of the kind %s', (tag, kind, value) => {
    expect(readGeneral(tag, Buffer.from(value))).toEqual({ kind, text: value });
    expect(() => readGeneral(tag, [0x61, 0x80])).toThrow('malformed: name-string');
    expect(() => readGeneral(tag, Buffer.from('辽'))).toThrow('malformed: name-string');
  });

  it('may be an address or a directory name', () => {
    const address = readGeneral(0x87, [192, 0, 2, 1]);
    expect(address.kind === 'ip' && [...address.octets]).toEqual([192, 0, 2, 1]);
    const directory = readGeneral(0xa4, name(province('辽宁省')));
    expect(directory).toEqual({ kind: 'directory', name: read(name(province('辽宁省'))) });
  });

  it('that is a directory name holds one name', () => {
    const one = name(province('辽宁省'));
    expect(() => readGeneral(0xa4, one, one)).toThrow('malformed: der-trailing');
    expect(() => readGeneral(0xa4)).toThrow('malformed: der-truncated');
  });

  it.each([0xa0, 0xa3, 0xa5, 0x88])('with the tag %d is one that nothing compares', (tag) => {
    expect(readGeneral(tag)).toEqual({ kind: 'other', tag });
  });

  it.each([0x80, 0x83, 0x84, 0x85, 0x89, 0xa1, 0xa2, 0xa6, 0x0c])(
    'with the tag %d is none',
    (tag) => {
      expect(() => readGeneral(tag)).toThrow('malformed: der-tag');
    },
  );
});

it.each([
  [[], [], true],
  [[1, 2], [1, 2], true],
  [[1, 2], [1, 3], false],
  [[1, 2], [2, 2], false],
  [[1, 2], [1, 2, 3], false],
  [[1, 2, 3], [1, 2], false],
])('octets %j and %j are the same: %s', (a, b, same) => {
  expect(isSameOctets(Uint8Array.from(a), Uint8Array.from(b))).toBe(same);
});
