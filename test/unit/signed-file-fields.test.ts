import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import { SignedFileFields } from '../../shared/formats/trust-list-fields.ts';
import { digestOf } from '../build/digest-of.ts';
import { refusalOf } from '../build/refusal-of.ts';

const digest = digestOf('a');
type Read = (fields: SignedFileFields) => unknown;
const lastSecond = 253_402_300_799;
const largest = Number.MAX_SAFE_INTEGER;
const noNumbers = ['1', null, true, [], {}, 0.5, largest + 1, -1];

const rules: readonly (readonly [string, Read, readonly JsonValue[], readonly JsonValue[]])[] = [
  [
    'text of 1 to 200 characters, none for control',
    (fields) => fields.text('a_claim'),
    ['a', '沈阳', 'a'.repeat(200), ' '],
    ['', 'a'.repeat(201), 'a\n', '\u0000', '\u007f', '\u009f', 5, null, ['a']],
  ],
  ['text of 1 to 3', (fields) => fields.text('a_claim', 3), ['a', 'abc'], ['', 'abcd']],
  [
    'what matches',
    (fields) => fields.matching('a_claim', /^[0-9]$/),
    ['0', '9'],
    ['', '00', 'a', 5, null, ['5']],
  ],
  [
    'a SHA-256 in its one spelling of 43 characters',
    (fields) => fields.digest('a_claim'),
    [digest, `${'_'.repeat(42)}8`, `${'-'.repeat(42)}A`],
    [`${digest}A`, digest.slice(1), `${'A'.repeat(42)}B`, `${digest}\n`, `+${'A'.repeat(42)}`, 5],
  ],
  [
    'seconds of 1970 to 9999',
    (fields) => fields.seconds('a_claim'),
    [0, 1, lastSecond],
    [lastSecond + 1, ...noNumbers],
  ],
  ['a whole number from zero', (fields) => fields.integer('a_claim'), [0, 1, largest], noNumbers],
  [
    'a whole number above zero',
    (fields) => fields.positive('a_claim'),
    [1, largest],
    [0, ...noNumbers],
  ],
  [
    'a list of at most 2',
    (fields) => fields.array('a_claim', 2),
    [[], [1], [1, 'a']],
    [[1, 2, 3], 'ab', { length: 1 }, null, 5],
  ],
  [
    'at most 2 digests',
    (fields) => fields.digests('a_claim', 2),
    [[], [digest], [digest, digest]],
    [[digest, digest, digest], [digest, 'x'], ['x', digest], [5], digest, [[digest]]],
  ],
];

describe.each(rules)('a claim that is %s', (...[, read, fitting, unfit]) => {
  it('is given as it stands there', () => {
    for (const value of fitting) {
      expect(read(new SignedFileFields('a-file', { a_claim: value }))).toEqual(value);
    }
  });

  it('is refused by its name when it is anything else, or missing, or inherited', () => {
    const refusal = 'malformed a-file-a-claim';
    for (const value of unfit) {
      const refused = refusalOf(() => read(new SignedFileFields('a-file', { a_claim: value })));
      expect(refused, JSON.stringify(value)).toBe(refusal);
    }
    expect(refusalOf(() => read(new SignedFileFields('a-file', {})))).toBe(refusal);
    const inherited = Object.create({ a_claim: fitting[0] });
    expect(refusalOf(() => read(new SignedFileFields('a-file', inherited)))).toBe(refusal);
  });
});

describe('what stands inside a file', () => {
  it.each([undefined, null, 5, 'a', true, []])('is an object, not %j', (value) => {
    const read = () => new SignedFileFields('a-file', value as JsonValue);
    expect(refusalOf(read)).toBe('malformed a-file-shape');
  });

  it('is refused by its whole path', () => {
    const file = new SignedFileFields('a-file', { one: { two_x: { three: 5 } }, many: [{}, 5] });
    const inner = file.object('one').object('two_x');
    expect(inner.integer('three')).toBe(5);
    expect(refusalOf(() => inner.text('three'))).toBe('malformed a-file-one-two-x-three');
    expect(refusalOf(() => inner.object('three'))).toBe('malformed a-file-one-two-x-three-shape');
    expect(refusalOf(() => file.objects('many', 2))).toBe('malformed a-file-many-shape');
    expect(refusalOf(() => file.objects('many', 1))).toBe('malformed a-file-many');
  });

  it('is there when it is its own, whatever its value', () => {
    const fields = new SignedFileFields('a-file', { nothing: null });
    expect(['nothing', 'missing', 'toString'].map((name) => fields.has(name))).toEqual([
      ...[true, false, false],
    ]);
  });
});
