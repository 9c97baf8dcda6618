import { describe, expect, it } from 'vitest';
import { makeAjvItemValidator } from '../../shared/adapters/system/ajv-item-validator.ts';
import { toItemSchema } from '../../shared/domain/item-schema.ts';
import { checkText, showUnseen } from '../../shared/domain/text.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import { fill } from '../../web/kit/fill.ts';
import { type HostileText, hostileTexts } from '../build/hostile-texts.ts';
import {
  type SampleTypeName,
  sampleItems,
  sampleType,
  sampleTypes,
} from '../build/sample-types.ts';

const validator = makeAjvItemValidator();

/** Faults of a sample's items with one of them changed. */
function faultsOf(name: SampleTypeName, changes: JsonObject): Record<string, string> {
  const type = sampleType(name);
  const errors = validator.check(type, { ...sampleItems(type), ...changes });
  return Object.fromEntries(errors.map((one) => [one.pointer, one.code]));
}

describe('the items of a licence', () => {
  it('are good in every sample, with and without what is optional', () => {
    for (const type of sampleTypes()) {
      expect(validator.check(type, sampleItems(type, 'all'))).toEqual([]);
      expect(validator.check(type, sampleItems(type))).toEqual([]);
    }
  });

  it('are all named when they are missing', () => {
    for (const type of sampleTypes())
      expect(validator.check(type, {})).toEqual(
        type.items
          .filter((item) => item.required)
          .map((item) => ({ pointer: `/items/${item.code}`, code: 'required' })),
      );
  });

  it.each<[SampleTypeName, string, JsonValue, string]>([
    ['foodPermit', 'KZ_JYZMC', '', 'required'],
    ['foodPermit', 'KZ_JYZMC', null, 'type'],
    ['foodPermit', 'KZ_JYZMC', '某'.repeat(101), 'too-long'],
    ['foodPermit', 'KZ_ZS', '某路\u0007', 'control-character'],
    ['foodPermit', 'KZ_ZS', '某路\u202e', 'control-character'],
    ['foodPermit', 'KZ_ZS', '某\u200b路', 'control-character'],
    ['foodPermit', 'KZ_ZS', '\ud800', 'control-character'],
    ['foodPermit', 'KZ_ZS', '某路 ', 'not-trimmed'],
    ['foodPermit', 'KZ_ZS', '　某路', 'not-trimmed'],
    ['foodPermit', 'KZ_ZS', 'Cafe\u0301', 'not-normalised'],
    ['foodPermit', 'KZ_ZTYT', '其他', 'enum'],
    ['foodPermit', 'KZ_JYXM', [], 'required'],
    ['foodPermit', 'KZ_JYXM', '预包装食品销售', 'type'],
    ['foodPermit', 'KZ_JYXM', ['预包装食品销售', '预包装食品销售'], 'duplicate'],
    ['foodPermit', 'KZ_XX', 'x', 'unknown'],
    ['foodPermit', 'toString', 'x', 'unknown'],
    ['businessLicence', 'KZ_ZCZB', 1000, 'type'],
    ['businessLicence', 'KZ_ZCZB', '1,000', 'decimal'],
    ['businessLicence', 'KZ_ZCZB', '1e3', 'decimal'],
    ['businessLicence', 'KZ_ZCZB', '01', 'decimal'],
    ['businessLicence', 'KZ_ZCZB', '-0.00', 'decimal'],
    ['businessLicence', 'KZ_ZCZB', '1.0000001', 'decimal'],
    ['businessLicence', 'KZ_ZCZB', '-1', 'too-small'],
    ['businessLicence', 'KZ_CLRQ', '2026-02-30', 'date'],
    ['businessLicence', 'KZ_CLRQ', '2026/02/03', 'date'],
    ['birthCertificate', 'KZ_CSSJ', '2026-02-03', 'date'],
    ['birthCertificate', 'KZ_CSSJ', '2026-02-03T25:00:00+08:00', 'date'],
    ['realEstateTitle', 'KZ_BDCDYH', '210102001001GB00001F0001000', 'pattern'],
    ['operatorCertificate', 'KZ_ZP', 'iVBORw0KGgo=', 'type'],
    ['operatorCertificate', 'KZ_ZP', { mediaType: 'image/gif', data: 'R0lG' }, 'media-type'],
    ['operatorCertificate', 'KZ_ZP', { mediaType: 'image/png', data: '/9j/' }, 'image'],
    ['operatorCertificate', 'KZ_ZP', { mediaType: 'image/png', data: 'iVBORw0KGgp=' }, 'base64'],
    ['operatorCertificate', 'KZ_ZP', { mediaType: 'image/png', data: 'iVBO\nRw0K' }, 'base64'],
  ])('of %s are refused when %s is %j: %s', (...[name, code, value, fault]) => {
    expect(faultsOf(name, { [code]: value })).toEqual({ [`/items/${code}`]: fault });
  });

  it('are named only where they could not be somebody’s name or number (P01)', () => {
    const faults = { '/items': 'unknown', '/items/KZ_A': 'unknown' };
    const items = { KZ_A: 'x', 张三: 'x', '210102199001010015': 'x' };
    expect(faultsOf('foodPermit', items)).toEqual(faults);
  });

  it('are refused when an entry of a list is unknown', () => {
    expect(faultsOf('foodPermit', { KZ_JYXM: ['预包装食品销售', '其他'] })).toEqual({
      '/items/KZ_JYXM/1': 'enum',
    });
  });

  it('are refused when an image says too little or too much', () => {
    expect(faultsOf('operatorCertificate', { KZ_ZP: { data: 'iVBORw0KGgo=', name: 'a' } })).toEqual(
      {
        '/items/KZ_ZP/mediaType': 'required',
        '/items/KZ_ZP/name': 'unknown',
      },
    );
  });

  it('hold an image up to its limit and not a byte more', () => {
    const picture = (bytes: number) => {
      const data = Buffer.alloc(bytes);
      data.set([0xff, 0xd8, 0xff]);
      return { KZ_ZP: { mediaType: 'image/jpeg', data: data.toString('base64') } };
    };
    expect(faultsOf('operatorCertificate', picture(51_200))).toEqual({});
    expect(faultsOf('operatorCertificate', picture(51_201))).toEqual({
      '/items/KZ_ZP': 'too-large',
    });
  });

  it.each<JsonValue>([[], null, 'text', 7])('are no object: %j', (items) => {
    expect(validator.check(sampleType('foodPermit'), items)).toEqual([
      { pointer: '/items', code: 'type' },
    ]);
  });

  it('never tell the value', () => {
    const type = sampleType('foodPermit');
    const errors = validator.check(type, {
      ...sampleItems(type),
      KZ_ZTYT: '秘密',
      KZ_ZS: '秘密\u0000',
    });
    expect(errors).toHaveLength(2);
    expect(JSON.stringify(errors)).not.toContain('秘密');
  });

  it('are checked by the version of the type that they are issued under', () => {
    const type = sampleType('transportPermit');
    const shorter = {
      ...type,
      version: 2,
      items: type.items.map((item) => (item.kind === 'text' ? { ...item, maxLength: 1 } : item)),
    };
    expect(validator.check(type, sampleItems(type))).toEqual([]);
    expect(validator.check(shorter, sampleItems(type))).toHaveLength(2);
    expect(validator.check(type, sampleItems(type))).toEqual([]);
  });

  it('have a schema that refuses what is unknown', () => {
    expect(toItemSchema(sampleType('foodPermit'))).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['KZ_JYZMC', 'KZ_FDDBR', 'KZ_ZS', 'KZ_JYCS', 'KZ_ZTYT', 'KZ_JYXM'],
    });
  });
});

describe('a text of others', () => {
  it('is shown with what nobody would see as numbers, and otherwise as it is', () => {
    expect(showUnseen('沈阳\u202e司公\u200b\n有限\u{f0000}')).toBe(
      '沈阳[U+202E]司公[U+200B][U+000A]有限[U+F0000]',
    );
    expect(showUnseen('\u0000\ufeff\u009b')).toBe('[U+0000][U+FEFF][U+009B]');
    expect(showUnseen(`q${'\u0323'.repeat(6)}`)).toBe(`q${'\u0323'.repeat(4)}[U+0323][U+0323]`);
    for (const { text, refused } of Object.values<HostileText>(hostileTexts)) {
      const shown = showUnseen(text);
      expect(checkText(shown, 20_000)).toBe(refused === 'not-trimmed' ? refused : undefined);
      expect(shown === text).toBe(refused !== 'control-character');
      expect(showUnseen(shown)).toBe(shown);
    }
  });

  it('turns nothing around in a sentence that it is put into', () => {
    expect(fill('{who}：{what}', { who: 'שלום', what: 'a\u202eb{who}' })).toBe(
      '\u2068שלום\u2069：a[U+202E]b{who}',
    );
  });
});
