import { readBase64, toBase64 } from './base64url.ts';
import type { JsonObject } from './strict-json.ts';
import type { SignedFileFields } from './trust-list-fields.ts';

/** A root of another province. Seconds. */
export interface ListedAnchor {
  /** DER. */
  readonly certificate: Uint8Array;
  /** What was signed from then on needs another anchor; absent while the root is in use. */
  readonly until?: number;
}

/** Another province, as a trust list names it: whose roots stand for which address. */
export interface ListedProvince {
  /** GB/T 2260, 6 digits. */
  readonly code: string;
  /** zh-Hans, as in the ST of its certificates. */
  readonly name: string;
  /** Its address; also `iss` of everything it signs. */
  readonly url: string;
  readonly anchors: readonly ListedAnchor[];
}

/** That licences of one type are recognised in an interval of time. Seconds; ends are not included. */
export interface RecognisedType {
  /** The other province's type code. */
  readonly type: string;
  /** Our own code for the same matter 同一事项, where it differs. */
  readonly ownType?: string;
  readonly from: number;
  readonly until?: number;
  /** Only licences signed in this interval. */
  readonly issuedFrom?: number;
  readonly issuedUntil?: number;
  /** Claims that must be shown, as `KZ_…` for an item. */
  readonly items: readonly string[];
}

/** A recognition agreement 互认协议: which of another province's licence types are recognised, and when. */
export interface ListedAgreement {
  readonly id: string;
  /** Code of the other province. */
  readonly province: string;
  /** Whatever held at any time stays: an interval is ended, never taken away. */
  readonly types: readonly RecognisedType[];
}

const maxProvinces = 64;
const maxAnchors = 4;
const maxAgreements = 256;
const maxTypes = 5_000;
const maxItems = 64;
const maxCertificateCharacters = 8192;
const provincePattern = /^[0-9]{6}$/;
const typePattern = /^[0-9A-Z]{21}$/;
const itemPattern = /^[A-Za-z][0-9A-Za-z_]{0,63}$/;
const agreementPattern = /^[a-z0-9-]{3,64}$/;

/** The claim `provinces`, in order of their codes. */
export function toProvinceClaims(provinces: readonly ListedProvince[]): JsonObject[] {
  return [...provinces]
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ code, name, url, anchors }) => ({
      code,
      name,
      url,
      anchors: anchors.map(({ certificate, until }) => ({
        certificate: toBase64(certificate),
        ...(until === undefined ? {} : { until }),
      })),
    }));
}

/** The claim `agreements`, in order of their ids. */
export function toAgreementClaims(agreements: readonly ListedAgreement[]): JsonObject[] {
  return [...agreements]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, province, types }) => ({ id, province, types: types.map(toTypeClaims) }));
}

function toTypeClaims(one: RecognisedType): JsonObject {
  return {
    type: one.type,
    ...(one.ownType === undefined ? {} : { own_type: one.ownType }),
    from: one.from,
    ...(one.until === undefined ? {} : { until: one.until }),
    ...(one.issuedFrom === undefined ? {} : { issued_from: one.issuedFrom }),
    ...(one.issuedUntil === undefined ? {} : { issued_until: one.issuedUntil }),
    ...(one.items.length === 0 ? {} : { items: [...one.items] }),
  };
}

/**
 * Reads the claim `provinces`, none where it is missing. No code and no address stands twice: otherwise
 * one province's root could speak for another.
 * @throws Problem `malformed`: `trust-list-provinces-…`
 */
export function readProvinces(fields: SignedFileFields): readonly ListedProvince[] {
  if (!fields.has('provinces')) return [];
  const urls = new Set<string>();
  let last = '';
  return fields.objects('provinces', maxProvinces).map((one) => {
    const province = readProvince(one);
    if (province.code <= last) throw fields.refuse('provinces-order');
    if (urls.has(province.url)) throw fields.refuse('provinces-url-doubled');
    urls.add(province.url);
    last = province.code;
    return province;
  });
}

function readProvince(fields: SignedFileFields): ListedProvince {
  return {
    code: fields.matching('code', provincePattern),
    name: fields.text('name'),
    url: fields.text('url', 512),
    anchors: fields.objects('anchors', maxAnchors).map((anchor) => ({
      certificate: readBase64(anchor.text('certificate', maxCertificateCharacters)),
      ...(anchor.has('until') ? { until: anchor.seconds('until') } : {}),
    })),
  };
}

/**
 * Reads the claim `agreements`.
 * @throws Problem `malformed`: `trust-list-agreements-…`
 */
export function readAgreements(fields: SignedFileFields): readonly ListedAgreement[] {
  let last = '';
  return fields.objects('agreements', maxAgreements).map((one) => {
    const id = one.matching('id', agreementPattern);
    if (id <= last) throw fields.refuse('agreements-order');
    last = id;
    return {
      id,
      province: one.matching('province', provincePattern),
      types: one.objects('types', maxTypes).map(readRecognisedType),
    };
  });
}

function readRecognisedType(fields: SignedFileFields): RecognisedType {
  const read = {
    type: fields.matching('type', typePattern),
    ...(fields.has('own_type') ? { ownType: fields.matching('own_type', typePattern) } : {}),
    from: fields.seconds('from'),
    ...(fields.has('until') ? { until: fields.seconds('until') } : {}),
    ...(fields.has('issued_from') ? { issuedFrom: fields.seconds('issued_from') } : {}),
    ...(fields.has('issued_until') ? { issuedUntil: fields.seconds('issued_until') } : {}),
    items: fields.has('items') ? readItems(fields) : [],
  };
  if (read.until !== undefined && read.until < read.from) throw fields.refuse('until');
  return read;
}

function readItems(fields: SignedFileFields): readonly string[] {
  const items = fields.array('items', maxItems);
  if (!items.every((item) => typeof item === 'string' && itemPattern.test(item))) {
    throw fields.refuse('items');
  }
  return items as readonly string[];
}
