import { randomUUID } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationServerMetadata } from '../../shared/api/tokens.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const insecure = { [oauth.allowInsecureRequests]: true };
const { foodPermit, businessLicence } = sampleTypeCodes;

let service: RunningService;
let stranger: Awaited<ReturnType<typeof makeStranger>>;

beforeAll(async () => {
  service = await startRunningService();
  stranger = await makeStranger();
});
afterAll(() => service.stop());

/** A department's system built on somebody else's library: it knows the province's address and its own key. */
async function makeStranger() {
  const { clientId, issuer, kid, privateKey, seal } = service.client(
    'liaoning',
    'shenyang-market-regulation-licences',
  );
  const url = new URL(issuer);
  const discovered = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...insecure });
  const server = await oauth.processDiscoveryResponse(url, discovered);
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', privateKey, ecdsa, false, ['sign']);
  const authenticate = oauth.PrivateKeyJwt({ key, kid });
  const client: oauth.Client = { client_id: clientId };
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
  return { issuer, server, client, authenticate, DPoP, seal };
}

/** As the library's own examples do: once more with the nonce, where one is asked for. */
async function withNonce<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return work();
  });
}

function fetchToken(parameters: Record<string, string>) {
  const { server, client, authenticate, DPoP } = stranger;
  return withNonce(async () => {
    const options = { DPoP, ...insecure };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      authenticate,
      parameters,
      options,
    );
    return oauth.processClientCredentialsResponse(server, client, response);
  });
}

function call(token: string, path: string, body?: object) {
  const { issuer, DPoP } = stranger;
  const headers = new Headers(
    body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  );
  return withNonce(() =>
    oauth.protectedResourceRequest(
      token,
      body ? 'POST' : 'GET',
      new URL(`${issuer}${path}`),
      headers,
      body ? JSON.stringify(body) : null,
      { DPoP, ...insecure },
    ),
  );
}

const application = () => ({ ...toApplicationBody('foodPermit'), seal: stranger.seal });

describe('a stranger’s OAuth client', () => {
  it('finds what it needs in the metadata', () => {
    expect(authorizationServerMetadata.parse(stranger.server)).toMatchObject({
      issuer: stranger.issuer,
      dpop_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  });

  it('gets a token and issues a licence', async () => {
    const token = await fetchToken({ scope: 'licences:issue licences:read' });
    expect(token).toMatchObject({ token_type: 'dpop', scope: 'licences:issue licences:read' });
    const issued = await call(token.access_token, '/v1/licences', application());
    expect(issued.status).toBe(201);
    const { licenceId } = (await issued.json()) as { licenceId: string };
    const shown = await call(token.access_token, `/v1/licences/${licenceId}`);
    expect(await shown.json()).toMatchObject({ licenceId, state: 'valid' });
  });

  it('narrows a token to one licence type, and issues no other with it', async () => {
    const detail = (licenceType: string) => ({
      ...{ type: 'yinzheng-licences', actions: ['issue'] },
      licence_types: [licenceType],
    });
    const narrowed = async (licenceType: string) => {
      const authorization_details = JSON.stringify([detail(licenceType)]);
      const token = await fetchToken({ authorization_details });
      expect(token).toMatchObject({
        scope: 'licences:issue',
        authorization_details: [detail(licenceType)],
      });
      return token.access_token;
    };
    const allowed = await call(await narrowed(foodPermit), '/v1/licences', application());
    expect(allowed.status).toBe(201);
    const refused = await call(await narrowed(businessLicence), '/v1/licences', application());
    expect(await refused.json()).toMatchObject({
      status: 403,
      reason: 'not-in-authorization-details',
    });
  });

  it('gives its token up, which opens nothing from then on', async () => {
    const { server, client, authenticate } = stranger;
    const { access_token } = await fetchToken({});
    expect((await call(access_token, '/v1/licences')).status).toBe(200);
    const revoked = await oauth.revocationRequest(
      server,
      client,
      authenticate,
      access_token,
      insecure,
    );
    await oauth.processRevocationResponse(revoked);
    await expect(call(access_token, '/v1/licences')).rejects.toMatchObject({
      cause: [{ scheme: 'dpop', parameters: { error: 'invalid_token', algs: 'ES256' } }],
    });
  });
});
