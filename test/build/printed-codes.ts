import { createHash, type KeyObject, sign } from 'node:crypto';
import { toBase32 } from '../../shared/formats/base32.ts';
import { type CborMap, CborTag, type CborValue, toCbor } from '../../shared/formats/cbor.ts';
import { assemblePrintedCode, claimKeys, licenceKeys } from '../../shared/formats/printed-code.ts';
import {
  makePrintedCodeDraft,
  type PrintedContent,
} from '../../shared/formats/printed-code-draft.ts';
import { type SampleProvince, type SampleSigner, sampleSeconds } from './province-pki.ts';

/** Where the sample licences stand in their status list. */
const sampleIndex = 4711;

/** A food-business permit 食品经营许可证（示例） as its code tells it, codes invented. */
export const samplePrinted: PrintedContent = {
  issuer: 'https://yinzheng.liaoning.example',
  subject: '11100000MB0341032Y90211210100MB9Y10011Q7Q2Z0K9V4M1X8C3B6N5L001A',
  issuedAtSeconds: 1_777_593_600,
  notBeforeSeconds: 1_777_564_800,
  expiresAtSeconds: 1_935_331_200,
  statusList: 'north-000001',
  statusIndex: sampleIndex,
  issuedDay: 20_574,
  number: 'JY22101000000018',
  items: [
    { code: 'KZ_JYZMC', value: '沈阳某餐饮有限公司（示例）', isCuttable: true },
    { code: 'KZ_JYXM', value: ['热食类食品制售', '冷食类食品制售'], isCuttable: false },
  ],
  certificateHash: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]),
};

/** First 8 bytes of the SHA-256 of a certificate. */
export const hashOfCertificate = (certificate: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(certificate).digest().subarray(0, 8));

/** What the sample province's department prints at an hour before the sample moment, laid over by changes. */
export const toProvinceContent = (
  province: SampleProvince,
  changes: Partial<PrintedContent> = {},
): PrintedContent => ({
  ...samplePrinted,
  issuer: province.url,
  subject: `${province.type}${province.department.code}7Q2Z0K9V4M1X8C3B6N5L001A`,
  issuedAtSeconds: sampleSeconds - 3600,
  notBeforeSeconds: Date.parse('2026-11-22T00:00:00+08:00') / 1000,
  expiresAtSeconds: Date.parse('2027-11-22T00:00:00+08:00') / 1000,
  issuedDay: Date.UTC(2026, 10, 22) / 86_400_000,
  statusIndex: sampleIndex,
  certificateHash: hashOfCertificate(province.seal.certificate),
  ...changes,
});

/** A code of the province's own seal, or another signer's. */
export function makeProvinceCode(
  province: SampleProvince,
  changes: Partial<PrintedContent> = {},
  signer: Pick<SampleSigner, 'privateKey'> = province.seal,
): string {
  return makePrintedCode(toProvinceContent(province, changes), signer.privateKey);
}

/** r‖s over bytes. */
export const signBytes = (key: KeyObject, data: Uint8Array): Uint8Array =>
  new Uint8Array(sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }));

/** A printed code signed by a key, as issuing makes it. */
export function makePrintedCode(content: PrintedContent, key: KeyObject): string {
  const signingInput = makePrintedCodeDraft(content);
  return assemblePrintedCode(content.issuer, {
    signingInput,
    signature: signBytes(key, signingInput),
  });
}

/** What of a hostile code is not as it must be; whatever is given stands there as it is, signed. */
export interface HostileParts {
  readonly header?: CborValue;
  readonly unprotected?: CborValue;
  readonly payload?: CborValue;
  readonly tag?: number;
  readonly signature?: Uint8Array;
  /** Over the whole structure in the end. */
  readonly bend?: (bytes: Uint8Array) => Uint8Array;
}

export const sampleHeader: CborMap = new Map<number, CborValue>([
  [1, -7],
  [34, [-15, samplePrinted.certificateHash]],
]);

/** The sample's claims, others laid over them; `undefined` takes one away. */
export function toClaims(
  changes: Readonly<Record<number, CborValue | undefined>> = {},
  licence: Readonly<Record<number, CborValue | undefined>> = {},
): CborMap {
  const laid = (map: Map<number, CborValue>, over: typeof changes) => {
    for (const [key, value] of Object.entries(over)) {
      if (value === undefined) map.delete(Number(key));
      else map.set(Number(key), value);
    }
    return map;
  };
  const { statusList, statusIndex, issued, number, items } = licenceKeys;
  const told = laid(
    new Map<number, CborValue>([
      [statusList, samplePrinted.statusList],
      [statusIndex, samplePrinted.statusIndex],
      [issued, samplePrinted.issuedDay],
      [number, samplePrinted.number ?? ''],
      [items, new Map([['JYZMC', '示例']])],
    ]),
    licence,
  );
  return laid(
    new Map<number, CborValue>([
      [claimKeys.iss, samplePrinted.issuer],
      [claimKeys.sub, samplePrinted.subject],
      [claimKeys.nbf, samplePrinted.notBeforeSeconds],
      [claimKeys.iat, samplePrinted.issuedAtSeconds],
      [claimKeys.licence, told],
    ]),
    changes,
  );
}

/** A code whose parts are as told, truly signed over them. */
export function makeHostileCode(key: KeyObject, parts: HostileParts): string {
  const { header = sampleHeader, unprotected = new Map(), tag = 18 } = parts;
  const encoded = header instanceof Uint8Array ? header : toCbor(header);
  const payload =
    parts.payload instanceof Uint8Array ? parts.payload : toCbor(parts.payload ?? toClaims());
  const signed = toCbor(['Signature1', encoded, new Uint8Array(), payload]);
  const signature = parts.signature ?? signBytes(key, signed);
  const whole = toCbor(new CborTag(tag, [encoded, unprotected, payload, signature]));
  return `YZ1${toBase32(parts.bend?.(whole) ?? whole)}`;
}

/** A code of these claims, with a signature of the right length that is none. */
export function makeUnsignedCode(claims: CborMap): string {
  const [header, payload] = [toCbor(sampleHeader), toCbor(claims)];
  const signature = new Uint8Array(64).fill(7);
  return `YZ1${toBase32(toCbor(new CborTag(18, [header, new Map(), payload, signature])))}`;
}
