import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { matchRoute } from '../../local/gateway/match-route.ts';
import { toGatewayEvent } from '../../local/gateway/to-gateway-event.ts';
import { type Route, routes } from '../../shared/api/routes.ts';

const handlerOf = (method: string, path: string) => matchRoute(routes, method, path)?.route.handler;

it('finds a route by whole segments', () => {
  expect(handlerOf('POST', '/v1/licences')).toBe('issuing/issue-licence');
  expect(handlerOf('GET', '/trust-list')).toBe('publishing/serve-shelf');
  for (const path of [
    '/v1/licences/',
    '/v1',
    '/V1/licences',
    '//v1/licences',
    '/v1/licences/x/y',
  ]) {
    expect(handlerOf('POST', path), path).toBeUndefined();
  }
  expect(handlerOf('DELETE', '/v1/licences')).toBeUndefined();
});

it('decodes path parameters, and knows no empty and no broken ones', () => {
  expect(matchRoute(routes, 'GET', '/v1/licences/a%2Eb%2F')?.pathParameters).toEqual({
    id: 'a.b/',
  });
  expect(matchRoute(routes, 'GET', '/v1/licences/%E0%A4%A')).toBeUndefined();
  expect(handlerOf('POST', '/v1/seals//state-changes')).toBeUndefined();
});

it('takes a fixed segment before a parameter', () => {
  const table: readonly Route[] = [
    { method: 'GET', path: '/a/{id}', handler: 'issuing/any', access: 'public' },
    { method: 'GET', path: '/a/b', handler: 'issuing/fixed', access: 'public' },
  ];
  expect(matchRoute(table, 'GET', '/a/b')?.route.handler).toBe('issuing/fixed');
});

function eventOf(parts: { url?: string; headers?: readonly string[]; body?: Uint8Array | string }) {
  const message = new IncomingMessage(new Socket());
  const headers = [...(parts.headers ?? [])];
  Object.assign(message, { method: 'POST', url: parts.url ?? '/v1/licences', rawHeaders: headers });
  for (let at = 0; at < headers.length; at += 2) {
    const name = (headers[at] ?? '').toLowerCase();
    message.headersDistinct[name] = [
      ...(message.headersDistinct[name] ?? []),
      headers[at + 1] ?? '',
    ];
  }
  const body = Buffer.from(parts.body ?? '');
  const match = matchRoute(routes, 'POST', (parts.url ?? '/v1/licences').split('?')[0] ?? '');
  return toGatewayEvent({ message, body, match, requestId: 'r', at: new Date(0) });
}

it('says a request as payload format 2.0 does', () => {
  const event = eventOf({
    url: '/v1/licences?b=2&a=1&b=%20',
    headers: [
      'X-Two',
      'one',
      'x-two',
      'two',
      'Cookie',
      'a=1; b=2',
      'Content-Type',
      'application/json',
    ],
    body: '{"name":"证照"}',
  });
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'POST /v1/licences',
    rawPath: '/v1/licences',
    rawQueryString: 'b=2&a=1&b=%20',
    queryStringParameters: { a: '1', b: '2, ' },
    headers: { 'x-two': 'one,two' },
    cookies: ['a=1', 'b=2'],
    body: '{"name":"证照"}',
    isBase64Encoded: false,
  });
  expect(event.headers['cookie']).toBeUndefined();
});

it('hands forms, bytes and broken text over as Base64', () => {
  const form = eventOf({
    headers: ['content-type', 'application/x-www-form-urlencoded'],
    body: 'a=b',
  });
  expect(form).toMatchObject({ body: 'YT1i', isBase64Encoded: true });
  const broken = eventOf({
    headers: ['content-type', 'application/json'],
    body: Uint8Array.of(0x7b, 0xff, 0x7d),
  });
  expect(broken).toMatchObject({ body: 'e/99', isBase64Encoded: true });
  expect(eventOf({})).toMatchObject({ isBase64Encoded: false });
  expect(eventOf({}).body).toBeUndefined();
});

it('gives what fits no route to $default', () => {
  expect(eventOf({ url: '/nowhere' })).toMatchObject({ routeKey: '$default', rawPath: '/nowhere' });
});
