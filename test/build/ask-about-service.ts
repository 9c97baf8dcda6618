import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { expect } from 'vitest';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import type { ClientFile } from '../../local/seed/client-file.ts';
import { clients, type DocumentedService, permit } from './documented-service.ts';
import { claimsOf } from './publishing.ts';

async function makeAssertion(file: ClientFile, audience: string, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: file.kid, typ: 'JWT' })
    .setIssuer(file.clientId)
    .setSubject(file.clientId)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .sign(await importJWK(file.privateKey, 'ES256'));
}

/** What the service says of itself. */
export async function askOfItself({ ask }: DocumentedService): Promise<void> {
  const { headers } = await ask({ route: 'GET /openapi.json', expect: 200 });
  const again = { 'if-none-match': headers.get('etag') ?? '' };
  await ask({ route: 'GET /openapi.json', headers: again, expect: 304 });
  await ask({ route: 'GET /healthz', expect: 200 });
  await ask({ route: 'GET /version', expect: 200 });
  const route = 'GET /problems/{code}';
  await ask({ route, path: ['not-found'], expect: 200 });
  const json = { accept: 'application/json' };
  const page = await ask({ route, path: ['not-found'], headers: json, expect: 200 });
  await ask({ route, path: ['not-found'], headers: { accept: 'image/png' }, expect: 406 });
  await ask({ route, path: ['unheard-of'], expect: 404 });
  const etag = { ...json, 'if-none-match': page.headers.get('etag') ?? '' };
  await ask({ route, path: ['not-found'], headers: etag, expect: 304 });
}

/** Tokens, got and given up. */
export async function askAboutTokens({ ask, service, now }: DocumentedService): Promise<void> {
  const url = `${service.urlOf('liaoning')}/oauth/token`;
  const route = 'POST /oauth/token';
  const file = service.client('liaoning', clients.approver);
  const credentials = async (audience = file.issuer) => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await makeAssertion(file, audience, now()),
  });
  const asked = async (audience?: string) => ({
    grant_type: 'client_credentials',
    ...(await credentials(audience)),
  });
  const proofs = makeProofMaker({ now });
  const prove = async () => ({ dpop: await proofs.prove('POST', url) });
  await ask({ route, form: { ...(await asked()), grant_type: 'password' }, expect: 400 });
  const first = await ask({ route, form: await asked(), headers: await prove(), expect: 400 });
  expect(first.body['error']).toBe('use_dpop_nonce');
  proofs.learn(url, first.headers);
  const stranger = await asked('https://elsewhere.example');
  await ask({ route, form: stranger, headers: await prove(), expect: 401 });
  const details = [
    { type: 'yinzheng-licences', actions: ['approve'], licence_types: [permit['type']] },
  ];
  const form = { ...(await asked()), authorization_details: JSON.stringify(details) };
  const { body } = await ask({ route, form, headers: await prove(), expect: 200 });
  expect(body['authorization_details']).toEqual(details);
  await ask({ route, form: { grant_type: 'x'.repeat(40_000) }, expect: 413 });
  const revoke = 'POST /oauth/revoke';
  const token = String(body['access_token']);
  await ask({ route: revoke, form: await credentials(), expect: 400 });
  await ask({ route: revoke, form: { ...(await credentials('x')), token }, expect: 401 });
  await ask({ route: revoke, form: { ...(await credentials()), token }, expect: 200 });
  await ask({ route: 'GET /.well-known/oauth-authorization-server', expect: 200 });
  await ask({ route: 'GET /.well-known/oauth-protected-resource', expect: 200 });
}

/** Files that anybody may fetch. */
export async function askAboutFiles({ ask, service }: DocumentedService): Promise<void> {
  const code = service.samples('liaoning')[0]?.department ?? '';
  const issuer = await ask({ route: 'GET /.well-known/jwt-vc-issuer', expect: 200 });
  const etag = { 'if-none-match': issuer.headers.get('etag') ?? '' };
  await ask({ route: 'GET /.well-known/jwt-vc-issuer', headers: etag, expect: 304 });
  await ask({ route: 'GET /trust-list', expect: 200 });
  await ask({ route: 'GET /departments/{code}/sheet', path: [code], expect: 200 });
  const digest = `?digest=${'A'.repeat(43)}`;
  await ask({ route: 'GET /departments/{code}/sheet', path: [code], query: digest, expect: 404 });
  await ask({ route: 'GET /status-lists/{id}', path: ['l1-000001'], expect: 200 });
  await ask({ route: 'GET /status-lists/{id}', path: ['l1-999999'], expect: 404 });
  await ask({ route: 'GET /sandbox/licences', expect: 200 });
  await askAboutPages(ask);
  await askAboutKit(ask, await (await fetch(`${service.urlOf('liaoning')}/offline-kit`)).text());
  await ask({ route: 'GET /issue-roots/{number}', path: ['latest'], expect: 200 });
  await ask({ route: 'GET /issue-roots/{number}', path: ['999'], expect: 404 });
  await ask({ route: 'GET /issue-roots/{number}/leaves', path: ['1'], expect: 200 });
}

async function askAboutKit(ask: DocumentedService['ask'], manifest: string): Promise<void> {
  const kit = await ask({ route: 'GET /offline-kit', expect: 200 });
  const again = { 'if-none-match': kit.headers.get('etag') ?? '' };
  await ask({ route: 'GET /offline-kit', headers: again, expect: 304 });
  const route = 'GET /offline-kit/parts/{digest}';
  const { parts } = claimsOf(manifest);
  const [part] = parts as readonly { readonly digest: string }[];
  await ask({ route, path: [part?.digest ?? ''], expect: 200 });
  await ask({ route, path: ['A'.repeat(43)], expect: 404 });
  const types = 'GET /licence-types/{code}';
  const type = await ask({ route: types, path: [String(permit['type'])], expect: 200 });
  const etag = { 'if-none-match': type.headers.get('etag') ?? '' };
  await ask({ route: types, path: [String(permit['type'])], headers: etag, expect: 304 });
  await ask({ route: types, path: ['x'], expect: 404 });
}

async function askAboutPages(ask: DocumentedService['ask']): Promise<void> {
  const pages = [
    '/counter',
    '/desk',
    '/developers',
    '/me',
    '/a',
    '/q',
    '/r',
    '/counter-worker.js',
  ] as const;
  for (const path of pages) {
    const page = await ask({ route: `GET ${path}`, expect: 200 });
    const again = { 'if-none-match': page.headers.get('etag') ?? '' };
    await ask({ route: `GET ${path}`, headers: again, expect: 304 });
  }
  const route = 'GET /pages/{file}';
  await ask({ route, path: ['counter.js'], expect: 200 });
  await ask({ route, path: ['nothing.js'], expect: 404 });
}
