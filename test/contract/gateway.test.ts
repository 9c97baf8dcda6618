import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type GatewayOptions, makeGateway } from '../../local/gateway/gateway.ts';
import type { Route } from '../../shared/api/routes.ts';
import type { AuthoriserContext, HttpEvent } from '../../shared/http/http-message.ts';

const table: readonly Route[] = [
  { method: 'POST', path: '/open', handler: 'issuing/open', access: 'public' },
  { method: 'GET', path: '/closed', handler: 'issuing/closed', access: ['licences:read'] },
];

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function start(options: Partial<GatewayOptions> = {}) {
  const seen: HttpEvent[] = [];
  const server = makeGateway({
    routes: table,
    handlerOf: () => async (event) => {
      seen.push(event);
      return { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: 'done' };
    },
    authorise: async () => ({ isAuthorized: false }),
    refuse: async () => ({ statusCode: 404, body: 'nothing' }),
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, seen };
}

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as { type: string; status: number };
  expect(body.status).toBe(response.status);
  return `${response.status} ${body.type.split('/').at(-1)}`;
}

it('refuses a body beyond ten mebibytes, announced or not', async () => {
  const { url, seen } = await start();
  const body = new Uint8Array(10 * 1024 * 1024 + 1);
  const unannounced = { body: new Blob([body]).stream(), duplex: 'half' as const };
  for (const sent of [{ body }, unannounced]) {
    const response = await fetch(`${url}/open`, { method: 'POST', ...sent });
    expect(await problemOf(response)).toBe('413 body-too-large');
  }
  expect(seen).toEqual([]);
});

it('refuses what would be more than a Lambda takes, Base64 counted', async () => {
  const { url, seen } = await start();
  const send = (sizeBytes: number, type: string) =>
    fetch(`${url}/open`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.alloc(sizeBytes, 'a'),
    });
  const fiveMebibytes = 5 * 1024 * 1024;
  expect((await send(fiveMebibytes, 'application/json')).status).toBe(200);
  expect(await problemOf(await send(fiveMebibytes, 'application/octet-stream'))).toBe(
    '413 body-too-large',
  );
  expect(seen).toHaveLength(1);
});

it('refuses headers beyond ten kilobytes, and far beyond', async () => {
  const { url, port } = await start();
  const send = (length: number) =>
    fetch(`${url}/open`, { method: 'POST', headers: { 'x-long': 'a'.repeat(length) } });
  expect((await send(9000)).status).toBe(200);
  expect(await problemOf(await send(10_240))).toBe('431 header-too-large');
  const answer = await sendRaw(
    port,
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(60_000)}\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});

it('answers what is not HTTP with a problem', async () => {
  const { port } = await start();
  expect(await sendRaw(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*request-invalid/);
});

it('gives up on a function that takes too long', async () => {
  const { url } = await start({
    limits: { answerMilliseconds: 50 },
    handlerOf: () => () => new Promise(() => undefined),
  });
  expect(await problemOf(await fetch(`${url}/open`, { method: 'POST' }))).toBe(
    '503 service-unavailable',
  );
});

it('shows nothing of a function that broke, or that answered too much or nonsense', async () => {
  const outcomes = [
    async () => {
      throw new Error('secret');
    },
    async () => 'nonsense' as never,
    async () => ({ statusCode: 200, body: 'a'.repeat(7 * 1024 * 1024) }),
  ];
  for (const outcome of outcomes) {
    const faults: unknown[] = [];
    const onFault = (error: unknown) => faults.push(error);
    const { url } = await start({ handlerOf: () => outcome, onFault });
    const response = await fetch(`${url}/open`, { method: 'POST' });
    expect(await problemOf(response)).toBe('500 internal-error');
    expect(faults).toHaveLength(1);
  }
});

it('asks the authoriser on every request, with what was sent or without, and hands on what it says', async () => {
  const contexts = [
    { refusal: 'unauthenticated', nonce: 'n' },
    { clientId: 'c', scopes: 'a b' },
  ];
  let asked = 0;
  const { url, seen } = await start({
    authorise: async ({ headers }) => {
      asked += 1;
      const context = contexts[headers?.['authorization'] === undefined ? 0 : 1];
      return { isAuthorized: true, ...(context && { context: context as AuthoriserContext }) };
    },
  });
  expect((await fetch(`${url}/closed`)).status).toBe(200);
  await fetch(`${url}/closed`, { headers: { authorization: 'DPoP x' } });
  expect(asked).toBe(2);
  expect(seen.map((event) => event.requestContext.authorizer?.lambda)).toEqual(contexts);
});

it('forbids what the authoriser denies, and lets nobody in when it breaks, whatever it says', async () => {
  const outcomes = [
    ['403 forbidden', async () => ({ isAuthorized: false })],
    ['500 internal-error', async () => Promise.reject(new Error('Unauthorized'))],
    ['500 internal-error', async () => Promise.reject(new Error('broken'))],
  ] as const;
  for (const [expected, authorise] of outcomes) {
    const { url, seen } = await start({ authorise });
    const response = await fetch(`${url}/closed`, { headers: { authorization: 'DPoP x' } });
    expect(await problemOf(response)).toBe(expected);
    expect(seen).toEqual([]);
  }
});

it('hands bytes back as bytes, cookies as headers, and what fits no route to $default', async () => {
  const { url } = await start({
    handlerOf: () => async () => ({
      statusCode: 201,
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
      cookies: ['a=1', 'b=2'],
    }),
  });
  const response = await fetch(`${url}/open`, { method: 'POST' });
  expect(response.status).toBe(201);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${url}/open`)).status).toBe(404);
});

/** Sends text as it is and gives what comes back until the end. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.once('close', () => resolve(answer)).once('error', reject);
  });
}
