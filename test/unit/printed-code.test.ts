import { generateKeyPairSync } from 'node:crypto';
import { decode, encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { readBase32Run, toBase32 } from '../../shared/formats/base32.ts';
import { CborTag, type CborValue, toCbor } from '../../shared/formats/cbor.ts';
import { readCbor } from '../../shared/formats/cbor-reader.ts';
import { readSign1 } from '../../shared/formats/cose-sign1.ts';
import { maxPrintedCodeLength, readPrintedCode } from '../../shared/formats/printed-code.ts';
import { toQrSvg, toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { makePrintedCode, samplePrinted } from '../build/printed-codes.ts';
import { refusalOf } from '../build/refusal-of.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sample = makePrintedCode(samplePrinted, privateKey);
const bareCode = sample.slice(sample.indexOf('#') + 1);

describe('Base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as RFC 4648 does, without padding, and reads it again', (plain, encoded) => {
    const bytes = new TextEncoder().encode(plain);
    expect(toBase32(bytes)).toBe(encoded);
    expect(readBase32Run(encoded, 0)).toEqual(bytes);
    expect(readBase32Run(`1${encoded}=\n`, 1)).toEqual(bytes);
  });

  it.each(['M', 'MZX', 'MZXW6Y', 'MZ', 'M1', 'MZXW6YTBOJ', 'MZXW6YTBOI2'])(
    'refuses %j: no bytes are spelt so',
    (text) => {
      expect(refusalOf(() => readBase32Run(text, 0))).toBe('malformed base32');
    },
  );
});

describe('CBOR in its one encoding', () => {
  const values: readonly CborValue[] = [
    ...[0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER],
    ...[-1, -24, -25, -65_537],
    ...['', '沈阳', '𠮷', 'a'.repeat(300)],
    new Uint8Array(40).fill(7),
    [1, ['x', [-2]]],
    new Map<number | string, CborValue>([
      ...([4, 1, -65_537, 34] as const).map((key) => [key, key] as const),
      ['b', 'x'],
      ['aa', 'y'],
    ]),
  ];

  it.each(values.map((value) => [value]))('is what another library writes: %j', (value) => {
    const ours = toCbor(value);
    expect(Buffer.from(ours)).toEqual(Buffer.from(encode(value)));
    expect(readCbor(ours)).toEqual(value);
    expect(decode(ours, { useMaps: true })).toEqual(value);
  });

  it('writes nothing that it would not read', () => {
    for (const value of [1.5, Number.NaN, 2 ** 53, '\ud800'] as const) {
      expect(() => toCbor(value)).toThrow();
    }
  });

  it.each([
    ['nothing', '', 'cbor-truncated'],
    ['a number cut short', '19ff', 'cbor-truncated'],
    ['a text cut short', '63ee', 'cbor-truncated'],
    ['a length beyond everything', '5b001fffffffffffff', 'cbor-truncated'],
    ['bytes behind', '0000', 'cbor-trailing'],
    ['23 in two bytes', '1817', 'cbor-not-shortest'],
    ['255 in three', '1900ff', 'cbor-not-shortest'],
    ['65535 in five', '1a0000ffff', 'cbor-not-shortest'],
    ['2^32-1 in nine', '1b00000000ffffffff', 'cbor-not-shortest'],
    ['a text length in two bytes', '780161', 'cbor-not-shortest'],
    ['2^53', '1b0020000000000000', 'cbor-number'],
    ['an open text', '7f6161ff', 'cbor-indefinite'],
    ['an open map', 'bfff', 'cbor-indefinite'],
    ['true', 'f5', 'cbor-type'],
    ['null', 'f6', 'cbor-type'],
    ['a float', 'f93c00', 'cbor-type'],
    ['a reserved length', '1c', 'cbor-type'],
    ['text that is no UTF-8', '61ff', 'cbor-text'],
    ['half a surrogate', '63eda080', 'cbor-text'],
    ['bytes as a key', 'a14100', 'cbor-key'],
    ['a key twice', 'a201000100', 'cbor-key-doubled'],
    ['keys in another order', 'a202000100', 'cbor-key-order'],
    ['a text key before a shorter one', 'a2626161006162 00', 'cbor-key-order'],
    ['nine levels', '818181818181818181', 'cbor-depth'],
  ])('refuses %s', (_, hex, reason) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(refusalOf(() => readCbor(new Uint8Array(bytes)))).toBe(`malformed ${reason}`);
  });

  it('reads a tag with what it is on', () => {
    expect(readCbor(toCbor(new CborTag(18, [1])))).toEqual(new CborTag(18, [1]));
  });
});

describe('a printed code', () => {
  it('is read as it was made, and signed over the very bytes that were stored', () => {
    const { claims, signingInput, certificateHash } = readPrintedCode(sample);
    expect(certificateHash).toEqual(samplePrinted.certificateHash);
    expect(claims).toMatchObject({
      issuer: samplePrinted.issuer,
      subject: samplePrinted.subject,
      statusIndex: 4711,
      number: 'JY22101000000018',
      shortened: [],
    });
    expect([...claims.items]).toEqual([
      ['JYXM', ['热食类食品制售', '冷食类食品制售']],
      ['JYZMC', '沈阳某餐饮有限公司（示例）'],
    ]);
    const [context] = readCbor(signingInput) as readonly CborValue[];
    expect(context).toBe('Signature1');
  });

  it('is COSE_Sign1 for another library too', () => {
    const cose = readBase32Run(bareCode, 3);
    const [header, unprotectedHeader, payload] = decode(cose, {
      useMaps: true,
      tags: { 18: (content: () => unknown) => content() } as never,
    });
    expect(decode(header, { useMaps: true })).toEqual(
      new Map<number, unknown>([
        [1, -7],
        [34, [-15, samplePrinted.certificateHash]],
      ]),
    );
    expect(unprotectedHeader).toEqual(new Map());
    expect(decode(payload, { useMaps: true }).get(2)).toBe(samplePrinted.subject);
    expect(readSign1(cose).payload).toEqual(payload);
  });

  it.each([
    ['the address', sample],
    ['the bare code', bareCode],
    ["a scanner's symbology mark and line end", `]Q1${sample}\r\n`],
    ['tabs and other lines', `\tscan 17\n${bareCode}\n--end`],
    ['another address before it', `https://verify.gov-example.cn.evil/?x=1#${bareCode}`],
    ['an address in capitals', `HTTPS://YINZHENG.LIAONING.EXAMPLE/Q#${bareCode}`],
  ])('is found in what a scanner reads: %s', (_, read) => {
    expect(readPrintedCode(read).claims.subject).toBe(samplePrinted.subject);
  });

  it.each([
    ['nothing', '', 'printed-missing'],
    ['another prefix', bareCode.replace('YZ1', 'YZ2'), 'printed-missing'],
    ['two codes', `${bareCode} ${bareCode}`, 'printed-doubled'],
    ['lower case', bareCode.toLowerCase(), 'printed-missing'],
    ['a letter behind', `${bareCode}A`, /cbor-trailing|base32/],
    ['a letter lost', bareCode.slice(0, -1), /cbor-truncated|base32/],
    ['half a code', bareCode.slice(0, 300), /cbor-truncated|base32/],
    ['a code cut by a line end', `${bareCode.slice(0, 64)}\n${bareCode.slice(64)}`, /cbor|base32/],
    ['too much', `${bareCode}${' '.repeat(4096)}`, 'printed-too-large'],
    ['a code that no symbol holds', `YZ1${'A'.repeat(700)}`, 'printed-too-large'],
    ['a credential', 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln~', 'printed-missing'],
  ])('is refused: %s', (_, read, reason) => {
    expect(refusalOf(() => readPrintedCode(read))).toMatch(reason);
  });
});

describe('a printed code in little room', () => {
  const long = (characters: number) => '沈'.repeat(characters);
  const shortenedOf = (items: typeof samplePrinted.items, more: object = {}) => {
    const code = makePrintedCode({ ...samplePrinted, ...more, items }, privateKey);
    expect(code.length).toBeLessThanOrEqual(maxPrintedCodeLength);
    return readPrintedCode(code).claims;
  };

  it('shortens to what the type permits, and says so', () => {
    const item = { code: 'KZ_MC', isCuttable: true, printMax: 4 };
    const cut = shortenedOf([{ ...item, value: '辽宁省沈阳市' }]);
    expect([cut.items.get('MC'), cut.shortened]).toEqual(['辽宁省沈', ['MC']]);
    const whole = shortenedOf([{ ...item, value: '辽宁省𠮷' }]);
    expect([whole.items.get('MC'), whole.shortened]).toEqual(['辽宁省𠮷', []]);
  });

  it('shortens the longest text until all have room, never inside a character', () => {
    const { items, shortened } = shortenedOf([
      { code: 'KZ_MC', value: '𠮷'.repeat(100), isCuttable: true },
      { code: 'KZ_FDDBR', value: '李文', isCuttable: true },
    ]);
    expect(items.get('FDDBR')).toBe('李文');
    expect(items.get('MC')).toMatch(/^𠮷{10,}$/u);
    expect(shortened).toEqual(['MC']);
  });

  it('uses the room there is', () => {
    const code = makePrintedCode(
      { ...samplePrinted, items: [{ code: 'KZ_MC', value: long(100), isCuttable: true }] },
      privateKey,
    );
    expect(code.length).toBeGreaterThan(maxPrintedCodeLength - 14);
  });

  it('never cuts what is told whole or not at all, and names what it leaves out', () => {
    const { items, shortened } = shortenedOf(
      [
        { code: 'KZ_QLLX', value: long(30), isCuttable: false },
        { code: 'KZ_ZL', value: long(25), isCuttable: false },
      ],
      { omitted: ['KZ_ID'] },
    );
    expect([...items]).toEqual([['QLLX', long(30)]]);
    expect(shortened).toEqual(['ID', 'ZL']);
  });

  it('takes values from the end of a list', () => {
    const value = Array.from({ length: 20 }, (_, at) => `${long(6)}${at}`);
    const { items, shortened } = shortenedOf([{ code: 'KZ_JYXM', value, isCuttable: false }]);
    expect(value.slice(0, 3)).toEqual((items.get('JYXM') ?? []).slice(0, 3));
    expect(shortened).toEqual(['JYXM']);
  });

  it('leaves out even a number that is longer than all there is room for', () => {
    const { number, shortened } = shortenedOf([], { number: long(64), subject: 'A'.repeat(107) });
    expect([number, shortened]).toEqual([undefined, ['number']]);
  });

  it('says that an address is too long for any code', () => {
    const issuer = `https://${'a'.repeat(400)}.example`;
    expect(() => makePrintedCode({ ...samplePrinted, issuer }, privateKey)).toThrow('no room');
  });
});

describe('its symbol', () => {
  it('mixes modes at level M and stays small', () => {
    const { version, size, modules } = toQrSymbol(sample);
    expect(version).toBeLessThanOrEqual(20);
    expect(size).toBe(17 + 4 * version);
    expect(modules).toHaveLength(size * size);
    // the finder pattern's dark frame
    expect([...modules.subarray(0, 8)]).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
    expect(toQrSvg(toQrSymbol(sample))).toMatch(/^<svg .*viewBox="-4 -4 .*<\/svg>$/);
  });
});
