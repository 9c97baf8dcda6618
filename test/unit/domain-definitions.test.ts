import { describe, expect, it } from 'vitest';
import { readFaceTemplate } from '../../shared/domain/face-template.ts';
import { readItemDefinition } from '../../shared/domain/item-definition-reading.ts';
import { toItemSchema } from '../../shared/domain/item-schema.ts';
import type { ItemDefinition } from '../../shared/domain/licence-type.ts';
import { toLicenceTypeDefinition } from '../../shared/domain/licence-type-definition.ts';
import { readLicenceType } from '../../shared/domain/licence-type-reading.ts';
import { readNumberRule } from '../../shared/domain/number-rule-reading.ts';
import { errorsOf } from '../build/errors-of.ts';
import { sampleDefinition, sampleType, sampleTypes } from '../build/sample-types.ts';

const common = {
  code: 'KZ_A',
  name: '甲',
  required: true,
  disclosure: 'selective',
  printed: false,
};
const text = { ...common, kind: 'text', maxLength: 10 };
const image = { ...common, kind: 'image', maxBytes: 1000, mediaTypes: ['image/png'] };
const list = { ...common, kind: 'list', values: ['a', 'b'], minItems: 2 };

describe('the definition of an item', () => {
  it.each<[object, Record<string, string>]>([
    [{ ...common, kind: 'decimal', minimum: '0' }, { '/i/minimum': 'type' }],
    [{ ...common, kind: 'decimal', minimum: Number.POSITIVE_INFINITY }, { '/i/minimum': 'type' }],
    [{ ...common, kind: 'decimal', minimum: Number.NaN }, { '/i/minimum': 'type' }],
    [{ ...image, maxBytes: 0 }, { '/i/maxBytes': 'too-small' }],
    [{ ...image, maxBytes: 200 * 1024 + 1 }, { '/i/maxBytes': 'too-large' }],
    [{ ...image, mediaTypes: [] }, { '/i/mediaTypes': 'too-few' }],
    [{ ...image, mediaTypes: ['image/png', 'image/png'] }, { '/i/mediaTypes/1': 'duplicate' }],
    [{ ...image, printed: true }, { '/i/printed': 'not-allowed' }],
    [{ ...text, printMax: 5 }, { '/i/printMax': 'not-allowed' }],
    [{ ...text, printed: true, printMax: 0 }, { '/i/printMax': 'too-small' }],
    [{ ...list, printed: true, printMax: 5 }, { '/i/printMax': 'not-allowed' }],
    [{ ...list, minItems: 3 }, { '/i/minItems': 'too-large' }],
    [{ ...list, minItems: -1 }, { '/i/minItems': 'too-small' }],
  ])('is refused: %j', (item, errors) => {
    expect(errorsOf(() => readItemDefinition(item, '/i'))).toEqual(errors);
  });

  it.each<object>([
    { ...common, kind: 'decimal' },
    { ...common, kind: 'decimal', minimum: -1.5 },
    { ...image, maxBytes: 200 * 1024, mediaTypes: ['image/png', 'image/jpeg'] },
    { ...text, printed: true, printMax: 1 },
    list,
    { ...list, minItems: 0 },
  ])('is taken as it is: %j', (item) => {
    expect(readItemDefinition(item, '/i')).toEqual(item);
  });
});

describe('the schema of items', () => {
  const kinds: readonly (readonly [object, object])[] = [
    [text, { type: 'string', shownText: { maxLength: 10 } }],
    [
      { ...text, matches: 'a|b' },
      { type: 'string', shownText: { maxLength: 10 }, pattern: '^(?:a|b)$' },
    ],
    [
      { ...common, kind: 'decimal' },
      { type: 'string', decimal: {} },
    ],
    [
      { ...common, kind: 'decimal', minimum: 0 },
      { type: 'string', decimal: { minimum: 0 } },
    ],
    [
      { ...common, kind: 'date' },
      { type: 'string', format: 'date' },
    ],
    [
      { ...common, kind: 'datetime' },
      { type: 'string', format: 'date-time' },
    ],
    [
      { ...common, kind: 'enum', values: ['a'] },
      { type: 'string', enum: ['a'] },
    ],
    ...[0, 1, 2].map(
      (minItems) =>
        [
          { ...list, minItems },
          {
            ...{ type: 'array', minItems: Math.max(minItems, 1), maxItems: 2, uniqueItems: true },
            items: { type: 'string', enum: ['a', 'b'] },
          },
        ] as const,
    ),
    [
      image,
      {
        ...{ type: 'object', required: ['mediaType', 'data'], additionalProperties: false },
        properties: { mediaType: { type: 'string' }, data: { type: 'string' } },
        imageItem: { maxBytes: 1000, mediaTypes: ['image/png'] },
      },
    ],
  ];

  it.each(kinds)('of %j is %j', (item, schema) => {
    const type = { ...sampleType('foodPermit'), items: [item as ItemDefinition] };
    const optional = { ...item, required: false } as ItemDefinition;
    expect(toItemSchema(type)).toMatchObject({
      ...{ type: 'object', additionalProperties: false, required: ['KZ_A'] },
      properties: { KZ_A: { title: '甲', ...schema } },
    });
    expect(toItemSchema(type)['properties']).toEqual({ KZ_A: { title: '甲', ...schema } });
    expect(toItemSchema({ ...type, items: [optional] })['required']).toEqual([]);
  });
});

describe('the rule of a number', () => {
  const context = { items: [], holderCodeTypes: ['001', '111'], maxHolders: 1 } as const;
  const organisations = { ...context, holderCodeTypes: ['001'] } as const;
  const rule = (pattern: string, personal?: boolean) => ({
    ...{ rule: 'pattern', pattern },
    ...(personal === undefined ? {} : { personal }),
  });

  it.each([
    ['{sequence:3}{check}{check}', 'duplicate'],
    ['{sequence:3}{sequence:3}', 'duplicate'],
    ['{division}', 'not-unique'],
    ['{check}{sequence:3}', 'pattern'],
  ])('is refused with the pattern %s: %s', (pattern, fault) => {
    expect(errorsOf(() => readNumberRule(rule(pattern), '/n', context))).toEqual({
      '/n/pattern': fault,
    });
  });

  it('says personal when a person’s code stands in the number', () => {
    const read = (personal: boolean, of: Parameters<typeof readNumberRule>[2] = context) =>
      readNumberRule(rule('{holderCode}{sequence:3}', personal), '/n', of);
    expect(read(true)).toMatchObject({ personal: true });
    expect(errorsOf(() => read(false))).toEqual({ '/n/personal': 'required' });
    expect(read(false, organisations)).toMatchObject({ personal: false });
    expect(readNumberRule(rule('{sequence:3}'), '/n', context)).toMatchObject({ personal: false });
  });

  it('has a holder’s code of one holder only', () => {
    const many = { ...organisations, maxHolders: 2 };
    expect(errorsOf(() => readNumberRule(rule('{holderCode}'), '/n', many))).toEqual({
      '/n/pattern': 'too-many-holders',
    });
    expect(readNumberRule(rule('{sequence:3}'), '/n', many)).toMatchObject({ rule: 'pattern' });
  });
});

describe('the definition of a type', () => {
  const named = (name: object) => readLicenceType({ ...sampleDefinition('foodPermit'), name });

  it('has a name of 100 characters, and one of 200 in English if it likes', () => {
    const name = { 'zh-Hans': '证'.repeat(100), en: 'e'.repeat(200) };
    expect(named(name).name).toEqual(name);
    expect(named({ 'zh-Hans': '证' }).name).toEqual({ 'zh-Hans': '证' });
    expect(errorsOf(() => named({ 'zh-Hans': '证'.repeat(101), en: 'e'.repeat(201) }))).toEqual({
      '/name/zh-Hans': 'too-long',
      '/name/en': 'too-long',
    });
  });

  it('is written so that it is read again as it was', () => {
    for (const type of sampleTypes())
      expect(readLicenceType(toLicenceTypeDefinition(type))).toStrictEqual(type);
  });
});

describe('the template of a face', () => {
  it('may say the orientation and nothing more', () => {
    expect(readFaceTemplate({ orientation: 'portrait' }, ['A'])).toEqual({
      orientation: 'portrait',
    });
    const whole = { orientation: 'landscape', title: '题'.repeat(40), wide: ['A'], frame: 'red' };
    expect(readFaceTemplate(whole, ['A'])).toEqual(whole);
  });

  it.each([
    [{}, { '/face/orientation': 'required' }],
    [{ orientation: 'square' }, { '/face/orientation': 'enum' }],
    [{ orientation: 'portrait', title: '题'.repeat(41) }, { '/face/title': 'too-long' }],
    [{ orientation: 'portrait', wide: ['B'] }, { '/face/wide/0': 'unknown-item' }],
    [{ orientation: 'portrait', wide: [] }, { '/face/wide': 'too-few' }],
    [{ orientation: 'portrait', wide: ['A', 'A'] }, { '/face/wide/1': 'duplicate' }],
    [{ orientation: 'portrait', frame: 'black' }, { '/face/frame': 'enum' }],
    [{ orientation: 'portrait', more: 1 }, { '/face/more': 'unknown' }],
  ])('is refused: %j', (face, errors) => {
    expect(errorsOf(() => readFaceTemplate(face, ['A', 'C']))).toEqual(errors);
  });
});
