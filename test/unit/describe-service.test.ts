import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeDescribeServiceHandler } from '../../functions/admitting/describe-service/handler.ts';
import { catalogue } from '../../shared/problem/catalogue.ts';
import { explanations } from '../../shared/problem/explanations.ts';
import { silent } from '../build/admitting-zone.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { makeTestClock } from '../build/callers.ts';

const clock = makeTestClock();
const edge = { name: 'yinzheng', version: '1.2.3', clock, log: silent, provinceUrl: '' };

function get(path: string, headers: Record<string, string> = {}, commit?: string) {
  const handler = makeDescribeServiceHandler({ ...edge, commit });
  const [, , code = ''] = path.split('/');
  const pathParameters = path.startsWith('/problems/') ? { code } : {};
  return handler(toApiEvent({ method: 'GET', path, headers, pathParameters }), undefined);
}

const codes = Object.keys(catalogue) as (keyof typeof catalogue)[];

describe('the page of a problem', () => {
  it.each(codes)('says of %s what it means and what to do, in both languages', async (code) => {
    for (const [language, tag] of [
      ['zh', 'zh-Hans'],
      ['en', 'en'],
    ] as const) {
      const {
        statusCode,
        headers,
        body = '',
      } = await get(`/problems/${code}`, {
        'accept-language': language,
      });
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Language': tag,
        Vary: 'Accept, Accept-Language',
      });
      expect(body).toContain(`<html lang="${tag}">`);
      expect(body).toContain(catalogue[code][language]);
      expect(body).toContain(explanations[code][language].whatToDo);
      expect(body).toContain(explanations[code][language].meaning);
    }
  });

  it('has its own texts for every code and language', () => {
    const texts = codes.flatMap((code) =>
      (['zh', 'en'] as const).map((language) => explanations[code][language].meaning),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('allows no script, and no style but its own', async () => {
    const { headers, body = '' } = await get('/problems/not-found');
    const policy = String(headers?.['Content-Security-Policy']);
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(body) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(body).not.toMatch(/<script| on\w+=|style=|https?:/);
  });

  it('is JSON where JSON is asked for', async () => {
    const headers = { accept: 'application/json', 'accept-language': 'en' };
    const result = await get('/problems/rate-limited', headers);
    expect(result.headers).toMatchObject({ 'Content-Type': 'application/json' });
    expect(toJson(result)).toEqual({
      code: 'rate-limited',
      status: 429,
      title: 'Too many requests',
      ...explanations['rate-limited'].en,
    });
  });

  it('is not sent again to who has it, unless in another language', async () => {
    const first = await get('/problems/forbidden');
    const again = { 'if-none-match': `W/${String(first.headers?.['ETag'])}` };
    expect(await get('/problems/forbidden', again)).toMatchObject({ statusCode: 304 });
    const english = await get('/problems/forbidden', { ...again, 'accept-language': 'en' });
    expect(english.statusCode).toBe(200);
  });

  it.each(['unheard-of', 'toString', '__proto__', '<script>', ''])(
    'is not found for %j',
    async (code) => {
      const result = await get(`/problems/${code}`);
      expect(result.statusCode).toBe(404);
      expect(result.body).not.toContain('script');
    },
  );

  it('refuses what it cannot give', async () => {
    expect(await get('/problems/forbidden', { accept: 'image/png' })).toMatchObject({
      statusCode: 406,
    });
  });
});

describe('what the service says of itself', () => {
  it('says that it answers, and its time', async () => {
    const result = await get('/healthz');
    expect(result.statusCode).toBe(200);
    expect(toJson(result)).toEqual({ status: 'ok', time: new Date(clock.now()).toISOString() });
  });

  it('says its version, and the commit where the build told it', async () => {
    const plain = { name: 'yinzheng', version: '1.2.3' };
    expect(toJson(await get('/version'))).toEqual(plain);
    expect(toJson(await get('/version', {}, ''))).toEqual(plain);
    expect(toJson(await get('/version', {}, 'abc123'))).toEqual({ ...plain, commit: 'abc123' });
  });
});
