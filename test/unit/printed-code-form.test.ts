import { describe, expect, it } from 'vitest';
import type { CborMap, CborValue } from '../../shared/formats/cbor.ts';
import {
  assemblePrintedCode,
  claimKeys,
  licenceKeys,
  maxPrintedCodeLength,
  printedLength,
  printedRoom,
  readPrintedCode,
  splitPrintedCode,
  toPrintedCode,
} from '../../shared/formats/printed-code.ts';
import { makeUnsignedCode, samplePrinted, toClaims } from '../build/printed-codes.ts';
import { refusalOf } from '../build/refusal-of.ts';

const { iss, sub, exp, nbf, iat } = claimKeys;
const { statusList, statusIndex, issued, number, items, shortened } = licenceKeys;
type Changes = Readonly<Record<number, CborValue | undefined>>;

const read = (changes: Changes = {}, licence: Changes = {}) =>
  readPrintedCode(makeUnsignedCode(toClaims(changes, licence))).claims;
const refused = (changes: Changes, licence: Changes = {}) =>
  refusalOf(() => read(changes, licence));
/** The last second, and the last day, of the year 9999. */
const [lastSecond, lastDay] = [253_402_300_799, 2_932_896];

describe('a claim of a printed code', () => {
  it.each<[string, number, readonly CborValue[], readonly CborValue[]]>([
    ['iss: text', iss, ['a', '\n', '省'], ['', 5, new Uint8Array(3), ['a']]],
    [
      'sub: 44 to 107 digits and capitals',
      sub,
      ['A'.repeat(44), '0'.repeat(107)],
      [
        'A'.repeat(43),
        'A'.repeat(108),
        `${'A'.repeat(43)}a`,
        `${'A'.repeat(44)}\n`,
        ` ${'A'.repeat(44)}`,
        44,
      ],
    ],
    ['exp: seconds up to the year 9999', exp, [0, 1, lastSecond], [-1, lastSecond + 1, '1', [1]]],
    ['nbf: seconds up to the year 9999', nbf, [0, 1, lastSecond], [-1, lastSecond + 1, '1', [1]]],
    ['iat: seconds up to the year 9999', iat, [0, 1, lastSecond], [-1, lastSecond + 1, '1', [1]]],
  ])('%s', (...[, key, fitting, unfit]) => {
    for (const value of fitting) expect(refused({ [key]: value }), `${value}`).toBeUndefined();
    const refusal = `malformed printed-claims-${key}`;
    for (const value of unfit) expect(refused({ [key]: value }), `${value}`).toBe(refusal);
    if (key !== exp) expect(refused({ [key]: undefined })).toBe(refusal);
  });

  it.each<[string, number, readonly CborValue[], readonly CborValue[]]>([
    [
      'the status list: 1 to 64 letters, digits, hyphens',
      statusList,
      ['a', 'Z-9', 'a'.repeat(64)],
      ['', 'a'.repeat(65), 'a/b', '.', 'a\n', '列', 5],
    ],
    ['the index: up to 2^31', statusIndex, [0, 1, 2 ** 31], [-1, 2 ** 31 + 1, '0']],
    ['the day of issue: up to the year 9999', issued, [0, lastDay], [-1, lastDay + 1, '0']],
    ['the number: text', number, ['1', '字号〔2026〕1号'], ['', 5, ['1']]],
  ])('%s', (...[, key, fitting, unfit]) => {
    for (const value of fitting) expect(refused({}, { [key]: value }), `${value}`).toBeUndefined();
    const refusal = `malformed printed-licence-${key}`;
    for (const value of unfit) expect(refused({}, { [key]: value }), `${value}`).toBe(refusal);
    if (key !== number) expect(refused({}, { [key]: undefined })).toBe(refusal);
  });

  it('is told as it stands there, what may be missing only where it is there', () => {
    expect(read()).toEqual({
      issuer: samplePrinted.issuer,
      subject: samplePrinted.subject,
      notBeforeSeconds: samplePrinted.notBeforeSeconds,
      issuedAtSeconds: samplePrinted.issuedAtSeconds,
      statusList: 'north-000001',
      statusIndex: 4711,
      issuedDay: 20_574,
      number: 'JY22101000000018',
      items: new Map([['JYZMC', '示例']]),
      shortened: [],
    });
    const told = read({ [exp]: 9 }, { [number]: undefined, [shortened]: ['MC', 'number'] });
    expect(told).toMatchObject({ expiresAtSeconds: 9, shortened: ['MC', 'number'] });
    expect(told).not.toHaveProperty('number');
  });

  it.each<[string, CborValue | undefined]>([
    ['an empty list', []],
    ['a text', 'MC'],
    ['a map', new Map()],
    ['numbers', [1]],
    ['a text and a number', ['MC', 1]],
    ['a list in a list', [['MC']]],
    ['a number', 0],
  ])('what was shortened is texts, and not %s', (_what, value) => {
    expect(refused({}, { [shortened]: value })).toBe('malformed printed-shortened');
  });

  it.each<[string, CborValue | undefined]>([
    ['missing', undefined],
    ['a list', [['MC', 'x']]],
    ['a text', 'MC'],
    ['of a number', new Map([[1, 'x']])],
    ['of a name with a mark', new Map([['KZ_MC', 'x']])],
    ['of a name with a line end', new Map([['MC\n', 'x']])],
    ['of no name', new Map([['', 'x']])],
    ['of a name of 41', new Map([['A'.repeat(41), 'x']])],
    ['with a number for a value', new Map([['MC', 1]])],
    ['with bytes for a value', new Map([['MC', new Uint8Array(1)]])],
    ['with no values', new Map([['MC', []]])],
    ['with a number among its values', new Map([['MC', ['x', 1]]])],
    ['with a map for a value', new Map([['MC', new Map()]])],
    [
      'good first and bad then',
      new Map<string, CborValue>([
        ['MC', 'x'],
        ['ZS', 1],
      ]),
    ],
  ])('items are not %s', (_what, value) => {
    expect(refused({}, { [items]: value })).toBe('malformed printed-items');
  });

  it('items are texts or lists of texts, by a name of 1 to 40 letters and digits', () => {
    const told = new Map<string, CborValue>([
      ['A', ''],
      ['z9', ['x']],
      ['A'.repeat(40), ['x', 'y']],
    ]);
    expect(read({}, { [items]: told }).items).toEqual(told);
    expect(read({}, { [items]: new Map() }).items).toEqual(new Map());
  });

  it.each<[string, Changes, Changes, string]>([
    ['one that nobody knows', { 7: 'x' }, {}, 'claims'],
    ['a text for a name', {}, { 7: 'x' }, 'licence'],
  ])('is never %s', (...[, changes, licence, where]) => {
    expect(refused(changes, licence)).toBe(`malformed printed-${where}`);
  });

  it.each<[string, CborValue]>([
    ['a list', []],
    ['a text', 'x'],
    ['a number', 0],
  ])('all stand in a map, not in %s', (_what, payload) => {
    const claims = payload as unknown as CborMap;
    expect(refusalOf(() => readPrintedCode(makeUnsignedCode(claims)))).toBe(
      'malformed printed-claims',
    );
    expect(refused({ [claimKeys.licence]: payload })).toBe('malformed printed-licence');
  });
});

describe('the room of a printed code', () => {
  const url = 'https://p.example';
  const fixed = url.length + '/q#YZ1'.length;

  it('is what 660 characters leave: five bits a letter of Base32', () => {
    expect(printedRoom(url)).toBe(Math.floor(((660 - fixed) * 5) / 8));
    const room = printedRoom(url);
    expect(printedLength(url, room)).toBeLessThanOrEqual(maxPrintedCodeLength);
    expect(printedLength(url, room + 1)).toBeGreaterThan(maxPrintedCodeLength);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 300])('counts %i bytes as they are written', (bytes) => {
    const code = toPrintedCode(url, new Uint8Array(bytes));
    expect(printedLength(url, bytes)).toBe(code.length);
    expect(splitPrintedCode(code)).toEqual({
      address: `${url}/q#`,
      code: code.slice(fixed - 'YZ1'.length),
    });
  });

  it('splits at the last mark: an address may hold another', () => {
    const code = toPrintedCode('https://p.example/q#/x', new Uint8Array(5));
    expect(splitPrintedCode(code)).toEqual({
      ...{ address: 'https://p.example/q#/x/q#', code: 'YZ1AAAAAAAA' },
    });
  });

  it('ends at 412 bytes, wherever the code comes from', () => {
    const bare = (bytes: number) => `YZ1${toPrintedCode('', new Uint8Array(bytes)).slice(6)}`;
    expect(refusalOf(() => readPrintedCode(bare(412)))).toMatch(/cose|cbor/);
    expect(refusalOf(() => readPrintedCode(bare(413)))).toBe('malformed printed-too-large');
  });
});

describe('a code among what a scanner read', () => {
  const code = makeUnsignedCode(toClaims());

  it('is found in 4096 characters, and not in one more', () => {
    const padded = code.padStart(4096, ' ');
    expect(readPrintedCode(padded).claims.statusIndex).toBe(4711);
    expect(refusalOf(() => readPrintedCode(` ${padded}`))).toBe('malformed printed-too-large');
  });

  it.each([
    ['', 'missing'],
    ['YZ', 'missing'],
    ['yz1AAAAAAAA', 'missing'],
    [`${code} YZ1`, 'doubled'],
    [`YZ1${code}`, 'doubled'],
  ])('is there once: %j', (text, reason) => {
    expect(refusalOf(() => readPrintedCode(text))).toBe(`malformed printed-${reason}`);
  });

  it('gives back what was signed, the signature and whose certificate it is', () => {
    const { signature, certificateHash, signingInput } = readPrintedCode(code);
    expect(signature).toEqual(new Uint8Array(64).fill(7));
    expect(certificateHash).toEqual(samplePrinted.certificateHash);
    const again = assemblePrintedCode('https://p.example', { signingInput, signature });
    expect(again).toBe(`https://p.example/q#${code}`);
  });
});
