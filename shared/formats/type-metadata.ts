import { frameColours } from '../domain/face-template.ts';
import type { ItemDefinition, LicenceType } from '../domain/licence-type.ts';
import type { JsonObject } from './strict-json.ts';

/** Where a licence type's metadata lies below its province's address; the whole is the credential's `vct`. */
export const typeMetadataPath = (code: string) => `licence-types/${code}`;

/** Claims of ours that have a name of their own beside the type's items. */
const ownClaims = [
  ['identifier', '证照标识', 'Identifier', 'never'],
  ['department', '颁发机构', 'Issuing department', 'never'],
  ['number', '证照编号', 'Number', 'allowed'],
  ['holders', '持证主体', 'Holder', 'always'],
  ['issued', '颁发日期', 'Date of issue', 'never'],
  ['valid_from', '有效期起始日期', 'Valid from', 'never'],
  ['valid_until', '有效期截止日期', 'Valid until', 'never'],
] as const;

/**
 * What other software shows a licence of the type with: names of the type and of its items, which of
 * them are disclosed selectively, the colour of its frame, whether a verdict is said aloud, and, for printed codes, which are printed and how long. It speaks of
 * the type's latest version and may change: hence no `vct#integrity` in credentials.
 * @see draft-ietf-oauth-sd-jwt-vc, Type Metadata
 */
export function toTypeMetadata(type: LicenceType, provinceUrl: string): JsonObject {
  const { en } = type.name;
  const frame = type.face?.frame;
  const rendering =
    frame === undefined
      ? {}
      : { rendering: { simple: { background_color: frameColours[frame], text_color: '#ffffff' } } };
  const names = [
    { locale: 'zh-Hans', name: type.name['zh-Hans'], ...rendering },
    ...(en === undefined ? [] : [{ locale: 'en', name: en, ...rendering }]),
  ];
  return {
    vct: `${provinceUrl}/${typeMetadataPath(type.code)}`,
    name: type.name['zh-Hans'],
    display: names,
    claims: [...ownClaims.map(toOwnClaim), ...type.items.map(toItemClaim)],
    version: type.version,
    ...(type.spokenResult ? { spoken_result: true } : {}),
    print: type.items.filter(({ printed }) => printed).map(toPrintRule),
  };
}

function toOwnClaim([name, zh, en, sd]: (typeof ownClaims)[number]): JsonObject {
  const display = [
    { locale: 'zh-Hans', label: zh },
    { locale: 'en', label: en },
  ];
  return { path: [name], display, sd };
}

function toItemClaim({ code, name, disclosure }: ItemDefinition): JsonObject {
  const sd = disclosure === 'always' ? 'never' : 'always';
  return { path: [code], display: [{ locale: 'zh-Hans', label: name }], sd };
}

function toPrintRule({ code, printMax }: ItemDefinition): JsonObject {
  return { item: code, ...(printMax === undefined ? {} : { max: printMax }) };
}
