import { readBase64, toBase64 } from './base64url.ts';
import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';
import {
  type ListedAgreement,
  type ListedProvince,
  readAgreements,
  readProvinces,
  toAgreementClaims,
  toProvinceClaims,
} from './trust-list-recognition.ts';

/** `typ` of a trust list's protected header. */
export const trustListType = 'trust-list+jwt';
export const trustListMediaType = 'application/trust-list+jwt';
/** How long a trust list is good: a verifier without a newer one says so. */
export const trustListLifeSeconds = 7 * 24 * 60 * 60;
/** Where a province's trust list lies, below its address. */
export const trustListPath = 'trust-list';

const maxDepartments = 20_000;
const maxSigners = 16;
const departmentPattern = /^[0-9A-Z]{18}$/;
const provincePattern = /^[0-9]{6}$/;

/** Where a province serves what, addresses without a trailing slash. */
export interface TrustListEndpoints {
  /** What every status list's address begins with. */
  readonly statusLists: string;
  /** `…/departments`: a sheet is at `<sheets>/<code>/sheet`. */
  readonly sheets: string;
  readonly verification: string;
}

/** Digest of one department's sheet. */
export interface SheetDigest {
  readonly code: string;
  /** Unpadded base64url SHA-256 of the sheet's compact bytes. */
  readonly sheet: string;
}

/** A province's trust list 信任列表: whose keys and which departments stand for it. Times in seconds. */
export interface TrustList {
  /** The province's address; also `iss` of everything it signs. */
  readonly provinceUrl: string;
  /** Strictly rising; a verifier refuses a lower one than it has seen. */
  readonly number: number;
  readonly issuedAt: number;
  readonly nextUpdate: number;
  readonly expiresAt: number;
  readonly province: { readonly code: string; readonly name: string };
  /** DER: what the province says its roots are, so that others may compare and anchor them; trusted by nobody for it. */
  readonly roots?: readonly Uint8Array[];
  /** DER. */
  readonly sealingCas: readonly Uint8Array[];
  /** Unpadded base64url SHA-256 of the certificates' DER. */
  readonly statusSigners: readonly string[];
  readonly listSigners: readonly string[];
  readonly endpoints: TrustListEndpoints;
  /** Other provinces whose roots are trusted for their own licences, by code. */
  readonly provinces: readonly ListedProvince[];
  /** Which licence types of theirs are recognised, and were. */
  readonly agreements: readonly ListedAgreement[];
  /** By department code. */
  readonly sheets: ReadonlyMap<string, string>;
}

/** What a trust list is made from; its address, expiry and order follow. */
export type TrustListDraft = Omit<TrustList, 'expiresAt' | 'sheets'> & {
  readonly sheets: Iterable<SheetDigest>;
};

/**
 * The claims of a trust list: departments in order of their codes, good for seven days.
 * @throws Problem `malformed` when what it would say could not be read again
 */
export function toTrustListPayload(draft: TrustListDraft): JsonObject {
  const payload = {
    iss: draft.provinceUrl,
    sub: `${draft.provinceUrl}/${trustListPath}`,
    number: draft.number,
    iat: draft.issuedAt,
    next_update: draft.nextUpdate,
    exp: draft.issuedAt + trustListLifeSeconds,
    province: { code: draft.province.code, name: draft.province.name },
    ...(draft.roots === undefined ? {} : { roots: draft.roots.map(toBase64) }),
    sealing_cas: draft.sealingCas.map(toBase64),
    status_signers: [...draft.statusSigners],
    list_signers: [...draft.listSigners],
    endpoints: {
      status_lists: draft.endpoints.statusLists,
      sheets: draft.endpoints.sheets,
      verification: draft.endpoints.verification,
    },
    provinces: toProvinceClaims(draft.provinces),
    agreements: toAgreementClaims(draft.agreements),
    departments: [...draft.sheets]
      .map(({ code, sheet }) => ({ code, sheet }))
      .sort((one, other) => (one.code < other.code ? -1 : 1)),
  };
  readTrustList(payload);
  return payload;
}

/**
 * Reads a trust list's claims. Claims it does not know are left alone.
 * @param payload the claims of a JWS whose `typ` was `trust-list+jwt`; the signature is the caller's
 * @throws Problem `malformed`: `trust-list-<claim>`
 */
export function readTrustList(payload: JsonObject): TrustList {
  const fields = new SignedFileFields('trust-list', payload);
  const provinceUrl = fields.text('iss', 512);
  if (fields.text('sub', 512) !== `${provinceUrl}/${trustListPath}`) throw fields.refuse('sub');
  return {
    provinceUrl,
    number: fields.positive('number'),
    ...readTimes(fields),
    province: readProvince(fields.object('province')),
    ...(fields.has('roots') ? { roots: readCertificates(fields, 'roots') } : {}),
    sealingCas: readCertificates(fields, 'sealing_cas'),
    statusSigners: fields.digests('status_signers', maxSigners),
    listSigners: fields.digests('list_signers', maxSigners),
    endpoints: readEndpoints(fields.object('endpoints')),
    provinces: readProvinces(fields),
    agreements: readAgreements(fields),
    sheets: readSheets(fields),
  };
}

function readTimes(
  fields: SignedFileFields,
): Pick<TrustList, 'issuedAt' | 'nextUpdate' | 'expiresAt'> {
  const issuedAt = fields.seconds('iat');
  const nextUpdate = fields.seconds('next_update');
  const expiresAt = fields.seconds('exp');
  if (expiresAt <= issuedAt) throw fields.refuse('exp');
  if (nextUpdate < issuedAt || nextUpdate > expiresAt) throw fields.refuse('next_update');
  return { issuedAt, nextUpdate, expiresAt };
}

function readProvince(fields: SignedFileFields): TrustList['province'] {
  return { code: fields.matching('code', provincePattern), name: fields.text('name') };
}

function readCertificates(
  fields: SignedFileFields,
  name: 'roots' | 'sealing_cas',
): readonly Uint8Array[] {
  return fields.array(name, maxSigners).map((value) => {
    if (typeof value !== 'string' || value.length > 8192) throw fields.refuse(name);
    return readBase64(value);
  });
}

function readEndpoints(fields: SignedFileFields): TrustListEndpoints {
  return {
    statusLists: fields.text('status_lists', 512),
    sheets: fields.text('sheets', 512),
    verification: fields.text('verification', 512),
  };
}

/** In order and each once: a list in which a code stands twice could be read two ways. */
function readSheets(fields: SignedFileFields): ReadonlyMap<string, string> {
  const sheets = new Map<string, string>();
  let last = '';
  for (const one of fields.objects('departments', maxDepartments)) {
    const code = one.matching('code', departmentPattern);
    if (code <= last) throw fields.refuse('departments-order');
    sheets.set(code, one.digest('sheet'));
    last = code;
  }
  return sheets;
}
