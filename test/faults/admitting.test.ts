import type {
  APIGatewayProxyStructuredResultV2,
  APIGatewayRequestAuthorizerEventV2,
} from 'aws-lambda';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toTokenKeyId } from '../../functions/admitting/access-token.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoAdmissions } from '../../shared/adapters/aws/dynamo-admissions.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoRequestCounts } from '../../shared/adapters/aws/dynamo-request-counts.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { type AdmittingZone, makeAdmittingZone, provinceUrl } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeTestClock, shenyang } from '../build/callers.ts';
import { makeProof, thumbprintOf } from '../build/dpop-proofs.ts';
import { startTestEngines } from '../build/engines.ts';
import { makeNetworkPlan, type NetworkPlan } from '../build/faulty-client.ts';
import { forEachFault } from '../build/for-each-fault.ts';
import { makeTestKey, signJws } from '../build/jwk.ts';

const wanted = { dynamodb: true } as const;
let engines: Awaited<ReturnType<typeof startTestEngines<typeof wanted>>>;
beforeAll(async () => {
  engines = await startTestEngines(wanted);
  const plain = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb));
  await createTables(plain, [{ name: 'admission' }]);
});
afterAll(() => engines?.close());

const [clientKey, tokenKey, proofKey] = [makeTestKey(), makeTestKey(), makeTestKey()];
const clock = makeTestClock();
const mostRequests = 3;

/** One container of the zone; all have one table. */
function makeZone(plan: NetworkPlan, id = 'client-a', requestsPerMinute = 5000): AdmittingZone {
  const client = plan.into(makeDynamoClient(localClientConfig(engines.endpoints.dynamodb)));
  const table = 'admission';
  return makeAdmittingZone({
    ...{ clientKey, tokenKey },
    client: { id: id as ClientId, requestsPerMinute },
    admissions: makeDynamoAdmissions({ client, table, clock }),
    counts: makeDynamoRequestCounts({ client, table }),
  });
}

let serial = 0;
const next = () => {
  serial += 1;
  return `once-${serial}`;
};

/** A client's assertion that nobody has sent. */
function makeAssertion({ client, nowSeconds }: AdmittingZone, jti = next()): string {
  const iat = nowSeconds();
  const who = { iss: client.id, sub: client.id, aud: provinceUrl };
  const header = { alg: 'ES256', kid: 'key-1' };
  return signJws(header, { ...who, jti, iat, exp: iat + 60 }, clientKey.privateKey);
}

async function post(zone: AdmittingZone, path: string, fields: Record<string, string>) {
  const nonce = await zone.nonces.current();
  const url = `${provinceUrl}${path}`;
  const dpop = makeProof(proofKey, { url, nonce, nowSeconds: zone.nowSeconds() });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', dpop };
  const body = new URLSearchParams({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    ...fields,
  }).toString();
  const send = path === '/oauth/token' ? zone.token : zone.revoke;
  return (await send(toApiEvent({ path, headers, body }), {})) as APIGatewayProxyStructuredResultV2;
}
const askForToken = (zone: AdmittingZone, client_assertion: string) =>
  post(zone, '/oauth/token', { grant_type: 'client_credentials', client_assertion });
const statusOf = (told: unknown) => (told as APIGatewayProxyStructuredResultV2).statusCode ?? 0;

/** What a caller sends with each request, once. */
async function makeAdmission(zone: AdmittingZone): Promise<Record<string, string>> {
  const iat = zone.nowSeconds();
  const whose = { sub: zone.client.id, client_id: zone.client.id, department: shenyang };
  const claims = {
    ...{ iss: provinceUrl, aud: provinceUrl, ...whose, iat, exp: iat + 600, jti: 'token-1' },
    ...{ scope: 'licences:issue', cnf: { jkt: thumbprintOf(proofKey) } },
  };
  const header = { alg: 'ES256', typ: 'at+jwt', kid: toTokenKeyId('token-key') };
  const accessToken = signJws(header, claims, tokenKey.privateKey);
  const nonce = await zone.nonces.current();
  const parts = { url: `${provinceUrl}/v1/licences`, nonce, nowSeconds: iat, accessToken };
  return { authorization: `DPoP ${accessToken}`, dpop: makeProof(proofKey, parts) };
}
async function admit(zone: AdmittingZone, headers: Record<string, string>): Promise<boolean> {
  const answer = await zone.authorise({
    ...{ routeKey: 'POST /v1/licences', rawPath: '/v1/licences', headers },
    requestContext: { requestId: 'request-1', http: { method: 'POST' } },
  } as unknown as APIGatewayRequestAuthorizerEventV2);
  return answer.isAuthorized && !Object.hasOwn(answer.context ?? {}, 'refusal');
}

describe('whatever becomes of a call', { timeout: 60_000 }, () => {
  it('an assertion gives one token at most, and the next gives one', async () => {
    const cells = await forEachFault<AdmittingZone>({
      make: makeZone,
      prepare: async () => {
        const jti = next();
        return (zone) => askForToken(zone, makeAssertion(zone, jti));
      },
      check: async (first, again) => {
        const told = [statusOf(await first), statusOf(await again()), statusOf(await again())];
        expect(told.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
        expect(told[2]).toBe(401);
        const zone = makeZone(makeNetworkPlan());
        expect(statusOf(await askForToken(zone, makeAssertion(zone)))).toBe(200);
      },
    });
    console.info(`issuing a token: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(8);
  });

  it('a token is given up once it was said to be, and asking again is answered alike', async () => {
    let token = '';
    const cells = await forEachFault<AdmittingZone>({
      make: makeZone,
      prepare: async () => {
        const sound = makeZone(makeNetworkPlan());
        const given = await askForToken(sound, makeAssertion(sound));
        token = toJson<{ access_token: string }>(given).access_token;
        // each try brings an assertion of its own
        return (zone) =>
          post(zone, '/oauth/revoke', { token, client_assertion: makeAssertion(zone) });
      },
      check: async (first, again) => {
        const { jti = '' } = decodeJwt(token);
        const { admissions } = makeZone(makeNetworkPlan());
        if (statusOf(await first) === 200) expect(await admissions.isTokenRevoked(jti)).toBe(true);
        expect(statusOf(await again())).toBe(200);
        expect(await admissions.isTokenRevoked(jti)).toBe(true);
      },
    });
    console.info(`giving a token up: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(8);
  });

  it('a proof opens the door once at most, and one that nobody sent opens it', async () => {
    const cells = await forEachFault<AdmittingZone>({
      make: makeZone,
      prepare: async () => {
        const headers = await makeAdmission(makeZone(makeNetworkPlan()));
        return (zone) => admit(zone, headers);
      },
      check: async (first, again) => {
        const told = [await first, await again(), await again()];
        expect(told.filter((opened) => opened === true).length).toBeLessThanOrEqual(1);
        expect(told[2]).toBe(false);
        const sound = makeZone(makeNetworkPlan());
        expect(await admit(sound, await makeAdmission(sound))).toBe(true);
      },
    });
    console.info(`authorising a request: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(8);
  });

  it('nobody gets more requests in a minute than they may', async () => {
    const askAll = async (zone: AdmittingZone) => {
      let opened = 0;
      for (let asked = 0; asked <= mostRequests; asked += 1) {
        const headers = await makeAdmission(zone);
        if (await admit(zone, headers).catch(() => false)) opened += 1;
      }
      return opened;
    };
    let opened = 0;
    const cells = await forEachFault<(client: string) => AdmittingZone>({
      make: (plan) => (client) => makeZone(plan, client, mostRequests),
      prepare: async () => {
        const client = `client-${next()}`;
        return (makeFor) => askAll(makeFor(client));
      },
      check: async (first, again) => {
        const told = [await first, await again()].map((count) => Number(count) || 0);
        const sum = told.reduce((before, count) => before + count);
        expect(sum).toBeLessThanOrEqual(mostRequests);
        opened += sum;
      },
    });
    console.info(`counting requests: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(20);
    // a lost answer costs a request, not the minute
    expect(opened).toBeGreaterThan(cells);
  });
});
