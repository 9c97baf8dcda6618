import { describe, expect, it } from 'vitest';
import { makeProofNonces } from '../../functions/admitting/proof-nonces.ts';
import { makeAdmittingZone, makeTestDigests, provinceUrl } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeTestClock } from '../build/callers.ts';
import { makeProof, type ProofParts } from '../build/dpop-proofs.ts';
import { makeTestKey, signJws } from '../build/jwk.ts';

const url = `${provinceUrl}/oauth/token`;
const proofKey = makeTestKey();
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The token endpoint, asked by an honest client whose proofs a test may change. */
async function makeEndpoint() {
  const zone = makeAdmittingZone();
  const nonce = await zone.nonces.current();
  const prove = (parts: Partial<ProofParts> = {}, key = proofKey) =>
    makeProof(key, { url, nonce, nowSeconds: zone.nowSeconds(), ...parts });
  let asked = 0;
  const ask = async (dpop: string | undefined) => {
    asked += 1;
    const { id } = zone.client;
    const iat = zone.nowSeconds();
    const claims = { iss: id, sub: id, aud: provinceUrl, jti: `a-${asked}`, iat, exp: iat + 60 };
    const assertion = signJws({ alg: 'ES256', kid: 'key-1' }, claims, zone.clientKey.privateKey);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString();
    const headers = { ...form, ...(dpop === undefined ? {} : { dpop }) };
    const result = await zone.token(toApiEvent({ path: '/oauth/token', headers, body }), {});
    return {
      status: result.statusCode,
      error: toJson(result)['error'],
      nonce: result.headers?.['DPoP-Nonce'],
    };
  };
  return { ...zone, nonce, prove, ask };
}

const mac = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a DPoP proof', () => {
  it('is taken when it is good, and every answer brings the nonce for the next', async () => {
    const { ask, prove, nonce } = await makeEndpoint();
    expect(await ask(prove())).toEqual({ status: 200, error: undefined, nonce });
    expect((await ask('x')).nonce).toBe(nonce);
  });

  it.each<[string, Partial<ProofParts>]>([
    ['for another address', { url: `${provinceUrl}/v1/licences` }],
    ['for another province', { url: 'http://127.0.0.1:3300/oauth/token' }],
    ['for another scheme', { url: 'https://127.0.0.1:2100/oauth/token' }],
    ['with somebody at the host', { url: 'http://a@127.0.0.1:2100/oauth/token' }],
    ['with dots in its path', { url: `${provinceUrl}/v1/../oauth/token` }],
    ['for no address', { claims: { htu: 'oauth/token' } }],
    ['with an address that is an object', { claims: { htu: { a: 1 } } }],
    ['for another method', { method: 'GET' }],
    ['for the method in other letters', { method: 'post' }],
    ['without a method', { claims: { htm: undefined } }],
    ['without jti', { claims: { jti: undefined } }],
    ['with a jti that is an object', { claims: { jti: { $ne: '' } } }],
    ['without iat', { claims: { iat: undefined } }],
    ['with iat as text', { claims: { iat: '1777593600' } }],
    ['with a jti beyond all measure', { claims: { jti: 'x'.repeat(3000) } }],
  ])('J16 is refused %s', async (_, parts) => {
    const { ask, prove } = await makeEndpoint();
    expect(await ask(prove(parts))).toMatchObject({ status: 400, error: 'invalid_dpop_proof' });
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['alg none', { alg: 'none' }],
    ['alg HS256', { alg: 'HS256' }],
    ['alg ES384', { alg: 'ES384' }],
    ['another typ', { typ: 'JWT' }],
    ['the typ of a client assertion', { typ: 'client-authentication+jwt' }],
    ['no key', { jwk: undefined }],
    ['a key that is text', { jwk: 'key-1' }],
    ['a symmetric key', { jwk: { kty: 'oct', k: 'AAAA' } }],
    ['an RSA key', { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }],
    ['a key of another curve', { jwk: { ...proofKey.clientKey.jwk, crv: 'P-384' } }],
    ['a private key', { jwk: { ...proofKey.clientKey.jwk, d: proofKey.clientKey.jwk.x } }],
    ['a point off the curve', { jwk: { ...proofKey.clientKey.jwk, y: proofKey.clientKey.jwk.x } }],
    [
      'a padded coordinate',
      { jwk: { ...proofKey.clientKey.jwk, x: `${proofKey.clientKey.jwk.x}=` } },
    ],
    ['a key to be fetched', { jku: 'http://127.0.0.1:9/keys' }],
    ['a certificate', { x5c: ['AAAA'] }],
    ['a kid', { kid: 'key-1' }],
    ['crit', { crit: ['exp'] }],
    ['b64', { b64: false }],
  ])('J01-J11 is refused with %s in its header', async (_, header) => {
    const { ask, prove } = await makeEndpoint();
    expect(await ask(prove({ header }))).toMatchObject({
      status: 400,
      error: 'invalid_dpop_proof',
    });
  });

  it('J01 J02 is refused unsigned, signed by a secret, and signed by another key than it shows', async () => {
    const { ask, prove } = await makeEndpoint();
    const { jwk } = proofKey.clientKey;
    const [, payload] = prove().split('.');
    const unsigned = `${mac({ typ: 'dpop+jwt', alg: 'none', jwk })}.${payload}.`;
    const forged = prove({ header: { jwk } }, makeTestKey());
    for (const proof of [unsigned, forged, undefined, '', 'a.b.c', `${prove()},${prove()}`]) {
      expect(await ask(proof)).toMatchObject({ status: 400, error: 'invalid_dpop_proof' });
    }
  });

  it('J08 J10 is refused in another spelling', async () => {
    const { ask, prove } = await makeEndpoint();
    const good = prove();
    const [head = '', payload = '', signature = ''] = good.split('.');
    const claims = Buffer.from(payload, 'base64url').toString();
    const doubled = signJws(
      { typ: 'dpop+jwt', alg: 'ES256', jwk: proofKey.clientKey.jwk },
      `{"htm":"GET",${claims.slice(1)}`,
      proofKey.privateKey,
    );
    const spellings = [
      `${good}=`,
      ` ${good}`,
      `${good}.`,
      `${head}.${payload}=.${signature}`,
      doubled,
    ];
    for (const spelling of spellings) {
      expect(await ask(spelling)).toMatchObject({ error: 'invalid_dpop_proof' });
    }
    expect(await ask(good)).toMatchObject({ status: 200 });
  });

  it('J16 is used once only', async () => {
    const { ask, prove } = await makeEndpoint();
    const proof = prove();
    expect(await ask(proof)).toMatchObject({ status: 200 });
    expect(await ask(proof)).toMatchObject({ status: 400, error: 'invalid_dpop_proof' });
    const sameJti = prove({ claims: { jti: 'once' } });
    expect(await ask(sameJti)).toMatchObject({ status: 200 });
    expect(await ask(prove({ claims: { jti: 'once' } }))).toMatchObject({ status: 400 });
    expect(await ask(prove({ claims: { jti: 'once' } }, makeTestKey()))).toMatchObject({
      status: 200,
    });
  });

  it('J16 is taken for sixty seconds, and ten before its time', async () => {
    const endpoint = await makeEndpoint();
    const now = endpoint.nowSeconds();
    const outcomes = await Promise.all(
      [-3600, -60, -59, 0, 10, 11, 3600].map(async (age) => {
        const { status } = await endpoint.ask(endpoint.prove({ claims: { iat: now + age } }));
        return [age, status];
      }),
    );
    expect(outcomes).toEqual([
      [-3600, 400],
      [-60, 400],
      [-59, 200],
      [0, 200],
      [10, 200],
      [11, 400],
      [3600, 400],
    ]);
  });

  it('takes another spelling of the same address', async () => {
    const { ask, prove } = await makeEndpoint();
    for (const spelling of [
      `${provinceUrl}/oauth/token?a=b#c`,
      'HTTP://127.0.0.1:2100/oauth/token',
      `${provinceUrl}/%6Fauth/token`,
    ]) {
      expect(await ask(prove({ url: spelling }))).toMatchObject({ status: 200 });
    }
  });
});

describe('the nonce of proofs', () => {
  it.each<[string, string | undefined]>([
    ['missing', undefined],
    ['made up', 'AAAAAAAAAAAAAAAAAAAAAA'],
  ])('J16 is asked for when it is %s', async (_, given) => {
    const { ask, prove, nonce } = await makeEndpoint();
    const refused = await ask(prove({ claims: { nonce: given } }));
    expect(refused).toEqual({ status: 400, error: 'use_dpop_nonce', nonce });
  });

  it('J16 of another province is refused', async () => {
    const { ask, prove, clock } = await makeEndpoint();
    const foreign = makeProofNonces({ digests: makeTestDigests('other province'), clock });
    const refused = await ask(prove({ nonce: await foreign.current() }));
    expect(refused.error).toBe('use_dpop_nonce');
  });

  it('J16 lives two and a half to five minutes', async () => {
    const clock = makeTestClock('2026-05-01T00:00:00.000Z');
    const nonces = makeProofNonces({ digests: makeTestDigests('province'), clock });
    const early = await nonces.current();
    clock.advance(149_999);
    expect(await nonces.current()).toBe(early);
    clock.advance(1);
    const later = await nonces.current();
    expect(later).not.toBe(early);
    expect(await nonces.isFresh(early)).toBe(true);
    clock.advance(149_999);
    expect(await nonces.isFresh(early)).toBe(true);
    clock.advance(1);
    expect(await nonces.isFresh(early)).toBe(false);
    expect(await nonces.isFresh(later)).toBe(true);
  });

  it('is the same in all containers, over midnight too, and taken by clocks that run apart', async () => {
    const digests = makeTestDigests('province');
    const ahead = makeTestClock('2026-05-02T00:00:01.000Z');
    const behind = makeTestClock('2026-05-01T23:59:59.000Z');
    const one = makeProofNonces({ digests, clock: ahead });
    const other = makeProofNonces({ digests, clock: behind });
    expect(await other.isFresh(await one.current())).toBe(true);
    expect(await one.isFresh(await other.current())).toBe(true);
    behind.set(ahead.now());
    expect(await other.current()).toBe(await one.current());
  });

  it('needs the key once a day and container, and asks again after a failure', async () => {
    const clock = makeTestClock();
    const { digest } = makeTestDigests('province');
    let asked = 0;
    const nonces = makeProofNonces({
      clock,
      digests: {
        digest: (label, value) => {
          asked += 1;
          return asked === 1 ? Promise.reject(new Error('lost')) : digest(label, value);
        },
      },
    });
    await expect(nonces.current()).rejects.toThrow('lost');
    for (let slot = 0; slot < 100; slot += 1) {
      await nonces.isFresh(await nonces.current());
      clock.advance(150_000);
    }
    expect(asked).toBeLessThanOrEqual(4);
  });
});
