import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { signJws } from '../build/jwk.ts';
import {
  assertionHeader,
  clientKey,
  makeTokenEndpoint,
  strangerKey,
} from '../build/token-endpoint.ts';

describe('giving up a token', () => {
  async function makeRevocation() {
    const endpoint = makeTokenEndpoint();
    const answer = await endpoint.askWith({});
    const token = toJson<{ access_token: string }>(answer).access_token;
    const { jti = '' } = decodeJwt(token);
    let given = 0;
    const giveUp = async (text: string, claims: object = {}, key = clientKey) => {
      given += 1;
      const payload = { ...endpoint.claims, jti: `give-up-${given}`, ...claims };
      const body = new URLSearchParams({
        token: text,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: signJws(assertionHeader, payload, key.privateKey),
        token_type_hint: 'refresh_token',
      }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const result = await endpoint.revoke(
        toApiEvent({ path: '/oauth/revoke', headers, body }),
        {},
      );
      return [result.statusCode, result.body && toJson(result)['error']];
    };
    return { ...endpoint, token, giveUp, isRevoked: () => endpoint.admissions.isTokenRevoked(jti) };
  }

  it('takes it out of force, and may be repeated', async () => {
    const { token, giveUp, isRevoked } = await makeRevocation();
    expect(await isRevoked()).toBe(false);
    expect(await giveUp(token)).toEqual([200, undefined]);
    expect(await isRevoked()).toBe(true);
    expect(await giveUp(token)).toEqual([200, undefined]);
  });

  it('is done already for what is no token of ours, or has ended', async () => {
    const { token, giveUp, clock, isRevoked } = await makeRevocation();
    expect(await giveUp('abc')).toEqual([200, undefined]);
    expect(await giveUp(`${token}=`)).toEqual([200, undefined]);
    clock.advance(600_000);
    const iat = clock.now() / 1000;
    expect(await giveUp(token, { iat, exp: iat + 60 })).toEqual([200, undefined]);
    expect(await isRevoked()).toBe(false);
  });

  it('is refused without the client’s own key, once an assertion was used, and without a token', async () => {
    const { token, giveUp, isRevoked } = await makeRevocation();
    expect(await giveUp(token, {}, strangerKey)).toEqual([401, 'invalid_client']);
    expect(await giveUp('')).toEqual([400, 'invalid_request']);
    expect(await isRevoked()).toBe(false);
  });

  it('is refused for another client’s token', async () => {
    const { token, client, clients, giveUp, isRevoked } = await makeRevocation();
    const id = 'other-client' as typeof client.id;
    clients.set(id, { ...client, id, keys: [strangerKey.clientKey] });
    const asOther = { iss: id, sub: id };
    expect(await giveUp(token, asOther, strangerKey)).toEqual([400, 'invalid_request']);
    expect(await isRevoked()).toBe(false);
  });
});
