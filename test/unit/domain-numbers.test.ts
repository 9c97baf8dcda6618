import { describe, expect, it } from 'vitest';
import { readBoundedPattern } from '../../shared/domain/bounded-pattern.ts';
import {
  isPersonalNumber,
  type PatternRule,
  readGivenNumber,
  sequenceScope,
  toNumber,
  toNumberCheck,
} from '../../shared/domain/licence-number.ts';
import type { LicenceType } from '../../shared/domain/licence-type.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { errorsOf } from '../build/errors-of.ts';
import { sampleOrganisation, samplePerson, samplePersons } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

function patternOf(type: LicenceType): PatternRule {
  if (type.number.rule !== 'pattern') throw new Error('this sample has no pattern');
  return type.number;
}

const food = sampleType('foodPermit');
const transport = sampleType('transportPermit');
const disability = sampleType('disabilityCertificate');
const source = {
  division: '210100',
  items: { KZ_ZTYT: '餐饮服务经营者' },
  holders: [sampleOrganisation()],
};

describe('a number made from a pattern', () => {
  it('has division, mapped item, sequence and check digit', () => {
    const number = toNumber(patternOf(food), source, 42);
    expect(number).toBe(`JY2210100000042${toNumberCheck('2210100000042')}`);
    expect(toNumberCheck('J/22:1010沈0000042')).toBe(toNumberCheck('2210100000042'));
    expect(number).toHaveLength(16);
  });

  it('is counted by type, division and category', () => {
    expect(sequenceScope(food, patternOf(food), source)).toBe('11100000MB0341032Y902#210100#2');
    expect(sequenceScope(transport, patternOf(transport), source)).toBe(
      '11210000MB9Y900073905#210100',
    );
    const person = { ...source, holders: [samplePerson()] };
    expect(sequenceScope(disability, patternOf(disability), person)).toBeUndefined();
  });

  it('holds the code of its only holder', () => {
    const items = { KZ_CJLB: '肢体', KZ_CJDJ: '二级' };
    const holders = [samplePerson()];
    expect(toNumber(patternOf(disability), { ...source, items, holders })).toBe(
      `${samplePerson().code}42`,
    );
    const many = () =>
      toNumber(patternOf(disability), { ...source, items, holders: samplePersons });
    expect(errorsOf(many)).toEqual({ '/holders': 'too-many' });
    const none = () => toNumber(patternOf(disability), { ...source, items, holders: [] });
    expect(errorsOf(none)).toEqual({ '/holders': 'required' });
  });

  it('is refused when an item has no mapped value', () => {
    const spoilt = { ...source, items: { KZ_ZTYT: 'constructor' } };
    expect(errorsOf(() => toNumber(patternOf(food), spoilt, 1))).toEqual({
      '/items/KZ_ZTYT': 'enum',
    });
  });

  it('is refused when the sequence has run out of digits', () => {
    expect(toNumber(patternOf(transport), source, 999_999)).toBe('210100999999');
    expect(() => toNumber(patternOf(transport), source, 1_000_000)).toThrow(Problem);
    expect(() => toNumber(patternOf(transport), source, 1_000_000)).toThrow(
      'number-sequence-exhausted',
    );
  });
});

describe('a number given by the department', () => {
  const birth = sampleType('birthCertificate').number;
  const title = sampleType('realEstateTitle').number;

  it('matches what the type asks', () => {
    if (birth.rule !== 'given' || title.rule !== 'given') throw new Error('not given');
    expect(readGivenNumber(birth, 'A123456789')).toBe('A123456789');
    expect(readGivenNumber(title, '辽（2026）沈阳市不动产权第0000001号')).toContain('第0000001号');
    expect(errorsOf(() => readGivenNumber(birth, 'A1234567890'))).toEqual({ '/number': 'pattern' });
    expect(errorsOf(() => readGivenNumber(birth, 'A123456789\n'))).toEqual({
      '/number': 'control-character',
    });
    expect(errorsOf(() => readGivenNumber(title, undefined))).toEqual({ '/number': 'required' });
    expect(errorsOf(() => readGivenNumber(title, '1'.repeat(65)))).toEqual({
      '/number': 'too-long',
    });
  });
});

describe('a personal number', () => {
  const given = { rule: 'given', personal: false } as const;

  it('is one that the type says, or that holds a person’s code', () => {
    const { code } = samplePerson();
    expect(isPersonalNumber(disability.number, 'X', [])).toBe(true);
    expect(isPersonalNumber(given, `T${code}`, [samplePerson()])).toBe(true);
    expect(isPersonalNumber(given, `T${code}`, [])).toBe(true);
    const passport = { name: '某（示例）', codeType: '414', code: 'E12345678' } as const;
    expect(isPersonalNumber(given, 'T-e12345678', [passport])).toBe(true);
    expect(isPersonalNumber(given, 'T-E12345678', [sampleOrganisation(), passport])).toBe(true);
    expect(isPersonalNumber(given, '第Ｅ１２３４ ５６７８号', [passport])).toBe(true);
    expect(isPersonalNumber(given, 'T-12345', [passport])).toBe(false);
  });

  it('is none that holds an organisation’s code', () => {
    const company = sampleOrganisation();
    expect(isPersonalNumber(given, company.code, [company])).toBe(false);
  });
});

describe('the regular expression of a definition', () => {
  it.each(['^[A-Z][0-9]{9}$', '第[0-9]{1,20}号', 'a|b', '(?:JY)?\\d{14}', '[\\p{L}]{0,100}'])(
    '%s is bounded',
    (pattern) => {
      expect(readBoundedPattern(pattern)).toBe(pattern);
    },
  );

  it.each([
    '(a+)+',
    'a*',
    '(?=a)',
    '(?<=a)b',
    '(a)\\1',
    '(a{0,9}){9}',
    '[a',
    '',
    '(',
    'a{0,200}a{0,200}',
    'a{1,}',
    'a{2,1}',
  ])('%s is refused', (pattern) => {
    expect(errorsOf(() => readBoundedPattern(pattern, '/p'))).toEqual({ '/p': 'pattern' });
  });

  it('is short', () => {
    expect(errorsOf(() => readBoundedPattern('a'.repeat(201), '/p'))).toEqual({ '/p': 'too-long' });
  });
});
