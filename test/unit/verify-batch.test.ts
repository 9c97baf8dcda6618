import { describe, expect, it } from 'vitest';
import { makeBatchHandler } from '../../functions/verifying/verify-batch/handler.ts';
import { makeVerifyBatch } from '../../functions/verifying/verify-batch/verify-batch.ts';
import type { VerificationBody } from '../../shared/api/verifications.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeTestClock } from '../build/callers.ts';

type Item = {
  readonly verification?: { readonly verdict: string };
  readonly problem?: {
    readonly type: string;
    readonly title: string;
    readonly reason?: string;
    readonly errors?: readonly object[];
  };
};

const refused: Verification = {
  verdict: 'invalid',
  checks: [{ name: 'format', outcome: 'failed', reason: 'malformed' }],
};

function makeEdge(verify = async (_asked: VerificationBody): Promise<Verification> => refused) {
  const clock = makeTestClock();
  const lines: (LogFields & { event: string })[] = [];
  const keep = (event: string, fields: LogFields) => void lines.push({ event, ...fields });
  const handler = makeBatchHandler(makeVerifyBatch({ verifyLicence: verify, clock }), {
    log: { note: keep, alert: keep },
    provinceUrl: 'https://province.example',
    now: () => 0,
  });
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const path = '/v1/verifications/batch';
    const result = await handler(toApiEvent({ path, body, headers }), {});
    return {
      status: result.statusCode,
      headers: result.headers,
      ...toJson<{ items: Item[] }>(result),
    };
  };
  return { post, clock, lines };
}

describe('POST /v1/verifications/batch', () => {
  it('gives each item its own verdict, in order', async () => {
    const { post } = makeEdge(async (asked) =>
      'credential' in asked && asked.credential === 'good'
        ? { verdict: 'valid', checks: [] }
        : refused,
    );
    const items = ['good', 'bad', 'good'].map((credential) => ({ credential }));
    const answer = await post({ items });
    expect(answer.status).toBe(200);
    expect(answer.items.map((one) => one.verification?.verdict)).toEqual([
      'valid',
      'invalid',
      'valid',
    ]);
  });

  it('gives what cannot be asked about its own problem, in the language asked for, and harms no other', async () => {
    const { post } = makeEdge();
    const items = [
      { credential: 'a' },
      {},
      'x',
      { credential: 'a', at: 'noon' },
      { credential: 'a' },
    ];
    const answer = await post({ items }, { 'accept-language': 'en' });
    expect(
      answer.items.map((one) => (one.verification ? 'verdict' : one.problem?.errors)),
    ).toMatchObject([
      'verdict',
      [{ pointer: '/credential', code: 'required' }],
      [{ pointer: '', code: 'type' }],
      [{ pointer: '/at', code: 'date' }],
      'verdict',
    ]);
    expect(answer.items[1]?.problem).toMatchObject({
      type: 'https://province.example/problems/request-invalid',
      title: 'The request is not well formed',
    });
  });

  it.each<readonly [string, unknown, number]>([
    ['no items', {}, 400],
    ['an empty list', { items: [] }, 400],
    [
      'a thousand and one',
      { items: Array.from({ length: 1001 }, () => ({ credential: 'a' })) },
      400,
    ],
    ['an unknown field', { items: [{ credential: 'a' }], at: 'x' }, 400],
    ['a body of more than 3 MiB', { items: [{ credential: 'a'.repeat(3 * 2 ** 20) }] }, 413],
  ])('refuses %s as a whole', async (_name, body, status) => {
    expect((await makeEdge().post(body)).status).toBe(status);
  });

  it('answers a thousand of them with no more than Lambda lets through', async () => {
    // quotes cost twice in JSON and three times in JSON in JSON
    const reason = '"'.repeat(3000) as never;
    const { post } = makeEdge(async () => ({
      ...refused,
      checks: [{ name: 'format', outcome: 'failed', reason }],
    }));
    const items = Array.from({ length: 1000 }, () => ({ credential: 'a' }));
    const answer = await post({ items });
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(answer.items)))).toBeLessThan(6e6);
    expect(answer.items).toHaveLength(1000);
    expect(answer.items[0]?.verification?.verdict).toBe('invalid');
    expect(answer.items.at(-1)?.problem).toMatchObject({ reason: 'answer' });
  });

  it('leaves what it has no time for to another request', async () => {
    const { post, clock } = makeEdge(async () => {
      clock.advance(700);
      return refused;
    });
    const items = Array.from({ length: 100 }, () => ({ credential: 'a' }));
    const answer = await post({ items });
    expect(answer.items.filter((one) => one.verification)).toHaveLength(32);
    expect(answer.items.at(-1)?.problem).toMatchObject({
      ...{ reason: 'out-of-time', type: expect.stringContaining('service-unavailable') },
    });
  });

  it('says nothing of a fault of ours but that it was one', async () => {
    const { post, lines } = makeEdge(async () => {
      throw new Error('张三');
    });
    expect((await post({ items: [{ credential: 'a' }] })).status).toBe(500);
    expect(JSON.stringify(lines)).not.toContain('张三');
  });

  it('counts a large batch as many requests', async () => {
    const { post } = makeEdge();
    const items = Array.from({ length: 90 }, () => ({ credential: 'a'.repeat(32 * 1024) }));
    const statuses = [];
    for (let at = 0; at < 12; at += 1) statuses.push((await post({ items })).status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
    expect(statuses.at(-1)).toBe(429);
  });
});
