import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseSample, logInAsSample } from '../../cli/holder-login.ts';
import { loginLevels } from '../../local/identity/settings.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const redirectUri = 'http://127.0.0.1/callback';
let service: RunningService;
let url: string;
beforeAll(async () => {
  service = await startRunningService({ args: ['--now=2026-05-01T00:00:00Z'] });
  url = service.urlOf('liaoning');
});
afterAll(() => service.stop());

const get = async (path: string, authorization?: string) => {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await fetch(`${url}${path}`, { headers });
  return { response, body: (await response.json()) as Record<string, unknown> };
};
const tokenOf = async (account: string, level?: string) => {
  const login = { province: url, account, ...(level === undefined ? {} : { level }) };
  return `Bearer ${(await logInAsSample(login))['access_token']}`;
};

describe('a holder of the embedded run', () => {
  it('logs in by a stranger’s client, which finds all it needs at the province’s address', async () => {
    const resource = (await get('/.well-known/oauth-protected-resource')).body;
    const [issuer] = resource['authorization_servers'] as string[];
    const now = Date.parse('2026-05-01T00:00:00Z') - Date.now();
    const config = await openid.discovery(
      new URL(String(issuer)),
      'yinzheng-native',
      { [openid.clockSkew]: Math.round(now / 1000) },
      openid.None(),
      { execute: [openid.allowInsecureRequests] },
    );
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = randomUUID();
    const start = openid.buildAuthorizationUrl(config, {
      ...{ redirect_uri: redirectUri, scope: 'openid profile', resource: url },
      ...{ state: expectedState, code_challenge_method: 'S256' },
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    });
    const back = await chooseSample(start.href, { account: 'person-3' });
    const checks = { pkceCodeVerifier, expectedState };
    const tokens = await openid.authorizationCodeGrant(config, back, checks, { resource: url });
    const { response, body } = await get('/v1/me', `Bearer ${tokens.access_token}`);
    expect(body).toEqual({ name: '马国强（示例）', kind: 'person', person: '马国强（示例）' });
    expect(response.headers.get('ratelimit')).toMatch(/^"holder";r=\d+/);
    expect(decodeJwt(tokens.access_token)['iss']).toBe(issuer);
  });

  it('may act for the company that the token names', async () => {
    const { body } = await get('/v1/me', await tokenOf('company-2'));
    const [name, person] = ['沈阳美达餐饮管理有限公司（示例）', '胡刚杰（示例）'];
    expect(body).toEqual({ name, kind: 'organisation', person });
  });

  it('sees the licences that the company holds, and nobody else’s', async () => {
    const company = await tokenOf('company-2');
    const { body } = await get('/v1/me/licences', company);
    const [licence] = body['licences'] as { licenceId: string; state: string }[];
    expect(licence).toMatchObject({ state: 'valid', type: '11100000MB0341032Y902' });
    const path = `/v1/me/licences/${licence?.licenceId}`;
    const shown = (await get(path, company)).body;
    expect(shown['disclosable']).toEqual(expect.arrayContaining(['holders', 'KZ_FDDBR']));
    expect(String(shown['credential'])).toMatch(/~$/);
    const stranger = await tokenOf('person-3');
    expect((await get('/v1/me/licences', stranger)).body).toEqual({ licences: [] });
    expect((await get(path, stranger)).response.status).toBe(404);
    // who represents the company is not the company
    const person = await tokenOf('person-2');
    expect((await get(path, person)).response.status).toBe(404);
  });

  it('needs a login at a sufficient level, and is told so', async () => {
    const { response, body } = await get('/v1/me', await tokenOf('person-3', loginLevels.basic));
    expect([response.status, body['reason']]).toEqual([401, 'identity-level']);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication"',
    );
  });

  it('is asked to log in without a token', async () => {
    const { response } = await get('/v1/me');
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});
