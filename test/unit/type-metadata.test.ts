import { expect, it } from 'vitest';
import type { LicenceType } from '../../shared/domain/licence-type.ts';
import { plainClaimNames } from '../../shared/formats/credential-claims.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { toTypeMetadata, typeMetadataPath } from '../../shared/formats/type-metadata.ts';
import { sampleType } from '../build/sample-types.ts';

const url = 'https://yinzheng.liaoning.example';
const item = { kind: 'text', name: '项', required: true, maxLength: 9, printed: false } as const;
const type: LicenceType = {
  ...sampleType('foodPermit'),
  version: 3,
  name: { 'zh-Hans': '示例证' },
  items: [
    { ...item, code: 'KZ_A', disclosure: 'always' },
    { ...item, code: 'KZ_B', disclosure: 'selective', printed: true, printMax: 12 },
    { ...item, code: 'KZ_C', disclosure: 'selective', printed: true },
  ],
};
const { face: _face, spokenResult: _spoken, ...plain } = type;
const metadataOf = (changes: Partial<LicenceType> = {}) =>
  toTypeMetadata({ ...plain, ...changes }, url);
const claimsOf = (changes: Partial<LicenceType> = {}) => {
  const claims = metadataOf(changes)['claims'] as readonly JsonObject[];
  return claims.map(({ path, sd }) => [(path as readonly string[]).join('/'), sd]);
};

it('lies where the credential’s vct points', () => {
  expect(typeMetadataPath('T1')).toBe('licence-types/T1');
  expect(metadataOf()).toMatchObject({
    ...{ vct: `${url}/licence-types/${type.code}`, name: '示例证', version: 3 },
  });
});

it('says of each item whether it is disclosed selectively, as the credential does it', () => {
  expect(claimsOf().filter(([name]) => String(name).startsWith('KZ_'))).toEqual([
    ['KZ_A', 'never'],
    ['KZ_B', 'always'],
    ['KZ_C', 'always'],
  ]);
});

it('says of our own claims what credentials do: in the clear, always hidden, or hidden when personal', () => {
  const own = claimsOf({ items: [] });
  expect(own).toContainEqual(['holders', 'always']);
  expect(own).toContainEqual(['number', 'allowed']);
  const others = own.filter(([name]) => name !== 'holders' && name !== 'number');
  expect(others.map(([name]) => name)).toEqual([
    ...['identifier', 'department', 'issued', 'valid_from', 'valid_until'],
  ]);
  for (const [name, sd] of others)
    expect([plainClaimNames.has(String(name)), sd]).toEqual([true, 'never']);
});

it('names claims in Chinese and English, items in Chinese', () => {
  expect(metadataOf()['claims']).toContainEqual({
    path: ['holders'],
    display: [
      { locale: 'zh-Hans', label: '持证主体' },
      { locale: 'en', label: 'Holder' },
    ],
    sd: 'always',
  });
  expect(metadataOf()['claims']).toContainEqual({
    path: ['KZ_A'],
    display: [{ locale: 'zh-Hans', label: '项' }],
    sd: 'never',
  });
});

it('shows the type in the languages that it has a name in, with its frame’s colour where it has one', () => {
  expect(metadataOf()['display']).toEqual([{ locale: 'zh-Hans', name: '示例证' }]);
  const face = { orientation: 'landscape', frame: 'green' } as const;
  const rendering = { simple: { background_color: '#3c7a53', text_color: '#ffffff' } };
  expect(metadataOf({ name: { 'zh-Hans': '证', en: 'Sample' }, face })['display']).toEqual([
    { locale: 'zh-Hans', name: '证', rendering },
    { locale: 'en', name: 'Sample', rendering },
  ]);
  expect(metadataOf({ face: { orientation: 'portrait' } })['display']).toEqual([
    { locale: 'zh-Hans', name: '示例证' },
  ]);
});

it('tells what a printed code has, how long, and whether a verdict is said aloud', () => {
  expect(metadataOf()['print']).toStrictEqual([{ item: 'KZ_B', max: 12 }, { item: 'KZ_C' }]);
  expect(metadataOf()).not.toHaveProperty('spoken_result');
  expect(metadataOf({ spokenResult: false })).not.toHaveProperty('spoken_result');
  expect(metadataOf({ spokenResult: true })).toHaveProperty('spoken_result', true);
});
