import { describe, expect, it } from 'vitest';
import { checkCitizenNumber, containsCitizenNumber } from '../../shared/domain/citizen-number.ts';
import { readCivilDate } from '../../shared/domain/civil-date.ts';
import { isDivisionCode, readDivisionCode } from '../../shared/domain/division-code.ts';
import { checkHolderCode } from '../../shared/domain/holder-code.ts';
import { checkHolders, readHolder } from '../../shared/domain/holders.ts';
import { readLicenceTypeCode } from '../../shared/domain/licence-type-code.ts';
import { mayCall } from '../../shared/domain/rights.ts';
import {
  checkSocialCreditCode,
  readDepartmentCode,
  toSocialCreditCheck,
} from '../../shared/domain/social-credit-code.ts';
import { errorsOf } from '../build/errors-of.ts';
import {
  sampleDepartments,
  sampleOrganisation,
  sampleOrganisations,
  samplePerson,
  samplePersons,
} from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

const today = readCivilDate('2026-11-22');

describe('a social credit code', () => {
  it('has the check digit of the organisation too, whatever its own', () => {
    const first16 = '91210102MAL3C6TE';
    const right = [...'0123456789X'].filter((digit) => {
      const body = `${first16}${digit}`;
      return checkSocialCreditCode(`${body}${toSocialCreditCheck(body)}`) === undefined;
    });
    expect(right).toEqual(['9']);
  });

  it('is right in every sample', () => {
    for (const { code } of [...sampleDepartments, ...sampleOrganisations])
      expect(checkSocialCreditCode(code)).toBeUndefined();
  });

  it.each([
    ['', 'length'],
    ['11210100MB9Y10011', 'length'],
    ['11210100mb9y10011q', 'character'],
    ['１1210100MB9Y10011Q', 'character'],
    ['I1210100MB9Y10011Q', 'character'],
    ['11210100MB9Y10011R', 'check-digit'],
  ])('%j is refused: %s', (code, fault) => {
    expect(checkSocialCreditCode(code)).toBe(fault);
  });

  it('is refused when only the organisation code within is wrong', () => {
    expect(checkSocialCreditCode('91350100M000100Z49')).toBe('character');
    expect(checkSocialCreditCode('91350100M00010054A')).toBe('check-digit');
  });

  it('names the department only when it is a text', () => {
    expect(errorsOf(() => readDepartmentCode(7, '/code'))).toEqual({ '/code': 'type' });
    expect(errorsOf(() => readDepartmentCode(undefined, '/code'))).toEqual({ '/code': 'required' });
  });
});

describe('a citizen number', () => {
  it('is right in every sample', () => {
    for (const { code } of samplePersons) expect(checkCitizenNumber(code, today)).toBeUndefined();
  });

  it.each([
    ['1101051949123100', 'length'],
    ['11010519491231002x', 'character'],
    ['91010519491231002X', 'region'],
    ['11010519490231002X', 'date'],
    ['11010517491231002X', 'date'],
    ['110105194912310021', 'check-digit'],
  ])('%s is refused: %s', (code, fault) => {
    expect(checkCitizenNumber(code, today)).toBe(fault);
  });

  it('is not born after today', () => {
    expect(checkCitizenNumber('11010519491231002X', readCivilDate('1949-12-30'))).toBe('date');
    expect(checkCitizenNumber('11010519491231002X', readCivilDate('1949-12-31'))).toBeUndefined();
  });

  it('is found wherever it stands', () => {
    expect(containsCitizenNumber('字第11010519491231002x号')).toBe(true);
    expect(containsCitizenNumber('字第１１０１０５１９４９１２３１００２Ｘ号')).toBe(true);
    expect(containsCitizenNumber('字第1１0１0５1９4９1２3１0０2ｘ号')).toBe(true);
    expect(containsCitizenNumber('字第110105194912310021号')).toBe(false);
  });

  it.each([
    '字第１１０１０５１９４９１２３１００２Ｘ号',
    '110105 19491231 002x',
    '110105-19491231-002X',
    '110105\u30001949.12.31\u00a0002X',
    '１１０１０５－１９４９１２３１－００２ｘ',
  ])('is found however it is written (P02): %s', (text) => {
    expect(containsCitizenNumber(text)).toBe(true);
  });

  it.each(['110105 19491231 0021', '110105(1949)1231002X', '11010519491231', ''])(
    'is not taken for there where there is none: %s',
    (text) => {
      expect(containsCitizenNumber(text)).toBe(false);
    },
  );
});

describe('a licence type code', () => {
  it('is a definer and three more', () => {
    expect(readLicenceTypeCode('11100000MB0341032Y902')).toBe('11100000MB0341032Y902');
    expect(errorsOf(() => readLicenceTypeCode('11100000MB0341032Y90'))).toEqual({ '': 'length' });
    expect(errorsOf(() => readLicenceTypeCode('11100000MB0341032Y90a'))).toEqual({
      '': 'character',
    });
    expect(errorsOf(() => readLicenceTypeCode('11100000MB0341032X902'))).toEqual({
      '': 'check-digit',
    });
  });
});

describe('a division code', () => {
  it.each(['210000', '210100', '210102', '429004', '100000'])('%s has the structure', (code) => {
    expect(isDivisionCode(code)).toBe(true);
  });

  it.each(['210002', '990000', '21010', '2101021', '21010a', ''])('%j has not', (code) => {
    expect(errorsOf(() => readDivisionCode(code, '/division'))).toEqual({ '/division': 'region' });
  });
});

describe('a holder code', () => {
  it.each([
    ['001', '91210102MAL3C6TE94', undefined],
    ['001', '330106198003161173', 'check-digit'],
    ['111', '330106198003161173', undefined],
    ['414', 'E12345678', undefined],
    ['414', 'e12345678', 'character'],
    ['414', 'E1', 'length'],
    ['516', 'H1234567800', undefined],
    ['114', '军字第1234567号', undefined],
    ['099', '社证字第1号', undefined],
    ['999', 'A\u202eB', 'control-character'],
    ['999', '', 'required'],
    ['999', 'X'.repeat(41), 'too-long'],
  ] as const)('of type %s: %s gives %s', (codeType, code, fault) => {
    expect(checkHolderCode(codeType, code, today)).toBe(fault);
  });
});

describe('the holders of a licence', () => {
  const foodPermit = sampleType('foodPermit');
  const title = sampleType('realEstateTitle');

  it('are as the type asks', () => {
    expect(checkHolders(foodPermit, [sampleOrganisation()], today)).toEqual([]);
    expect(checkHolders(title, samplePersons, today)).toEqual([]);
  });

  it('are refused each at its place, and no value is told', () => {
    expect(checkHolders(foodPermit, [], today)).toEqual([
      { pointer: '/holders', code: 'required' },
    ]);
    expect(checkHolders(foodPermit, sampleOrganisations, today)).toEqual([
      { pointer: '/holders', code: 'too-many' },
    ]);
    expect(checkHolders(foodPermit, [samplePerson()], today)).toEqual([
      { pointer: '/holders/0/codeType', code: 'holder-code-type' },
    ]);
    const twice = [samplePerson(), samplePerson()];
    expect(checkHolders(title, twice, today)).toEqual([
      { pointer: '/holders/1', code: 'duplicate' },
    ]);
    const spoilt = { name: ' 某', codeType: '111', code: '110105194912310021' } as const;
    expect(checkHolders(title, [spoilt], today)).toEqual([
      { pointer: '/holders/0/name', code: 'not-trimmed' },
      { pointer: '/holders/0/code', code: 'check-digit' },
    ]);
  });

  it('are read from foreign data with all their faults', () => {
    expect(errorsOf(() => readHolder({ codeType: '7' }, '/0'))).toEqual({
      '/0/name': 'required',
      '/0/codeType': 'enum',
      '/0/code': 'required',
    });
    expect(errorsOf(() => readHolder({ ...samplePerson(), age: 7 }))).toEqual({
      '/age': 'unknown',
    });
    expect(errorsOf(() => readHolder({ ...samplePerson(), code: 'x' }))).toEqual({
      '/code': 'length',
    });
  });
});

describe('rights', () => {
  it('deny by default', () => {
    expect(mayCall([], 'public')).toBe(true);
    expect(mayCall(['licences:issue'], ['licences:issue', 'seals:read'])).toBe(true);
    expect(mayCall(['licences:read'], ['licences:issue'])).toBe(false);
    expect(mayCall(['licences:read'], [])).toBe(false);
    expect(mayCall(['licences:read'], 'holder')).toBe(false);
  });
});
