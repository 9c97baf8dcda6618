import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import {
  type Receipt,
  readReceipt,
  receiptType,
  toReceiptPayload,
} from '../../shared/formats/receipt.ts';
import { makeOpenReceipt } from '../../shared/verify/open-receipt.ts';
import { readTrustAnchors } from '../../shared/verify/read-trust-anchors.ts';
import { digestOf } from '../build/digest-of.ts';
import {
  daySeconds,
  makeSampleProvince,
  makeSampleSigner,
  type SampleSigner,
  sampleSeconds,
  signJws,
} from '../build/province-pki.ts';
import { refusalOf } from '../build/refusal-of.ts';

const province = await makeSampleProvince();
const { name, root, url } = province;
const below = { province: name, issuer: root, commonName: '回执签署（示例）' };
const signer = await makeSampleSigner({ ...below, profile: 'receipt-signer' });
const anchors = [{ certificate: root.certificate, provinceUrl: url }];
const open = makeOpenReceipt({ primitives: makeNodePrimitives(), anchors });

const proof = { kind: 'trust-list', address: `${url}/trust-list`, number: 7 };
const receipt: Receipt = {
  ...{
    provinceUrl: url,
    id: 'a'.repeat(22),
    issuedAt: sampleSeconds,
    atSeconds: sampleSeconds - 5,
  },
  ...{ askedBy: 'client-1', presented: digestOf('presented'), verdict: 'invalid' },
  checks: [
    { name: 'format', outcome: 'passed' },
    { name: 'holder-binding', outcome: 'failed', reason: 'no-proof' },
  ],
  licence: { identifier: digestOf('id'), type: 'T', department: 'D', state: 'withdrawn' },
  proofs: [{ ...proof, issuedAt: 5, digest: digestOf('list'), kept: 'kept/1' }],
};
const payload = toReceiptPayload(receipt);
const sign = (of: object = payload, by: SampleSigner = signer, typ = receiptType) =>
  signJws(by, typ, of as never);

describe('a receipt of a verification', () => {
  it('says again what it was made of', () => {
    expect(readReceipt(payload)).toEqual(receipt);
    expect(toReceiptPayload(receipt)).toEqual(payload);
    expect(payload['licence']).toEqual(receipt.licence);
    const { licence: _, ...unread } = receipt;
    expect(readReceipt(toReceiptPayload(unread))).toEqual(unread);
    const bare = { ...receipt.licence, state: undefined } as never;
    expect(() => toReceiptPayload({ ...receipt, licence: bare })).toThrow('malformed');
  });

  const [check] = receipt.checks;
  const proofs = payload['proofs'] as readonly object[];
  const licence = payload['licence'] as object;

  it.each([
    ['iss', { iss: 'x'.repeat(513) }],
    ['jti', { jti: 'a'.repeat(21) }],
    ['jti', { jti: 'a'.repeat(23) }],
    ['jti', { jti: `${'a'.repeat(21)}=` }],
    ['iat', { iat: 'now' }],
    ['at', { at: -1 }],
    ['asked-by', { asked_by: '' }],
    ['presented', { presented: 'x' }],
    ['verdict', { verdict: 'valid ' }],
    ['verdict', { verdict: 'not-valid' }],
    ['verdict', { verdict: 'invalid-' }],
    ['verdict', { verdict: 'passed' }],
    ['checks', { checks: Array.from({ length: 33 }, () => check) }],
    ['checks-name', { checks: [{ ...check, name: 'Format' }] }],
    ['checks-name', { checks: [{ ...check, name: '-format' }] }],
    ['checks-outcome', { checks: [{ ...check, outcome: 'passed-' }] }],
    ['checks-reason', { checks: [{ ...check, reason: '' }] }],
    ['licence-identifier', { licence: { ...licence, identifier: 'x' } }],
    ['licence-type', { licence: { ...licence, type: 5 } }],
    ['licence-state', { licence: { ...licence, state: 'In Force' } }],
    ['proofs', { proofs: Array.from({ length: 129 }, () => proofs[0]) }],
    ['proofs-number', { proofs: [{ ...proofs[0], number: 0 }] }],
    ['proofs-issued-at', { proofs: [{ ...proofs[0], issued_at: 0.5 }] }],
    ['proofs-kept', { proofs: [{ ...proofs[0], kept: 'x'.repeat(1025) }] }],
  ])('is refused for its %s', (claim, changes) => {
    const spoilt = { ...payload, ...changes } as never;
    expect(refusalOf(() => readReceipt(spoilt))).toBe(`malformed receipt-${claim}`);
  });

  it('opens when the province that it names signed it for that', async () => {
    expect(await open(sign())).toEqual(receipt);
  });

  it.each([
    ['untrusted', () => sign(payload, province.listSigner)],
    ['untrusted', () => sign({ ...payload, iss: 'https://yinzheng.zhejiang.example' })],
    ['untrusted', () => sign({ ...payload, iat: sampleSeconds - 40 * daySeconds })],
    ['untrusted', () => `${sign().slice(0, -86)}${sign({ ...payload, at: 5 }).slice(-86)}`],
    ['malformed', () => sign({ ...payload, verdict: 'good' })],
    ['malformed', () => sign(payload, signer, 'trust-list+jwt')],
    ['malformed', () => 'x'],
  ])('is %s otherwise', async (fault, make) => {
    expect(await open(make())).toBe(fault);
  });
});

describe('the anchors of configuration', () => {
  const one = toBase64(root.certificate);

  it('may be several, and at least one', () => {
    const [anchor] = anchors;
    expect(readTrustAnchors(one, url)).toEqual([anchor]);
    expect(readTrustAnchors(` ${one} ,\n${one},`, url)).toEqual([anchor, anchor]);
    for (const text of ['', ' , '])
      expect(() => readTrustAnchors(text, url)).toThrow('no trust anchor');
    expect(() => readTrustAnchors(`${one},nonsense!`, url)).toThrow('malformed');
  });
});
