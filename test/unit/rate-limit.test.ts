import { describe, expect, it } from 'vitest';
import { makeClientQuotas } from '../../functions/admitting/authorise-request/client-quotas.ts';
import type { Client } from '../../shared/domain/client.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import type { HttpEvent } from '../../shared/http/http-message.ts';
import { makeRateLimit } from '../../shared/http/rate-limit.ts';
import { sourceAddressOf } from '../../shared/http/source-address.ts';
import { toApiEvent } from '../build/api-events.ts';

const minute = 60_000;

/** A table of counts, a clock, and as many containers as asked for. */
function makeScene(requestsPerMinute: number) {
  const counts = new Map<string, number>();
  let calls = 0;
  let now = 1_777_593_600_000 as Moment;
  const ports = {
    counts: {
      add: async (client: ClientId, window: Moment, requests: number) => {
        calls += 1;
        await Promise.resolve();
        const sum = (counts.get(`${client} ${window}`) ?? 0) + requests;
        counts.set(`${client} ${window}`, sum);
        return sum;
      },
    },
    clock: { now: () => now },
  };
  return {
    client: { id: 'c', requestsPerMinute } as Client,
    openContainer: () => makeClientQuotas(ports),
    calls: () => calls,
    pass: (milliseconds: number) => {
      now = (now + milliseconds) as Moment;
    },
  };
}

describe('the quota of a client', () => {
  it('lets exactly as many requests through as the record says, then none until the minute is over', async () => {
    const { client, openContainer, pass } = makeScene(250);
    const take = openContainer();
    const outcomes = [];
    for (let at = 0; at < 300; at += 1) outcomes.push(await take(client));
    expect(outcomes.filter(({ isWithin }) => isWithin)).toHaveLength(250);
    expect(outcomes.at(-1)).toEqual({
      isWithin: false,
      quota: { limit: 250, windowSeconds: 60, remaining: 0, resetSeconds: 60 },
    });
    pass(minute - 1500);
    expect(await take(client)).toMatchObject({ isWithin: false, quota: { resetSeconds: 2 } });
    pass(1500);
    expect(await take(client)).toMatchObject({ isWithin: true, quota: { remaining: 249 } });
  });

  it('never lets more through in many containers at once, nor much less', async () => {
    const containers = 20;
    const limit = 1000;
    const { client, openContainer } = makeScene(limit);
    const takes = Array.from({ length: containers }, openContainer);
    const outcomes = await Promise.all(
      takes.flatMap((take) => Array.from({ length: 100 }, () => take(client))),
    );
    const within = outcomes.filter(({ isWithin }) => isWithin).length;
    expect(within).toBeLessThanOrEqual(limit);
    expect(within).toBeGreaterThanOrEqual(0.8 * limit - containers);
  });

  it('lets four fifths through at least when containers are busy by turns', async () => {
    const { client, openContainer } = makeScene(1000);
    const takes = Array.from({ length: 10 }, openContainer);
    let within = 0;
    for (let at = 0; at < 2000; at += 1) {
      const take = takes[at % 10];
      if ((await take?.(client))?.isWithin) within += 1;
    }
    expect(within).toBeLessThanOrEqual(1000);
    expect(within).toBeGreaterThanOrEqual(790);
  });

  it('asks the table seldom: once in a hundred requests when busy, not at all when used up', async () => {
    const { client, openContainer, calls } = makeScene(6000);
    const take = openContainer();
    for (let at = 0; at < 6000; at += 1) await take(client);
    expect(calls()).toBeLessThan(100);
    const before = calls();
    for (let at = 0; at < 100; at += 1) await take(client);
    expect(calls()).toBe(before);
  });

  it('asks once for all that come together', async () => {
    const { client, openContainer, calls } = makeScene(6000);
    const take = openContainer();
    const outcomes = await Promise.all(Array.from({ length: 500 }, () => take(client)));
    expect(outcomes.every(({ isWithin }) => isWithin)).toBe(true);
    expect(calls()).toBeLessThan(20);
  });

  it('keeps clients apart, and gives 6,000 a minute unless told', async () => {
    const { client, openContainer } = makeScene(1);
    const take = openContainer();
    const { requestsPerMinute: _, ...plain } = { ...client, id: 'd' as ClientId };
    expect((await take(client)).isWithin).toBe(true);
    expect((await take(client)).isWithin).toBe(false);
    expect(await take(plain)).toMatchObject({ isWithin: true, quota: { limit: 6000 } });
  });

  it('lets nobody through uncounted when the table cannot be reached', async () => {
    const take = makeClientQuotas({
      counts: { add: () => Promise.reject(new Error('lost')) },
      clock: { now: () => 0 as Moment },
    });
    await expect(take({ id: 'c' } as Client)).rejects.toThrow('lost');
    await expect(take({ id: 'c' } as Client)).rejects.toThrow('lost');
  });
});

const from = (sourceIp: string, more: Partial<{ domainName: string; forwarded: string }> = {}) => {
  const event = toApiEvent({ method: 'GET', path: '/trust-list' });
  const { http } = event.requestContext;
  return {
    ...event,
    headers: more.forwarded === undefined ? {} : { 'x-forwarded-for': more.forwarded },
    requestContext: {
      ...event.requestContext,
      domainName: more.domainName ?? 'yinzheng.liaoning.example',
      http: { ...http, sourceIp },
    },
  } as HttpEvent;
};

describe('the limit of an address', () => {
  it('lets a thousand requests through at once, then a hundred a second', () => {
    let now = 5000;
    const limit = makeRateLimit(() => now);
    const event = from('192.0.2.1');
    for (let at = 0; at < 1000; at += 1) limit.take(event);
    expect(() => limit.take(event)).toThrow('rate-limited');
    now += 1000;
    for (let at = 0; at < 100; at += 1) limit.take(event);
    expect(() => limit.take(event)).toThrow('rate-limited');
    limit.take(from('192.0.2.2'));
  });

  it('tells what is left, and on a refusal when to come again', () => {
    const limit = makeRateLimit(() => 0);
    const event = from('192.0.2.1');
    const told = () => limit.tell(event, { status: 200 }).headers;
    limit.take(event);
    expect(told()).toEqual({
      RateLimit: '"address";r=999;t=1',
      'RateLimit-Policy': '"address";q=1000;w=10',
    });
    for (let at = 1; at < 1000; at += 1) limit.take(event);
    expect(told()).toMatchObject({ RateLimit: '"address";r=0;t=10' });
    try {
      limit.take(event);
    } catch (error) {
      expect(error).toMatchObject({ details: { reason: 'address', retryAfterSeconds: 1 } });
    }
    expect.assertions(3);
  });

  it('tells nothing in what everybody may keep', () => {
    const response = { status: 200, headers: { 'Cache-Control': 'public, max-age=15' } };
    expect(makeRateLimit().tell(from('192.0.2.1'), response)).toBe(response);
  });

  it('passes on what the authoriser counted, and counts no client by its address', () => {
    const limit = makeRateLimit(() => 0);
    const event = toApiEvent({ caller: { clientId: 'c', scopes: [] } });
    const counted = { rateLimit: '"client";r=1;t=2', rateLimitPolicy: '"client";q=3;w=60' };
    const lambda = { clientId: 'c', scopes: '', ...counted };
    const named = {
      ...event,
      requestContext: { ...event.requestContext, authorizer: { lambda } },
    };
    for (let at = 0; at < 2000; at += 1) limit.take(named);
    expect(limit.tell(named, { status: 200 }).headers).toEqual({
      RateLimit: counted.rateLimit,
      'RateLimit-Policy': counted.rateLimitPolicy,
    });
  });

  it('forgets addresses rather than fill the memory, the one unseen for longest first', () => {
    const limit = makeRateLimit(() => 0);
    const first = from('192.0.2.1');
    for (let at = 0; at < 1000; at += 1) limit.take(first);
    for (let at = 0; at < 10_000; at += 1) limit.take(from(`10.0.${at >> 8}.${at & 255}`));
    limit.take(first);
  });
});

describe('the address of a request', () => {
  const api = 'abc.execute-api.cn-north-1.amazonaws.com.cn';
  it.each([
    ['192.0.2.1', {}, '192.0.2.1'],
    ['::ffff:192.0.2.1', {}, '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', {}, '2001:db8:1:2'],
    ['2001:DB8::1', {}, '2001:db8:0:0'],
    ['::1', {}, '0:0:0:0'],
    ['192.0.2.9', { forwarded: '198.51.100.7, 192.0.2.9' }, '192.0.2.9'],
    ['192.0.2.9', { domainName: api, forwarded: '198.51.100.7, 192.0.2.9' }, '198.51.100.7'],
    ['192.0.2.9', { domainName: api, forwarded: 'x, 198.51.100.7, 192.0.2.9' }, '198.51.100.7'],
    ['192.0.2.9', { domainName: api, forwarded: '192.0.2.9' }, '192.0.2.9'],
    ['192.0.2.9', { domainName: api }, '192.0.2.9'],
  ])('%s %j is %s', (sourceIp, more, address) => {
    expect(sourceAddressOf(from(sourceIp, more))).toBe(address);
  });
});
