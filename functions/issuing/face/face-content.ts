import { plainFace } from '../../../shared/domain/face-template.ts';
import type { CivilDate, Moment } from '../../../shared/domain/ids.ts';
import type { ImageItem } from '../../../shared/domain/image-item.ts';
import type { Holder } from '../../../shared/domain/licence.ts';
import type { ItemDefinition, LicenceType } from '../../../shared/domain/licence-type.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import { readCredential } from '../../../shared/formats/credential.ts';
import { readCredentialClaims } from '../../../shared/formats/credential-claims.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { FaceContent, FacePicture, FaceRow } from '../../../shared/ports/face-drawer.ts';
import type { Reservation, SignedForms } from '../../../shared/ports/register.ts';

/** What a face is made from. */
export interface FaceSources {
  readonly provinceUrl: string;
  readonly type: LicenceType;
  readonly reservation: Reservation;
  readonly forms: SignedForms;
  readonly at: Moment;
}

const maxCredentialBytes = 512 * 1024;

/** What a holder's code is called 证件号码, by its type. */
const codeNames: Readonly<Record<string, string>> = {
  '001': '统一社会信用代码',
  '111': '公民身份号码',
};

const toChineseDate = (date: CivilDate) => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** What an item says on a face. */
function toText(item: ItemDefinition, value: JsonValue): string {
  if (Array.isArray(value)) return value.join('、');
  const text = String(value);
  if (item.kind === 'date') return toChineseDate(text as CivilDate);
  if (item.kind === 'datetime') return text.replace('T', ' ').replace(/(:00)?(?:\+08:00|Z)$/, '');
  return text;
}

function toHolderRows(holders: readonly Holder[], texts: ReadonlySet<string>): FaceRow[] {
  return holders.flatMap(({ name, codeType, code }) => {
    const rows = [
      // an item of the type says it in the type's own words
      ...(texts.has(name) ? [] : [{ name: '持证主体', text: name }]),
      { name: codeNames[codeType] ?? '证件号码', text: code },
    ];
    return rows.map((row) => ({ ...row, wide: false }));
  });
}

/** Items in the type's order, the holder's code behind the first. */
function toRows({ type, reservation }: FaceSources): readonly FaceRow[] {
  const wide = new Set(type.face?.wide ?? []);
  const rows = type.items.flatMap((item): readonly FaceRow[] => {
    const value = reservation.items[item.code];
    if (value === undefined || item.kind === 'image') return [];
    return [{ name: item.name, text: toText(item, value), wide: wide.has(item.code) }];
  });
  const holders = toHolderRows(reservation.holders, new Set(rows.map(({ text }) => text)));
  const namesHolder = rows[0]?.text === reservation.holders[0]?.name;
  return namesHolder ? [...rows.slice(0, 1), ...holders, ...rows.slice(1)] : [...holders, ...rows];
}

function findPicture({ type, reservation }: FaceSources): FacePicture | undefined {
  const item = type.items.find(({ kind }) => kind === 'image');
  const image = item && (reservation.items[item.code] as ImageItem | undefined);
  return image && { mediaType: image.mediaType, bytes: readBase64(image.data) };
}

/** All that the face says, from what was signed: the department as it was called then. */
export function toFaceContent(sources: FaceSources): FaceContent {
  const { provinceUrl, type, reservation, forms, at } = sources;
  const { jws } = readCredential(forms.credential, { maxBytes: maxCredentialBytes });
  const { department } = readCredentialClaims(jws.payload);
  const { validFrom, validUntil, issued } = reservation;
  const until = validUntil === undefined ? '长期' : toChineseDate(validUntil);
  const picture = findPicture(sources);
  return {
    template: type.face ?? plainFace,
    title: type.face?.title ?? type.name['zh-Hans'],
    number: reservation.number,
    rows: toRows(sources),
    ...(picture === undefined ? {} : { picture }),
    issuer: department.name,
    issued: toChineseDate(issued),
    validity: `${toChineseDate(validFrom)}至${until}`,
    identifier: reservation.identifier,
    printedCode: forms.printedCode,
    verifyAt: `${provinceUrl}/q`,
    credential: forms.credential,
    madeAt: toSeconds(at),
  };
}
