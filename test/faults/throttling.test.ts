import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicenceHandler } from '../../functions/issuing/issue-licence/handler.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { toApiEvent } from '../build/api-events.ts';
import { shenyang } from '../build/callers.ts';
import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from '../build/fault-proxy.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { type AskedLicence, askForLicence, toApplicationBody } from '../build/licences.ts';
import { auditRegister } from '../build/register-audit.ts';

const seed = 20261122;
let zone: IssuingZone;
const proxies: FaultProxy[] = [];
beforeAll(async () => {
  zone = await startIssuingZone();
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await zone?.close();
});

type Throttled = Pick<FaultProxyOptions, 'rate' | 'faults' | 'faultsOf'>;

/** A container one of whose engines throttles it; what it needs to begin with has been leased. */
async function makeThrottled(engine: 'dynamodb' | 'kms', throttled: Throttled) {
  const proxy = await startFaultProxy({
    target: zone.endpoints[engine],
    seed,
    ...throttled,
    rate: 0,
  });
  proxies.push(proxy);
  const endpoints = { ...zone.endpoints, [engine]: proxy.endpoint };
  const ports = zone.makeContainer(makeNetworkPlan(), endpoints);
  await issueWith(ports, askForLicence());
  const before = await countCalls(proxy);
  await proxy.setRate(throttled.rate);
  return { ports, proxy, countSince: async () => (await countCalls(proxy)) - before };
}

async function countCalls(proxy: FaultProxy): Promise<number> {
  const { arrived } = await proxy.counts();
  return Object.values(arrived).reduce((one, other) => one + other, 0);
}

const issueWith = (ports: IssuingPorts, { request, application }: AskedLicence) =>
  makeIssueLicence(ports)(request, application);

async function timed(work: Promise<unknown>) {
  const began = performance.now();
  const outcome = await work.catch((error: unknown) => error);
  return { outcome, seconds: (performance.now() - began) / 1000 };
}

describe('throttled by DynamoDB or KMS (R06)', () => {
  it('asks three times, further and further apart, and then says when to come again', async () => {
    const { ports, countSince } = await makeThrottled('dynamodb', {
      rate: 1,
      faults: ['throttle'],
    });
    const { outcome, seconds } = await timed(issueWith(ports, askForLicence()));
    expect(outcome).toMatchObject({
      code: 'service-unavailable',
      details: { retryAfterSeconds: 1 },
    });
    expect(await countSince()).toBe(3);
    expect(seconds).toBeLessThan(10);
  });

  it('tells it over HTTP as 503 with Retry-After', async () => {
    const { ports } = await makeThrottled('dynamodb', { rate: 1, faults: ['throttle'] });
    const log = { note: () => undefined, alert: () => undefined };
    const handler = makeHttpHandler(makeIssueLicenceHandler(makeIssueLicence(ports)), { log });
    const caller = {
      ...{ clientId: 'shenyang-licensing', department: shenyang },
      scopes: ['licences:issue'] as const,
    };
    const result = await handler(
      toApiEvent({
        ...{ path: '/v1/licences', caller, body: toApplicationBody() },
        headers: { 'idempotency-key': 'throttled' },
      }),
      {},
    );
    expect(result).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '1' } });
  });

  it('stops asking again once a container’s budget for it is used up', async () => {
    const { ports, countSince } = await makeThrottled('dynamodb', {
      rate: 1,
      faults: ['throttle'],
    });
    const requests = 120;
    const all = Array.from({ length: requests }, () => issueWith(ports, askForLicence()));
    const outcomes = await Promise.allSettled(all);
    const calls = await countSince();
    console.log(
      `throttled wholly: ${requests} requests, ${calls} calls instead of ${requests * 3}`,
    );
    for (const one of outcomes) {
      expect(one).toMatchObject({ reason: { code: 'service-unavailable' } });
    }
    // 500 tokens at 5 a repetition, as every SDK keeps them: 100 repetitions, and no storm
    expect(calls).toBeLessThanOrEqual(requests + 100);
  });

  it('gets through when three in ten calls are throttled, and leaves nothing undone', async () => {
    const { ports, proxy } = await makeThrottled('dynamodb', { rate: 0.3, faults: ['throttle'] });
    const licences = Array.from({ length: 30 }, () => askForLicence());
    let open = licences;
    for (let round = 1; round <= 20 && open.length > 0; round += 1) {
      const outcomes = await Promise.allSettled(open.map((one) => issueWith(ports, one)));
      open = open.filter((_, at) => outcomes[at]?.status === 'rejected');
      zone.clock.advance(60_000);
    }
    expect(open).toEqual([]);
    const { met, arrived } = await proxy.counts();
    const calls = Object.values(arrived).reduce((one, other) => one + other, 0);
    console.log(`throttled by three in ten: ${met.throttle} of ${calls} calls`);
  });

  it('says 503 when KMS throttles the signing, asks it once for each form, and finishes later', async () => {
    const { ports, proxy } = await makeThrottled('kms', {
      rate: 1,
      faults: ['delay'],
      faultsOf: { Sign: ['throttle'] },
    });
    const licence = askForLicence();
    const signings = (await proxy.counts()).arrived['Sign'] ?? 0;
    const { outcome } = await timed(issueWith(ports, licence));
    expect(outcome).toMatchObject({ code: 'seal-unavailable', details: { retryAfterSeconds: 60 } });
    expect((await proxy.counts()).arrived['Sign']).toBe(signings + 2);
    await proxy.setRate(0);
    zone.clock.advance(60_000);
    expect(await issueWith(ports, licence)).toMatchObject({ answer: { status: 201 } });
  });

  it('tries a transaction five times that others are in the way of, and then says so', async () => {
    const { ports, proxy } = await makeThrottled('dynamodb', {
      rate: 1,
      faults: ['delay'],
      faultsOf: { TransactWriteItems: ['in-the-way'] },
    });
    const before = (await proxy.counts()).arrived['TransactWriteItems'] ?? 0;
    const { outcome } = await timed(issueWith(ports, askForLicence()));
    expect(outcome).toBeInstanceOf(Problem);
    expect(outcome).toMatchObject({
      code: 'service-unavailable',
      details: { retryAfterSeconds: 2 },
    });
    expect((await proxy.counts()).arrived['TransactWriteItems']).toBe(before + 5);
  });

  it('leaves a whole register', async () => {
    const audit = await auditRegister(zone.client, zone.table);
    expect(audit).toMatchObject({ faults: [], reserved: 0, givenUp: 0 });
    expect(await zone.countSignatures()).toBeLessThanOrEqual(audit.attempts);
  });
});
