import { randomUUID } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { chooseSample } from '../../cli/holder-login.ts';
import type { ClientFile } from '../../local/seed/client-file.ts';

/** One call by a stranger's client; the answer's body as JSON, an empty object where there is none. */
export type StrangersCall = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<{
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
}>;

const insecure = { [oauth.allowInsecureRequests]: true };
const redirectUri = 'http://127.0.0.1/callback';

const toHeaders = (body: object | undefined) => ({
  'idempotency-key': randomUUID(),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
});

async function toAnswer(response: Response) {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, text, body };
}

/** A holder whose page is built on `openid-client`: it knows the province's address and whom to log in as. */
export async function logInWithOpenidClient(url: string, account: string): Promise<StrangersCall> {
  const found = await fetch(`${url}/.well-known/oauth-protected-resource`);
  const { authorization_servers } = (await found.json()) as { authorization_servers: string[] };
  const config = await openid.discovery(
    new URL(String(authorization_servers[0])),
    'yinzheng-native',
    {},
    openid.None(),
    { execute: [openid.allowInsecureRequests] },
  );
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const expectedState = openid.randomState();
  const start = openid.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUri, scope: 'openid profile', resource: url },
    ...{ state: expectedState, code_challenge_method: 'S256' },
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
  });
  const back = await chooseSample(start.href, { account });
  const checks = { pkceCodeVerifier, expectedState };
  const { access_token } = await openid.authorizationCodeGrant(config, back, checks, {
    resource: url,
  });
  return async (method, path, body) => {
    const target = new URL(`${url}${path}`);
    const headers = new Headers(toHeaders(body));
    const text = body === undefined ? null : JSON.stringify(body);
    return toAnswer(
      await openid
        .fetchProtectedResource(config, access_token, target, method, text, headers)
        .catch(answerOf),
    );
  };
}

/** Some libraries throw for a challenge: it is an answer like others here. */
function answerOf(error: unknown): Response {
  const { response, cause } = error as { response?: Response; cause?: unknown };
  if (response instanceof Response) return response;
  if (cause instanceof Response) return cause;
  throw error;
}

/** A counter's system built on `oauth4webapi`. */
export async function openWithOauth4webapi(file: ClientFile): Promise<StrangersCall> {
  const { clientId, issuer, kid, privateKey } = file;
  const url = new URL(issuer);
  const discovered = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...insecure });
  const server = await oauth.processDiscoveryResponse(url, discovered);
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', privateKey, ecdsa, false, ['sign']);
  const client: oauth.Client = { client_id: clientId };
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));
  const withNonce = async <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      if (!oauth.isDPoPNonceError(error)) throw error;
      return work();
    });
  const token = await withNonce(async () => {
    const authenticate = oauth.PrivateKeyJwt({ key, kid });
    const options = { DPoP, ...insecure };
    const asked = oauth.clientCredentialsGrantRequest(server, client, authenticate, {}, options);
    return oauth.processClientCredentialsResponse(server, client, await asked);
  });
  return async (method, path, body) => {
    const target = new URL(`${issuer}${path}`);
    const text = body === undefined ? null : JSON.stringify(body);
    const send = () =>
      oauth.protectedResourceRequest(
        token.access_token,
        method,
        target,
        new Headers(toHeaders(body)),
        text,
        { DPoP, ...insecure },
      );
    return toAnswer(await withNonce(send).catch(answerOf));
  };
}
