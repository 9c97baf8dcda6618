import type { Client } from '../../shared/domain/client.ts';
import { type AdmittingParts, makeAdmittingZone, provinceUrl } from './admitting-zone.ts';
import { toApiEvent } from './api-events.ts';
import { makeProof } from './dpop-proofs.ts';
import { makeTestKey, signJws } from './jwk.ts';

export const clientKey = makeTestKey();
/** Registered for nobody unless told. */
export const strangerKey = makeTestKey();
export const proofKey = makeTestKey();
export const tokenUrl = `${provinceUrl}/oauth/token`;

/** The token endpoint, asked by one client with assertions and proofs of its own. */
export function makeTokenEndpoint(client: Partial<Client> = {}, parts: AdmittingParts = {}) {
  const zone = makeAdmittingZone({ clientKey, client, ...parts });
  const { id } = zone.client;
  const nowSeconds = zone.nowSeconds();
  const claims = {
    ...{ iss: id, sub: id, aud: provinceUrl },
    ...{ jti: 'once-1', iat: nowSeconds, exp: nowSeconds + 60 },
  };
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const nonce = await zone.nonces.current();
    const dpop = makeProof(proofKey, { url: tokenUrl, nonce, nowSeconds: zone.nowSeconds() });
    const usual = { 'content-type': 'application/x-www-form-urlencoded', dpop };
    return zone.token(
      toApiEvent({ path: '/oauth/token', headers: { ...usual, ...headers }, body }),
      {},
    );
  };
  const ask = (assertion: string, fields: Readonly<Record<string, string>> = {}) =>
    post(
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        ...fields,
      }).toString(),
    );
  let asked = 0;
  /** Asks with an assertion of its own each time. */
  const askWith = (fields: Readonly<Record<string, string>>) => {
    asked += 1;
    const payload = { ...claims, jti: `own-${asked}` };
    return ask(signJws(assertionHeader, payload, clientKey.privateKey), fields);
  };
  return { ...zone, ask, askWith, post, claims, nowSeconds };
}

/** Of an assertion as the client signs it. */
export const assertionHeader = { alg: 'ES256', kid: 'key-1' };
