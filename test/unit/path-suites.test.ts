import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { algorithmIds } from '../../shared/formats/certificate-key.ts';
import { makeEs256Suites } from '../../shared/verify/path-suites.ts';
import type { SignatureCheck } from '../../shared/verify/primitives.ts';
import { forgePart } from '../build/certificate-chain.ts';

/** Says yes to every signature, so that only the suite can say no. */
function makeYes() {
  const asked: SignatureCheck[] = [];
  const verifySignature = (check: SignatureCheck) => {
    asked.push(check);
    return true;
  };
  return { asked, suites: makeEs256Suites({ ...makeNodePrimitives(), verifySignature }) };
}

const root = readCertificate(forgePart('root', {}));
const { publicKey: key, signatureAlgorithm } = root;
const point = (first: number, length: number) =>
  Uint8Array.of(first, ...new Uint8Array(length - 1));

describe('the suite of every chain of ours (RFC 5758 section 3.2, RFC 5480 section 2)', () => {
  it('takes a signature as r‖s under the key of its authority', () => {
    const { asked, suites } = makeYes();
    expect(suites.verifySigned(root, key)).toBe(true);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ suite: 'ES256', publicKey: key.raw, data: root.tbs });
    expect(asked[0]?.signature.length).toBe(64);
  });

  it.each([
    ['an uncompressed point of P-256', { curve: algorithmIds.p256, bits: point(4, 65) }, true],
    ['a point of another curve', { curve: '1.3.132.0.10', bits: point(4, 65) }, false],
    ['a point of no curve', { curve: undefined, bits: point(4, 65) }, false],
    ['an octet too few', { curve: algorithmIds.p256, bits: point(4, 64) }, false],
    ['an octet too many', { curve: algorithmIds.p256, bits: point(4, 66) }, false],
    ['a compressed point', { curve: algorithmIds.p256, bits: point(2, 33) }, false],
    ['the hybrid form', { curve: algorithmIds.p256, bits: point(6, 65) }, false],
    ['the point at infinity', { curve: algorithmIds.p256, bits: point(0, 1) }, false],
  ])('takes as a key %s: %s', (_what, { curve, bits }, taken) => {
    const { asked, suites } = makeYes();
    const { curve: _curve, ...bare } = key;
    const given = { ...bare, bits, ...(curve !== undefined && { curve }) };
    expect(suites.acceptsKey(given)).toBe(taken);
    expect(suites.verifySigned(root, given)).toBe(taken);
    expect(asked).toHaveLength(taken ? 1 : 0);
  });

  it.each([
    ['another algorithm', { signatureAlgorithm: { ...signatureAlgorithm, algorithm: '1.2.3' } }],
    [
      'parameters of the algorithm',
      { signatureAlgorithm: { ...signatureAlgorithm, parameters: Uint8Array.of(5, 0) } },
    ],
    ['a signature that is no DER', { signature: new Uint8Array(64) }],
    ['a signature of two zeros', { signature: Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 0) }],
  ])('says no to %s without asking the key', (_what, change) => {
    const { asked, suites } = makeYes();
    expect(suites.verifySigned({ ...root, ...change }, key)).toBe(false);
    expect(asked).toEqual([]);
  });
});
