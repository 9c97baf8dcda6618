import { describe, expect, it } from 'vitest';
import { toBase32 } from '../../shared/formats/base32.ts';
import { CborTag, type CborValue, toCbor } from '../../shared/formats/cbor.ts';
import { claimKeys, licenceKeys, readPrintedCode } from '../../shared/formats/printed-code.ts';
import { makeSampleVerifier } from '../build/presented.ts';
import {
  hashOfCertificate,
  makeHostileCode,
  makeProvinceCode,
  signBytes,
  toClaims,
  toProvinceContent,
} from '../build/printed-codes.ts';
import { makeSampleProvince } from '../build/province-pki.ts';

const province = await makeSampleProvince();
const key = province.seal.privateKey;
const hash = hashOfCertificate(province.seal.certificate);
const good = makeProvinceCode(province);
const other = makeProvinceCode(province, { statusIndex: 4712 });

const header = (...entries: readonly (readonly [number, CborValue])[]) =>
  new Map<number, CborValue>(entries);
const sound = header([1, -7], [34, [-15, hash]]);
const hostile = (parts: Parameters<typeof makeHostileCode>[1]) =>
  makeHostileCode(key, { header: sound, payload: claims(), ...parts });

/** Claims that would be valid of this province. */
function claims(
  changes: Readonly<Record<number, CborValue | undefined>> = {},
  licence: Readonly<Record<number, CborValue | undefined>> = {},
) {
  const { issuer, subject, issuedAtSeconds, notBeforeSeconds } = toProvinceContent(province);
  const { iss, sub, iat, nbf } = claimKeys;
  const own = { [iss]: issuer, [sub]: subject, [iat]: issuedAtSeconds, [nbf]: notBeforeSeconds };
  return toClaims({ ...own, ...changes }, licence);
}

/** The bytes of the good code with one part in another, equally meant encoding. */
const bent = (from: string, to: string) => (bytes: Uint8Array) => {
  const hex = Buffer.from(bytes).toString('hex');
  if (!hex.includes(from)) throw new Error(`nothing to bend: ${from}`);
  return new Uint8Array(Buffer.from(hex.replace(from, to), 'hex'));
};

/** The empty map behind the protected header, as one of open length. */
const openingUnprotected = (bytes: Uint8Array) => {
  const [, , head = 0, length = 0] = bytes;
  const at = head === 0x58 ? 4 + length : 3 + (head & 0x1f);
  if (bytes[at] !== 0xa0) throw new Error('no empty map there');
  return Uint8Array.from([...bytes.subarray(0, at), 0xbf, 0xff, ...bytes.subarray(at + 1)]);
};

const signatureOf = (code: string) => readPrintedCode(code).signature;
const withoutHead = (bytes: Uint8Array) => bytes.subarray(1);

/** Hostile codes by name; each is signed by the true seal, so that nothing but the named fault is wrong. */
const vectors: readonly (readonly [name: string, code: string, refusal: string])[] = [
  ['CO05 no tag at all', hostile({ bend: withoutHead }), 'format malformed cose-tag'],
  ['CO06 another tag: COSE_Mac0', hostile({ tag: 17 }), 'format malformed cose-tag'],
  ['CO07 another tag: COSE_Sign', hostile({ tag: 98 }), 'format malformed cose-tag'],
  [
    'CO08 the CWT tag around it',
    hostile({ bend: (bytes) => Uint8Array.from([0xd8, 0x3d, ...bytes]) }),
    'format malformed cose-tag',
  ],
  [
    'CO10 no algorithm',
    hostile({ header: header([34, [-15, hash]]) }),
    'format malformed cose-header',
  ],
  [
    'CO11 algorithm none, and an empty signature',
    hostile({ header: header([1, 0], [34, [-15, hash]]), signature: new Uint8Array() }),
    'format malformed cose-signature',
  ],
  [
    'CO12 algorithm RS256',
    hostile({ header: header([1, -257], [34, [-15, hash]]) }),
    'format malformed cose-alg',
  ],
  [
    'CO13 algorithm HS256',
    hostile({ header: header([1, 5], [34, [-15, hash]]) }),
    'format malformed cose-alg',
  ],
  [
    'CO18 key id in the unprotected header only',
    hostile({ header: header([1, -7]), unprotected: header([34, [-15, hash]]) }),
    'format malformed cose-unprotected',
  ],
  [
    'CO19 key id in both, the unprotected one wrong',
    hostile({ unprotected: header([34, [-15, new Uint8Array(8)]]) }),
    'format malformed cose-unprotected',
  ],
  [
    'CO20 key id in both, the protected one wrong',
    hostile({
      header: header([1, -7], [34, [-15, new Uint8Array(8)]]),
      unprotected: header([34, [-15, hash]]),
    }),
    'format malformed cose-unprotected',
  ],
  [
    'CO21 the algorithm in the unprotected header',
    hostile({ header: header([34, [-15, hash]]), unprotected: header([1, -7]) }),
    'format malformed cose-unprotected',
  ],
  [
    'CO22 a key id of the issuer’s choice beside the certificate hash',
    hostile({ header: header([1, -7], [4, new Uint8Array(4)], [34, [-15, hash]]) }),
    'format malformed cose-header',
  ],
  [
    'CO23 a critical header that nobody knows',
    hostile({ header: header([1, -7], [2, [99]], [34, [-15, hash]]) }),
    'format malformed cose-header',
  ],
  [
    'CO24 a certificate in the header to be believed',
    hostile({ header: header([1, -7], [33, province.seal.certificate.slice(0, 100)]) }),
    'format malformed cose-x5t',
  ],
  [
    'CO25 a hash of one byte',
    hostile({ header: header([1, -7], [34, [-15, hash.slice(0, 1)]]) }),
    'format malformed cose-x5t',
  ],
  [
    'CO26 the hash of another digest',
    hostile({ header: header([1, -7], [34, [-16, hash]]) }),
    'format malformed cose-x5t',
  ],
  [
    'CO27 a hash of no published certificate',
    hostile({ header: header([1, -7], [34, [-15, new Uint8Array(8)]]) }),
    'seal seal-unknown',
  ],
  [
    'CO30 bytes behind',
    hostile({ bend: (b) => Uint8Array.from([...b, 0]) }),
    'format malformed cbor-trailing',
  ],
  [
    'CO31 bytes behind the claims',
    hostile({ payload: Uint8Array.from([...toCbor(claims()), 0xf6]) }),
    'format malformed cbor-trailing',
  ],
  [
    'CO32 the tag in two bytes',
    hostile({ bend: bent('d284', 'd81284') }),
    'format malformed cbor-not-shortest',
  ],
  [
    'CO33 an open array',
    hostile({ bend: bent('d284', 'd29f') }),
    'format malformed cbor-indefinite',
  ],
  [
    'CO34 an open map for the empty header',
    hostile({ bend: openingUnprotected }),
    /cbor-indefinite/.source,
  ],
  ['CO35 a claim twice', hostile({ payload: doubled(1) }), 'format malformed cbor-key-doubled'],
  [
    'CO36 claims in another order',
    hostile({ payload: swapped() }),
    'format malformed cbor-key-order',
  ],
  ['CO37 a payload that is no map', hostile({ payload: [1] }), 'format malformed printed-claims'],
  ['CO38 no payload', hostile({ payload: new Uint8Array() }), 'format malformed cbor-truncated'],
  [
    'CO39 a signature of 63 bytes',
    hostile({ signature: new Uint8Array(63) }),
    'format malformed cose-signature',
  ],
  [
    'CO40 a tag inside the claims',
    hostile({ payload: claims({ [claimKeys.iat]: new CborTag(1, 1) }) }),
    'format malformed printed-claims-6',
  ],
  [
    'CO41 a claim that nobody knows',
    hostile({ payload: claims({ 7: 'x' }) }),
    'format malformed printed-claims',
  ],
  [
    'CO42 no issuer',
    hostile({ payload: claims({ [claimKeys.iss]: undefined }) }),
    'format malformed printed-claims-1',
  ],
  [
    'CO43 no licence',
    hostile({ payload: claims({ [claimKeys.licence]: undefined }) }),
    'format malformed printed-licence',
  ],
  [
    'CO44 something more about the licence',
    hostile({ payload: claims({}, { 9: 1 }) }),
    'format malformed printed-licence',
  ],
  [
    'CO45 an item that is a number',
    hostile({ payload: claims({}, { [licenceKeys.items]: new Map([['MC', 5]]) }) }),
    'format malformed printed-items',
  ],
  [
    'CO46 an item with another name',
    hostile({ payload: claims({}, { [licenceKeys.items]: new Map([['__proto__', 'x']]) }) }),
    'format malformed printed-items',
  ],
  [
    'CO47 a time before 1970',
    hostile({ payload: claims({ [claimKeys.nbf]: -1 }) }),
    'format malformed printed-claims-5',
  ],
  [
    'CO48 a status list at another address',
    hostile({ payload: claims({}, { [licenceKeys.statusList]: '../evil' }) }),
    'format malformed printed-licence-1',
  ],
  [
    'CO50 another licence’s signature',
    hostile({ signature: signatureOf(other) }),
    'signature signature-invalid',
  ],
  [
    'CO51 signed without the context of COSE',
    hostile({ signature: signBytes(key, toCbor(claims())) }),
    'signature signature-invalid',
  ],
  ['CO52 r and s zero', hostile({ signature: new Uint8Array(64) }), 'signature signature-invalid'],
  [
    'CO53 one bit of the claims turned',
    hostile({
      bend: bent(Buffer.from('north').toString('hex'), Buffer.from('nortI').toString('hex')),
    }),
    'signature signature-invalid',
  ],
  ['Q04 another version', good.replace('#YZ1', '#YZ2'), 'format malformed printed-missing'],
  [
    'Q04 a health certificate’s prefix',
    `HC1:${good.slice(good.indexOf('YZ1') + 3)}`,
    'format malformed printed-missing',
  ],
  ['Q04 Base45 behind our prefix', 'YZ1:NCFOXN%TSMAHN', 'format malformed cbor-truncated'],
  [
    'Q04 Base32 of nothing of ours',
    `YZ1${toBase32(new Uint8Array(200).fill(255))}`,
    'format malformed cbor-indefinite',
  ],
  ['Q04 two codes in one symbol', `${good}${good}`, 'format malformed printed-doubled'],
  ['Q04 three kilobytes', `YZ1${'A'.repeat(3000)}`, 'format malformed printed-too-large'],
];

function doubled(claim: number): Uint8Array {
  const once = toCbor(claims());
  const again = toCbor(new Map([[claim, province.url]])).subarray(1);
  return Uint8Array.from([once[0] ?? 0, ...again, ...once.subarray(1)]).map((byte, at) =>
    at === 0 ? byte + 1 : byte,
  );
}

function swapped(): Uint8Array {
  const entries = [...claims()];
  const parts = entries.map((entry) => [...toCbor(new Map([entry])).subarray(1)]);
  return Uint8Array.from([0xa0 | entries.length, ...parts.reverse().flat()]);
}

describe('hostile printed codes', () => {
  it.each(vectors)('%s is refused', async (_name, printedCode, refusal) => {
    const found = await makeSampleVerifier(province).present({ printedCode });
    expect(found.verdict).toBe('invalid');
    expect(found).not.toHaveProperty('licence');
    const reasons = found.checks.flatMap((check) =>
      check.outcome === 'failed' ? [[check.name, check.reason, check.detail].join(' ').trim()] : [],
    );
    expect(reasons.join(', ')).toMatch(new RegExp(`${refusal}$`));
  });

  it('are refused for nothing but what was done to them', async () => {
    const printedCode = hostile({});
    expect((await makeSampleVerifier(province).present({ printedCode })).verdict).toBe('valid');
  });

  it('has no byte that may be turned (every one of a good code, threats Q04)', async () => {
    const verifier = makeSampleVerifier(province);
    const at = good.indexOf('YZ1') + 3;
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    for (let place = at; place < good.length; place += 1) {
      const turned = letters[(letters.indexOf(good[place] ?? '') + 1) % 32];
      const printedCode = `${good.slice(0, place)}${turned}${good.slice(place + 1)}`;
      const { verdict } = await verifier.present({ printedCode });
      expect(verdict === 'valid', `character ${place}`).toBe(false);
    }
  });

  it('is not led away by the address before a code (Q02)', async () => {
    const verifier = makeSampleVerifier(province);
    const printedCode = good.replace(/^https:\/\/[^/]+/, 'https://verify.gov-example.cn.evil');
    expect((await verifier.present({ printedCode })).verdict).toBe('valid');
    expect(verifier.shelf.asked.every((one) => one.startsWith(`${province.url}/`))).toBe(true);
  });
});
