import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDpopProof } from '../../shared/formats/dpop-proof.ts';
import { readPublicJwk, toSpki, toThumbprintText } from '../../shared/formats/public-jwk.ts';
import {
  type HostilePart,
  hostileKey,
  signHostileJws,
  toHostilePart,
} from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';

const { x = '', y = '' } = hostileKey.export({ format: 'jwk' });
const jwk = { kty: 'EC', crv: 'P-256', x, y };
const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };
const claims = { jti: 'j-1', htm: 'POST', htu: 'https://a.example/token', iat: 1_780_000_000 };
const good = signHostileJws(header, claims);
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');

const withHeader = (changes: object) => signHostileJws({ ...header, ...changes }, claims);
const withPayload = (payload: HostilePart) => signHostileJws(header, payload);
const withClaims = (changes: object) => withPayload({ ...claims, ...changes });
const withSignature = (lengthBytes: number) =>
  `${goodHeader}.${goodPayload}.${toHostilePart(new Uint8Array(lengthBytes))}`;
/** A proof of so many characters: blanks in the payload fill it, 4 characters for 3. */
const ofLength = (characters: number) => {
  const rest = characters - good.length + goodPayload.length;
  const json = JSON.stringify(claims);
  return withPayload(json.padEnd(Math.floor((rest * 3) / 4)));
};

describe('a DPoP proof as it is read', () => {
  it('says what it is for, and what was signed', () => {
    const proof = readDpopProof(withClaims({ ath: 'a-1', nonce: 'n-1' }));
    expect(proof).toMatchObject({
      ...{ jwk: { x, y }, jti: 'j-1', htm: 'POST', htu: 'https://a.example/token' },
      ...{ issuedAtSeconds: 1_780_000_000, ath: 'a-1', nonce: 'n-1' },
    });
    const { signingInput, signature } = readDpopProof(good);
    expect(Buffer.from(signingInput).toString()).toBe(`${goodHeader}.${goodPayload}`);
    expect(Buffer.from(signature).toString('base64url')).toBe(goodSignature);
    expect(Object.keys(readDpopProof(good))).not.toContain('ath');
    expect(Object.keys(readDpopProof(good))).not.toContain('nonce');
  });

  it.each([
    ['claims of 2048 characters', withClaims({ htu: 'u'.repeat(2048) })],
    ['claims that are nobody’s', withClaims({ more: 1 })],
  ])('takes %s', (_, proof) => {
    expect(refusalOf(() => readDpopProof(proof))).toBeUndefined();
  });

  it('has 4096 characters at most', () => {
    const longest = ofLength(4096);
    expect(longest).toHaveLength(4096);
    expect(refusalOf(() => readDpopProof(longest))).toBeUndefined();
    expect(refusalOf(() => readDpopProof(`${longest}A`))).toBe('malformed proof-form');
  });

  /** RFC 9449 section 4.3, check 1 to 5 and 12, by the reason given. */
  it.each([
    ['nothing', '', 'proof-form'],
    ['no header', `.${goodPayload}.${goodSignature}`, 'proof-form'],
    ['two parts', `${goodHeader}.${goodPayload}`, 'proof-form'],
    ['four parts', `${good}.AA`, 'proof-form'],
    ['one part', goodHeader, 'proof-form'],
    ['a header of one character', 'a.b.c', 'base64url'],
    ['a header that is no object', signHostileJws('[]', claims), 'proof-form'],
    ['a payload that is no object', withPayload('"iat"'), 'proof-form'],
    ['a payload that is an array', withPayload('[]'), 'proof-form'],
    ['a payload that is null', withPayload('null'), 'proof-form'],
    ['a fraction', withClaims({ iat: 1.5 }), 'json-number'],
    ['a doubled name', withPayload('{"jti":"a","jti":"b"}'), 'json-duplicate-name'],
    ['padding', `${good}==`, 'base64url'],
    ['no typ', withHeader({ typ: undefined }), 'proof-typ'],
    ['another typ', withHeader({ typ: 'JWT' }), 'proof-typ'],
    ['no alg', withHeader({ alg: undefined }), 'proof-alg'],
    ['alg none', withHeader({ alg: 'none' }), 'proof-alg'],
    ['a kid', withHeader({ kid: 'k' }), 'proof-header'],
    ['crit', withHeader({ crit: ['b64'] }), 'proof-header'],
    ['no key', withHeader({ jwk: undefined }), 'jwk-form'],
    ['no jti', withClaims({ jti: undefined }), 'proof-jti'],
    ['an empty jti', withClaims({ jti: '' }), 'proof-jti'],
    ['a jti that is a number', withClaims({ jti: 1 }), 'proof-jti'],
    ['no htm', withClaims({ htm: undefined }), 'proof-htm'],
    ['no htu', withClaims({ htu: undefined }), 'proof-htu'],
    ['an htu of 2049 characters', withClaims({ htu: 'u'.repeat(2049) }), 'proof-htu'],
    ['no iat', withClaims({ iat: undefined }), 'time-iat'],
    ['an ath that is null', withClaims({ ath: null }), 'proof-ath'],
    ['an empty ath', withClaims({ ath: '' }), 'proof-ath'],
    ['a nonce that is an array', withClaims({ nonce: ['n'] }), 'proof-nonce'],
    ['an empty nonce', withClaims({ nonce: '' }), 'proof-nonce'],
    ['a signature of 63 bytes', withSignature(63), 'proof-signature'],
    ['a signature of 65 bytes', withSignature(65), 'proof-signature'],
    ['no signature', withSignature(0), 'proof-signature'],
  ])('is refused with %s', (_, proof, reason) => {
    expect(refusalOf(() => readDpopProof(proof))).toBe(`malformed ${reason}`);
  });
});

describe('a public key as a sender carries it', () => {
  it('may have the members that stand beside a point, and keeps the point', () => {
    expect(readPublicJwk({ ...jwk, alg: 'ES256', use: 'sig', kid: 'k' })).toEqual({ x, y });
  });

  it.each([
    ['nothing', undefined, 'jwk-form'],
    ['null', null, 'jwk-form'],
    ['text', 'EC', 'jwk-form'],
    ['an array', [jwk], 'jwk-form'],
    ['no kty', { crv: 'P-256', x, y }, 'jwk-form'],
    ['another kty', { ...jwk, kty: 'OKP' }, 'jwk-form'],
    ['another curve', { ...jwk, crv: 'P-384' }, 'jwk-form'],
    ['its private part', { ...jwk, d: x }, 'jwk-member'],
    ['operations', { ...jwk, key_ops: ['verify'] }, 'jwk-member'],
    ['no x', { kty: 'EC', crv: 'P-256', y }, 'jwk-point'],
    ['an x that is a number', { ...jwk, x: 1 }, 'jwk-point'],
    ['31 bytes of x', { ...jwk, x: x.slice(0, 42).replace(/.$/, 'A') }, 'jwk-point'],
    ['33 bytes of y', { ...jwk, y: `${'A'.repeat(44)}` }, 'jwk-point'],
    ['a padded y', { ...jwk, y: `${y}=` }, 'base64url'],
  ])('is refused: %s', (_, value, reason) => {
    expect(refusalOf(() => readPublicJwk(value))).toBe(`malformed ${reason}`);
  });

  it('is the SubjectPublicKeyInfo that OpenSSL writes', () => {
    const spki = createPublicKey(hostileKey).export({ type: 'spki', format: 'der' });
    expect(Buffer.from(toSpki({ x, y })).equals(spki)).toBe(true);
  });

  /** RFC 7638 section 3.2: required members only, in the order of their names, no blanks. */
  it('has one text for its thumbprint', () => {
    expect(toThumbprintText({ x: 'X', y: 'Y' })).toBe('{"crv":"P-256","kty":"EC","x":"X","y":"Y"}');
  });
});
