import { describe, expect, it } from 'vitest';
import departments from '../../local/seed/data/departments.json' with { type: 'json' };
import { readDepartment, readMayIssue } from '../../shared/domain/department-reading.ts';
import { readLicenceType } from '../../shared/domain/licence-type-reading.ts';
import { errorsOf } from '../build/errors-of.ts';
import {
  type SampleTypeName,
  sampleDefinition,
  sampleType,
  sampleTypes,
} from '../build/sample-types.ts';

interface Spoiling {
  readonly of?: SampleTypeName;
  /** Path of the member to change, `/` between names. */
  readonly at: string;
  readonly to: unknown;
}

/** A sample definition with one member changed (or left out, for `undefined`). */
function spoil({ of = 'foodPermit', at, to }: Spoiling): unknown {
  const definition = sampleDefinition(of);
  const names = at.split('/');
  const last = names.pop() ?? '';
  let place = definition;
  for (const name of names) place = place[name] as Record<string, unknown>;
  if (to === undefined) delete place[last];
  else place[last] = to;
  return definition;
}

describe('the definition of a licence type', () => {
  it('is read for every sample', () => {
    expect(sampleTypes()).toHaveLength(8);
  });

  it('becomes the type by its own words', () => {
    const title = sampleType('realEstateTitle');
    expect(title.maxHolders).toBe(20);
    expect(title.items.find((item) => item.code === 'KZ_BDCDYH')).toMatchObject({
      matches: '^[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}$',
    });
    expect(sampleType('birthCertificate').number).toEqual({
      rule: 'given',
      matches: '^[A-Z][0-9]{9}$',
      personal: false,
    });
    expect(sampleType('birthCertificate').relatedHolders).toEqual(['mother', 'father']);
    expect(sampleType('disabilityCertificate').spokenResult).toBe(true);
    expect(sampleType('decision').document).toBe('given-pdf');
    expect(title.approval).toBe('second-person');
    expect(sampleType('foodPermit')).not.toHaveProperty('approval');
    const { number, maxHolders } = sampleType('foodPermit');
    expect(maxHolders).toBe(1);
    expect(number).toMatchObject({ rule: 'pattern', personal: false });
    expect(number.rule === 'pattern' && Object.keys(number.tokens)).toEqual(['category']);
  });

  it.each<[Spoiling, string, string]>([
    [{ at: 'code', to: '11100000MB0341032X902' }, '/code', 'check-digit'],
    [{ at: 'version', to: 0 }, '/version', 'too-small'],
    [{ at: 'version', to: '1' }, '/version', 'type'],
    [{ at: 'name/zh-Hans', to: undefined }, '/name/zh-Hans', 'required'],
    [{ at: 'name/zh-Hans', to: '食品\u200b' }, '/name/zh-Hans', 'control-character'],
    [{ at: 'holder', to: 'nobody' }, '/holder', 'enum'],
    [{ at: 'holders', to: { max: 21 } }, '/holders/max', 'too-large'],
    [{ at: 'holderCodeTypes', to: [] }, '/holderCodeTypes', 'too-few'],
    [{ at: 'holderCodeTypes/0', to: '111' }, '/holderCodeTypes/0', 'holder-code-type'],
    [{ at: 'holderCodeTypes/1', to: '001' }, '/holderCodeTypes/1', 'duplicate'],
    [{ at: 'validity', to: { rule: 'years' } }, '/validity/years', 'required'],
    [{ at: 'validity', to: { rule: 'permanent', years: 1 } }, '/validity/years', 'unknown'],
    [{ at: 'name/en', to: '' }, '/name/en', 'required'],
    [{ at: 'name/en', to: 'x'.repeat(201) }, '/name/en', 'too-long'],
    [{ at: 'validity', to: { rule: 'years', years: 0 } }, '/validity/years', 'too-small'],
    [{ at: 'reminderDays', to: [60, 30, 30] }, '/reminderDays/2', 'too-large'],
    [{ at: 'reminderDays', to: [30, 60] }, '/reminderDays/1', 'too-large'],
    [{ at: 'reminderDays', to: [0] }, '/reminderDays/0', 'too-small'],
    [{ at: 'reminderDays', to: [367] }, '/reminderDays/0', 'too-large'],
    [{ at: 'reminderDays', to: [6, 5, 4, 3, 2, 1] }, '/reminderDays', 'too-many'],
    [{ at: 'relatedHolders', to: [] }, '/relatedHolders', 'too-few'],
    [{ at: 'relatedHolders', to: ['mother', 'mother'] }, '/relatedHolders/1', 'duplicate'],
    [{ at: 'relatedHolders', to: ['mother1'] }, '/relatedHolders/0', 'character'],
    [{ at: 'relatedHolders', to: ['1mother'] }, '/relatedHolders/0', 'character'],
    [{ at: 'relatedHolders', to: ['m'.repeat(31)] }, '/relatedHolders/0', 'character'],
    [{ at: 'face/frame', to: 'pink' }, '/face/frame', 'enum'],
    [{ at: 'face/title', to: '' }, '/face/title', 'required'],
    [{ at: 'face/wide', to: [] }, '/face/wide', 'too-few'],
    [{ at: 'face/wide', to: [7] }, '/face/wide/0', 'unknown-item'],
    [{ at: 'face/wide', to: ['KZ_XX'] }, '/face/wide/0', 'unknown-item'],
    [{ at: 'face/wide', to: ['KZ_JYXM', 'KZ_JYXM'] }, '/face/wide/1', 'duplicate'],
    [{ at: 'items/5/minItems', to: -1 }, '/items/5/minItems', 'too-small'],
    [{ at: 'items/4/printMax', to: 20 }, '/items/4/printMax', 'not-allowed'],
    [{ at: 'approval', to: 'third-person' }, '/approval', 'enum'],
    [{ at: 'approval', to: true }, '/approval', 'type'],
    [{ at: 'items', to: [] }, '/items', 'too-few'],
    [{ at: 'items/1/code', to: 'KZ_JYZMC' }, '/items/1/code', 'duplicate'],
    [{ at: 'items/0/code', to: 'NAME' }, '/items/0/code', 'item-code'],
    [{ at: 'items/0/kind', to: 'blob' }, '/items/0/kind', 'enum'],
    [{ at: 'items/0/maxLength', to: undefined }, '/items/0/maxLength', 'required'],
    [{ at: 'items/0/maxLength', to: 0 }, '/items/0/maxLength', 'too-small'],
    [{ at: 'items/0/values', to: ['a'] }, '/items/0/values', 'unknown'],
    [{ at: 'items/0/pattern', to: '(a+)+' }, '/items/0/pattern', 'pattern'],
    [{ at: 'items/1/printMax', to: 20 }, '/items/1/printMax', 'not-allowed'],
    [{ at: 'items/4/values', to: [] }, '/items/4/values', 'too-few'],
    [{ at: 'items/5/values/1', to: '预包装食品销售' }, '/items/5/values/1', 'duplicate'],
    [{ at: 'items/5/minItems', to: 8 }, '/items/5/minItems', 'too-large'],
    [{ at: 'number/pattern', to: 'JY{sequence}' }, '/number/pattern', 'pattern'],
    [{ at: 'number/pattern', to: 'JY{division}' }, '/number/pattern', 'not-unique'],
    [{ at: 'number/pattern', to: 'JY{nobody}{sequence:6}' }, '/number/pattern', 'unknown-token'],
    [{ at: 'number/pattern', to: 'JY{sequence:6}' }, '/number/tokens/category', 'unused-token'],
    [{ at: 'number/pattern', to: '{check}{sequence:6}' }, '/number/pattern', 'pattern'],
    [{ at: 'number/pattern', to: '{sequence:3}{sequence:3}' }, '/number/pattern', 'duplicate'],
    [{ at: 'number/pattern', to: 'JY{' }, '/number/pattern', 'pattern'],
    [
      { at: 'number/tokens/category/item', to: 'KZ_XX' },
      '/number/tokens/category/item',
      'unknown-item',
    ],
    [
      { at: 'number/tokens/category/item', to: 'KZ_JYZMC' },
      '/number/tokens/category/item',
      'unknown-item',
    ],
    [
      { at: 'number/tokens/category/map/单位食堂', to: undefined },
      '/number/tokens/category/map/单位食堂',
      'required',
    ],
    [
      { at: 'number/tokens/category/map/单位食堂', to: 'x' },
      '/number/tokens/category/map/单位食堂',
      'character',
    ],
    [{ at: 'number/tokens/division', to: {} }, '/number/tokens/division', 'not-allowed'],
    [
      { of: 'disabilityCertificate', at: 'number/personal', to: undefined },
      '/number/personal',
      'required',
    ],
    [
      { of: 'disabilityCertificate', at: 'holders', to: { max: 2 } },
      '/number/pattern',
      'too-many-holders',
    ],
    [
      { of: 'operatorCertificate', at: 'items/3/printed', to: true },
      '/items/3/printed',
      'not-allowed',
    ],
    [
      { of: 'operatorCertificate', at: 'items/3/mediaTypes/0', to: 'image/svg+xml' },
      '/items/3/mediaTypes/0',
      'enum',
    ],
    [{ at: 'mayIssue', to: [] }, '/mayIssue', 'unknown'],
    [{ at: 'reminderDays', to: 30 }, '/reminderDays', 'type'],
    [{ at: 'reminderDays', to: [30, '7'] }, '/reminderDays/1', 'type'],
    [{ at: 'reminderDays', to: [30, 7.5] }, '/reminderDays/1', 'type'],
    [{ at: 'reminderDays', to: [0] }, '/reminderDays/0', 'too-small'],
    [{ at: 'reminderDays', to: [-7] }, '/reminderDays/0', 'too-small'],
    [{ at: 'reminderDays', to: [367] }, '/reminderDays/0', 'too-large'],
    [{ at: 'reminderDays', to: [30, 30] }, '/reminderDays/1', 'too-large'],
    [{ at: 'reminderDays', to: [7, 30] }, '/reminderDays/1', 'too-large'],
    [{ at: 'reminderDays', to: [60, 50, 40, 30, 20, 10] }, '/reminderDays', 'too-many'],
  ])('is refused with %j: %s %s', (spoiling, pointer, code) => {
    expect(errorsOf(() => readLicenceType(spoil(spoiling)))).toEqual({ [pointer]: code });
  });

  it('reminds on days that come nearer, on none where it names none', () => {
    const remind = (to: unknown) => readLicenceType(spoil({ at: 'reminderDays', to }));
    expect(remind([366, 30, 1])).toMatchObject({ reminderDays: [366, 30, 1] });
    expect(remind(undefined)).not.toHaveProperty('reminderDays');
  });

  it('names all its faults at once', () => {
    const definition = { ...sampleDefinition('foodPermit'), code: 7, version: 0, items: [{}] };
    expect(errorsOf(() => readLicenceType(definition))).toEqual({
      '/code': 'type',
      '/version': 'too-small',
      '/items/0/kind': 'required',
    });
  });

  it.each([undefined, null, [], 'text', 7])('is no definition: %j', (value) => {
    expect(Object.keys(errorsOf(() => readLicenceType(value)))).toEqual(['']);
  });
});

describe('the definition of a department', () => {
  it('is read for every sample of both provinces', () => {
    for (const one of [...departments.liaoning, ...departments.zhejiang]) {
      expect(readDepartment(one)).toEqual({
        code: one.code,
        name: one.name,
        division: one.division,
        sample: true,
      });
      expect(readMayIssue(one)).toEqual(one.mayIssue);
    }
  });

  it('is refused with all its faults', () => {
    const spoilt = { name: '', code: '1', division: '000000', sample: 'yes' };
    expect(errorsOf(() => readDepartment(spoilt, '/0'))).toEqual({
      '/0/code': 'length',
      '/0/name': 'required',
      '/0/division': 'region',
      '/0/sample': 'type',
    });
    const [first] = departments.liaoning;
    const twice = { ...first, mayIssue: ['11100000MB0341032Y901', '11100000MB0341032Y901'] };
    expect(errorsOf(() => readMayIssue(twice))).toEqual({ '/mayIssue/1': 'duplicate' });
    const many = { ...first, mayIssue: Array.from({ length: 1001 }, () => first?.mayIssue[0]) };
    expect(errorsOf(() => readMayIssue(many))).toEqual({ '/mayIssue': 'too-many' });
  });

  it('may issue nothing, and is real, where it does not say', () => {
    const { code, name, division } = { ...departments.liaoning[0] };
    const plain = { code, name, division };
    expect(readMayIssue(plain)).toEqual([]);
    expect(readDepartment(plain)).toMatchObject({ sample: false });
  });
});
