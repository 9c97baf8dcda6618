import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { HttpRequest } from '../../shared/http/http-message.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { readBody } from '../../shared/http/read-body.ts';
import { readIdempotencyKey } from '../../shared/http/read-idempotency-key.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';
import { toCaller } from '../build/callers.ts';

const schema = z.strictObject({
  name: z.string(),
  holders: z.array(z.strictObject({ code: z.string() })),
});

const applicant = toCaller('applicant', ['seals:apply']);

async function send(
  parts: RequestParts,
  work: (request: HttpRequest) => unknown,
  maxBodyBytes = 4096,
) {
  const lines: { readonly event: string; readonly fields: LogFields }[] = [];
  const note = (event: string, fields: LogFields) => void lines.push({ event, fields });
  const handler = makeHttpHandler(
    async (request) => {
      await work(request);
      return { status: 201, body: { done: true } };
    },
    { maxBodyBytes, log: { note, alert: note } },
  );
  return { result: await handler(toApiEvent({ caller: applicant, ...parts }), {}), lines };
}

const readIt = (request: HttpRequest) => readBody(schema, request.body());

async function refusal(parts: RequestParts, work: (request: HttpRequest) => unknown = readIt) {
  const { result } = await send(parts, work);
  return {
    status: result.statusCode,
    ...toJson<{ type: string; reason?: string; errors?: unknown }>(result),
  };
}

describe('the HTTP edge', () => {
  it('answers with the request id, security headers and no caching unless asked', async () => {
    const { result } = await send({ body: { name: '甲', holders: [] } }, readIt);
    expect(result).toMatchObject({
      statusCode: 201,
      body: '{"done":true}',
      headers: {
        'Content-Type': 'application/json',
        'Request-Id': 'request-1',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });

  it.each<[string, RequestParts, string]>([
    [
      'another type',
      { headers: { 'content-type': 'text/plain' }, body: '{}' },
      '415 unsupported-media-type',
    ],
    [
      'another charset',
      { headers: { 'content-type': 'application/json; charset=gbk' }, body: '{}' },
      '415 unsupported-media-type',
    ],
    ['broken JSON', { body: '{"name":' }, '400 request-invalid json-syntax'],
    ['no body', {}, '400 request-invalid json-syntax'],
    [
      'a doubled name',
      { body: '{"name":"a","name":"b"}' },
      '400 request-invalid json-duplicate-name',
    ],
    ['a byte order mark', { body: '\ufeff{}' }, '400 request-invalid json-bom'],
    ['a body over the limit', { body: { name: 'x'.repeat(5000) } }, '413 body-too-large'],
    ['bytes over the limit', { body: new Uint8Array(5000) }, '413 body-too-large'],
  ])('refuses %s', async (_, parts, expected) => {
    const { status, type, reason } = await refusal(parts);
    expect([status, type.slice('/problems/'.length), reason].join(' ').trim()).toBe(expected);
  });

  it('refuses a depth of 10,000 within the size limit', async () => {
    const { result } = await send({ body: '['.repeat(10_000) }, readIt, 100_000);
    expect(toJson(result)).toMatchObject({ status: 400, reason: 'json-depth' });
  });

  it('accepts JSON with its charset named', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const { result } = await send({ headers, body: { name: '甲', holders: [] } }, readIt);
    expect(result.statusCode).toBe(201);
  });

  it('names every fault by pointer and never echoes a value', async () => {
    const body = { holders: [{ code: 7, extra: 'secret-value' }, {}], '210102199003070012': 1 };
    const answer = await refusal({ body });
    expect(answer.errors).toEqual([
      expect.objectContaining({ pointer: '/name', code: 'required' }),
      expect.objectContaining({ pointer: '/holders/0/code', code: 'type' }),
      expect.objectContaining({ pointer: '/holders/0/extra', code: 'unknown' }),
      expect.objectContaining({ pointer: '/holders/1/code', code: 'required' }),
      expect.objectContaining({ pointer: '', code: 'unknown' }),
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/secret-value|210102/);
  });

  it.each([undefined, '', 'a b', '钥匙', 'k'.repeat(256)])(
    'refuses %j as idempotency key',
    async (key) => {
      const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
      const answer = await refusal({ headers }, (request) => readIdempotencyKey(request));
      expect(answer).toMatchObject({ status: 400, type: '/problems/idempotency-key-missing' });
    },
  );

  it('speaks the language asked for with the highest weight, Chinese otherwise', async () => {
    const titleFor = async (language?: string) => {
      const headers: Record<string, string> = language ? { 'Accept-Language': language } : {};
      const { result } = await send({ headers }, () => Promise.reject(new Problem('not-found')));
      return toJson<{ title: string }>(result).title;
    };
    expect(await titleFor()).toBe('未找到');
    expect(await titleFor('fr, en-GB;q=0.5, zh;q=0.4')).toBe('There is no such thing here');
    expect(await titleFor('*')).toBe('未找到');
  });

  it('shows nothing of our own fault, and logs where it was without its message', async () => {
    const { result, lines } = await send({ body: '{}' }, () => {
      throw new TypeError('cannot read 张三 210102199003070012');
    });
    expect(toJson(result)).toEqual({
      type: '/problems/internal-error',
      title: '服务内部错误',
      status: 500,
    });
    expect(lines.map((line) => line.event)).toEqual(['request.failed', 'request.answered']);
    expect(lines[0]?.fields).toMatchObject({ error: 'TypeError', requestId: 'request-1' });
    expect(lines[0]?.fields['stack']).toMatch(/http-handler\.test\.ts/);
    expect(JSON.stringify(lines)).not.toMatch(/张三|210102/);
  });

  it('writes one line a request, with ids and the outcome only', async () => {
    const { lines } = await send(
      { headers: { 'idempotency-key': 'k' }, query: { q: 'secret' } },
      () => Promise.reject(new Problem('seal-not-enabled')),
    );
    expect(lines).toEqual([
      {
        event: 'request.answered',
        fields: {
          requestId: 'request-1',
          route: 'POST /v1/seals',
          status: 409,
          ms: expect.any(Number),
          clientId: 'applicant',
          problem: 'seal-not-enabled',
          reason: undefined,
        },
      },
    ]);
  });
});
