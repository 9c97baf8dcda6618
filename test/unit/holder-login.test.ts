import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { loginLevels } from '../../local/identity/settings.ts';
import { makeHttpIdentityKeys } from '../../shared/adapters/system/http-identity-keys.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import { toHolderText } from '../../shared/domain/holder-code.ts';
import { makeAdmittingZone, makeTestDigests, provinceUrl } from '../build/admitting-zone.ts';
import { makeTestClock } from '../build/callers.ts';
import { makeProof, thumbprintOf } from '../build/dpop-proofs.ts';
import {
  type IdentityTokenParts,
  makeIdentityToken,
  toIdentityKey,
} from '../build/identity-tokens.ts';
import { makeTestKey } from '../build/jwk.ts';

const key = makeTestKey('provider-1');
const proofKey = makeTestKey();

/** The authoriser, asked with tokens of one provider. */
function makeScene(keys = [toIdentityKey(key)]) {
  const zone = makeAdmittingZone({ identityKeys: { findKeys: async () => keys } });
  const send = async (headers: Record<string, string>) => {
    const answer = await zone.authorise({
      ...{ routeKey: 'GET /v1/me', rawPath: '/v1/me', headers },
      requestContext: { requestId: 'request-1', http: { method: 'GET' } },
    } as unknown as APIGatewayRequestAuthorizerEventV2);
    return { isAuthorized: answer.isAuthorized, ...answer.context } as Record<string, unknown>;
  };
  const makeToken = (parts: Partial<IdentityTokenParts> = {}) =>
    makeIdentityToken({ key, nowSeconds: zone.nowSeconds(), ...parts });
  const ask = (parts: Partial<IdentityTokenParts> = {}) =>
    send({ authorization: `Bearer ${makeToken(parts)}` });
  return { ...zone, send, makeToken, ask };
}

const holderOf = ({ holder }: Record<string, unknown>) =>
  JSON.parse(decodeURIComponent(String(holder))) as HolderCaller;
const digestOf = (codeType: '111' | '001', code: string) =>
  makeTestDigests('holders').digest('holder', toHolderText({ codeType, code }));

describe('a holder’s token', () => {
  it('says who logged in, by digest and name: the code itself stays behind', async () => {
    const answer = await makeScene().ask();
    const person = { digest: await digestOf('111', '330106198003161173'), name: '高明勇（示例）' };
    expect(holderOf(answer)).toEqual({ ...person, kind: 'person', person });
    expect(JSON.stringify(holderOf(answer))).not.toContain('330106198003161173');
    expect(answer['rateLimit']).toBe('"holder";r=239;t=60');
  });

  it('may say for which organisation', async () => {
    const claims = { org_code: '91210102MAL3C6TE94', org_name: '沈阳鑫盛食品有限公司（示例）' };
    const holder = holderOf(await makeScene().ask({ claims }));
    expect(holder).toMatchObject({ kind: 'organisation', name: claims.org_name });
    expect(holder.digest).toBe(await digestOf('001', claims.org_code));
    expect(holder.person.name).toBe('高明勇（示例）');
  });

  const other = makeTestKey('provider-1');
  it.each<[string, Partial<IdentityTokenParts>, string]>([
    ['another issuer', { claims: { iss: 'https://other.example' } }, 'identity-issuer'],
    ['another audience', { claims: { aud: 'https://other.example' } }, 'identity-audience'],
    ['no audience', { claims: { aud: undefined } }, 'identity-audience'],
    ['no level', { claims: { acr: undefined } }, 'identity-level'],
    ['too low a level', { claims: { acr: loginLevels.basic } }, 'identity-level'],
    ['an id token', { header: { typ: 'JWT' } }, 'identity-type'],
    ['an unknown key', { header: { kid: 'provider-9' } }, 'identity-key'],
    ['another’s signature', { key: other }, 'identity-signature'],
    ['alg none', { header: { alg: 'none' } }, 'identity-algorithm'],
    ['alg HS256', { header: { alg: 'HS256' } }, 'identity-algorithm'],
    ['no code', { claims: { id_number: undefined } }, 'identity-claims'],
    ['a wrong code', { claims: { id_number: '330106198003161174' } }, 'identity-claims'],
    ['another sort of document', { claims: { id_type: 'LIBRARY_CARD' } }, 'identity-claims'],
    ['a prototype’s name', { claims: { id_type: '__proto__' } }, 'identity-claims'],
    ['half an organisation', { claims: { org_code: '91210102MAL3C6TE94' } }, 'identity-claims'],
    ['a name that shows otherwise', { claims: { name: '高\u202e明' } }, 'identity-claims'],
    ['no subject', { claims: { sub: undefined } }, 'identity-form'],
    ['no end', { claims: { exp: undefined } }, 'identity-claims'],
    ['a life of a day', { claims: { exp: 1777593600 + 86_400 } }, 'identity-life'],
    ['a broken binding', { claims: { cnf: { jkt: 7 } } }, 'identity-binding'],
    ['a binding and no proof', { claims: { cnf: { jkt: 'x' } } }, 'identity-scheme'],
  ])('with %s is refused', async (_, parts, reason) => {
    const answer = await makeScene().ask(parts);
    expect(answer).toMatchObject({ refusal: 'unauthenticated', reason });
    expect(answer).not.toHaveProperty('holder');
  });

  it.each([
    ['nothing', {}, 'identity-missing'],
    ['Basic', { authorization: 'Basic abc' }, 'identity-scheme'],
    ['no JWT', { authorization: 'Bearer abc' }, 'identity-form'],
    ['a long one', { authorization: `Bearer ${'a'.repeat(9000)}` }, 'identity-form'],
  ] as const)('is not: %s', async (_, headers, reason) => {
    expect(await makeScene().send(headers)).toMatchObject({ refusal: 'unauthenticated', reason });
  });

  it.each([
    [-59, 'in force'],
    [60, 'in force'],
    [-60, 'identity-expired'],
    [61, 'identity-not-yet'],
  ])('holds by a clock that is %i s off: %s', async (off, outcome) => {
    const scene = makeScene();
    const issuedAt = scene.nowSeconds() + off;
    // from the first second to the last, seen from a clock that is off
    const claims = off < 0 ? { iat: issuedAt - 900, exp: issuedAt } : { iat: issuedAt };
    const { reason = 'in force' } = await scene.ask({ claims });
    expect(reason).toBe(outcome);
  });

  it('that is bound to a key needs its proof, each once', async () => {
    const scene = makeScene();
    const accessToken = scene.makeToken({ claims: { cnf: { jkt: thumbprintOf(proofKey) } } });
    const nonce = await scene.nonces.current();
    const parts = { method: 'GET', url: `${provinceUrl}/v1/me`, nonce, accessToken };
    const proof = makeProof(proofKey, { ...parts, nowSeconds: scene.nowSeconds() });
    const headers = { authorization: `DPoP ${accessToken}`, dpop: proof };
    expect(await scene.send(headers)).toHaveProperty('holder');
    expect(await scene.send(headers)).toMatchObject({ reason: 'proof-replayed' });
    const foreign = makeProof(makeTestKey(), { ...parts, nowSeconds: scene.nowSeconds() });
    const stolen = { authorization: `DPoP ${accessToken}`, dpop: foreign };
    expect(await scene.send(stolen)).toMatchObject({ reason: 'identity-binding' });
    const bare = { authorization: `DPoP ${accessToken}` };
    expect(await scene.send(bare)).toMatchObject({ reason: 'proof-missing' });
  });

  it('opens no route of clients, and a client’s token none of holders', async () => {
    const scene = makeScene();
    const answer = await scene.authorise({
      ...{ routeKey: 'GET /v1/licences', rawPath: '/v1/licences' },
      headers: { authorization: `Bearer ${scene.makeToken()}` },
      requestContext: { requestId: 'request-1', http: { method: 'GET' } },
    } as unknown as APIGatewayRequestAuthorizerEventV2);
    expect(answer.context).toMatchObject({ reason: 'token-scheme' });
    const claims = { iss: provinceUrl, client_id: 'c', scope: 'licences:read' };
    expect(await scene.ask({ claims })).toMatchObject({ reason: 'identity-issuer' });
  });

  it('is counted against its person, for whomever they act', async () => {
    const scene = makeScene();
    const headers = { authorization: `Bearer ${scene.makeToken()}` };
    for (let calls = 0; calls < 240; calls += 1) await scene.send(headers);
    const claims = { org_code: '91210102MAL3C6TE94', org_name: '沈阳鑫盛食品有限公司（示例）' };
    expect(await scene.ask({ claims })).toMatchObject({
      refusal: 'rate-limited',
      reason: 'holder',
    });
  });
});

describe('the identity provider’s keys', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** A provider that answers as told, and counts how often it is asked. */
  async function startProvider(answer: RequestListener) {
    const provider = { answer, asked: 0 };
    const server = createServer((request, response) => {
      provider.asked += 1;
      provider.answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const clock = makeTestClock();
    const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    return { provider, clock, keys: makeHttpIdentityKeys({ clock, jwksUri }) };
  }
  const giving =
    (...kids: string[]): RequestListener =>
    (_, response) =>
      response.end(JSON.stringify({ keys: kids.map((kid) => ({ kty: 'EC', kid })) }));
  const down: RequestListener = (_, response) => response.writeHead(500).end();
  const kidsOf = (keys: readonly Record<string, unknown>[]) => keys.map(({ kid }) => kid);
  const unavailable = { code: 'service-unavailable', details: { reason: 'identity-provider' } };

  it('are asked for once, however many need them', async () => {
    const { provider, keys } = await startProvider(giving('a'));
    await Promise.all(Array.from({ length: 20 }, () => keys.findKeys('a')));
    expect(provider.asked).toBe(1);
  });

  it('are asked for anew when the provider changes them, but not by each made-up name', async () => {
    const { provider, clock, keys } = await startProvider(giving('a'));
    await keys.findKeys('a');
    provider.answer = giving('b');
    expect(kidsOf(await keys.findKeys('b'))).toEqual(['a']);
    clock.advance(10_000);
    expect(kidsOf(await keys.findKeys('b'))).toEqual(['b']);
    for (let tries = 0; tries < 50; tries += 1) await keys.findKeys(`made-up-${tries}`);
    expect(provider.asked).toBe(2);
  });

  it('that were taken out are good for ten minutes more at most', async () => {
    const { provider, clock, keys } = await startProvider(giving('a'));
    await keys.findKeys('a');
    provider.answer = giving('b');
    clock.advance(10 * 60_000);
    expect(kidsOf(await keys.findKeys('a'))).toEqual(['b']);
  });

  it('go on for an hour when the provider is down; then nobody can be let in', async () => {
    const { provider, clock, keys } = await startProvider(giving('a'));
    await keys.findKeys('a');
    provider.answer = down;
    clock.advance(59 * 60_000);
    expect(kidsOf(await keys.findKeys('a'))).toEqual(['a']);
    await expect(keys.findKeys('b')).rejects.toMatchObject(unavailable);
    clock.advance(60_000);
    await expect(keys.findKeys('a')).rejects.toMatchObject(unavailable);
    provider.answer = giving('a');
    clock.advance(10_000);
    expect(kidsOf(await keys.findKeys('a'))).toEqual(['a']);
  });

  it('of a provider that is slow are waited for two seconds, all together', async () => {
    const { provider, keys } = await startProvider(() => undefined);
    const asked = await Promise.allSettled(['a', 'a', 'b'].map((kid) => keys.findKeys(kid)));
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(keys.findKeys('a')).rejects.toMatchObject(unavailable);
    expect(provider.asked).toBe(1);
  });

  it.each<[string, RequestListener]>([
    ['nonsense', (_, response) => response.end('{')],
    ['no keys', (_, response) => response.end('{"keys":7}')],
    ['too much', (_, response) => response.end(`{"keys":[],"more":"${'x'.repeat(70_000)}"}`)],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/else' }).end()],
  ])('are none in %s', async (_, answer) => {
    const { keys } = await startProvider(answer);
    await expect(keys.findKeys('a')).rejects.toMatchObject(unavailable);
  });
});
