import { createHash, randomUUID } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose';
import { makeProofMaker, type ProofMaker } from '../../cli/proof-maker.ts';
import { openSession } from '../../cli/service-client.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { keyAliases } from '../../local/province/province-environment.ts';
import type { ClientFile } from '../../local/seed/client-file.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { clientAssertionType } from '../../shared/api/tokens.ts';
import { toCompact } from '../../shared/formats/jws.ts';
import type { Credentials } from './rights-cells.ts';

/** Where bad credentials come from: a client, one of another province, and the engine behind the client's province. */
export interface CredentialSources {
  readonly client: ClientFile;
  readonly foreignClient: ClientFile;
  readonly kmsEndpoint: string;
}

const fetchToken = async (client: ClientFile, proofs: ProofMaker) =>
  String((await openSession(client, { proofs }).fetchToken())['access_token']);

/** Gives a token up, as its client may. */
async function makeRevoked(client: ClientFile, proofs: ProofMaker): Promise<string> {
  const token = await fetchToken(client, proofs);
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({ jti: randomUUID(), iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: 'ES256', kid: client.kid })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(client.issuer)
    .sign(await importJWK({ ...client.privateKey }, 'ES256'));
  const body = new URLSearchParams({
    token,
    client_assertion_type: clientAssertionType,
    client_assertion: assertion,
  });
  const { status } = await fetch(`${client.issuer}/oauth/revoke`, { method: 'POST', body });
  if (status !== 200) throw new Error(`giving up a token was answered ${status}`);
  return token;
}

/** The same token, ended, and signed by the province's own key. */
async function makeExpired(token: string, kmsEndpoint: string): Promise<string> {
  const keys = makeKmsSigningKeys(new KMSClient(localClientConfig(kmsEndpoint)));
  const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
  const toPart = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const ended = { ...claims, iat: iat - 700, exp: exp - 700 };
  const input = `${toPart(decodeProtectedHeader(token))}.${toPart(ended)}`;
  const digest = new Uint8Array(createHash('sha256').update(input).digest());
  return toCompact(input, await keys.sign(keyAliases.token, digest));
}

/** Credentials with one thing wrong about token or proof, by what it is. */
export async function makeBadCredentials({
  client,
  foreignClient,
  kmsEndpoint,
}: CredentialSources): Promise<Readonly<Record<string, Credentials>>> {
  const url = client.issuer;
  const pair = await generateKeyPair('ES256', { extractable: true });
  const privateKey = await exportJWK(pair.privateKey);
  const proofs = makeProofMaker({ privateKey });
  const token = await fetchToken(client, proofs);
  const otherKey = makeProofMaker();
  otherKey.learn(url, (await fetch(`${url}/v1/licences`)).headers);
  const withToken = (text: string, by = proofs, suffix = ''): Credentials => {
    return async (method, path) => ({
      authorization: `DPoP ${text}`,
      dpop: await by.prove(method, `${url}${path}${suffix}`, text),
    });
  };
  const used = await withToken(token)('GET', '/v1/licences');
  await fetch(`${url}/v1/licences`, { headers: used });
  return {
    'no token': async () => ({}),
    'a token as Bearer': async () => ({ authorization: `Bearer ${token}` }),
    'a token without a proof': async () => ({ authorization: `DPoP ${token}` }),
    'an expired token': withToken(await makeExpired(token, kmsEndpoint)),
    'a token that was given up': withToken(await makeRevoked(client, proofs)),
    'a token of another province': withToken(await fetchToken(foreignClient, proofs)),
    'another key’s proof': withToken(token, otherKey),
    'a proof for another route': withToken(token, proofs, '/x'),
    'a proof without the nonce': withToken(token, makeProofMaker({ privateKey })),
    'a proof that was used': async () => used,
  };
}
