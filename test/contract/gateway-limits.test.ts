import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { makeGateway } from '../../local/gateway/gateway.ts';
import { type GatewayLimits, limits } from '../../local/gateway/limits.ts';
import type { Route } from '../../shared/api/routes.ts';
import type { HttpResult } from '../../shared/http/http-message.ts';

const table: readonly Route[] = [
  { method: 'POST', path: '/open', handler: 'issuing/open', access: 'public' },
];

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A gateway before a function that answers so; it counts what reaches the function. */
async function start(
  result: HttpResult | (() => Promise<HttpResult>) = { statusCode: 200, body: 'done' },
  changes: Partial<GatewayLimits> = {},
) {
  const sizes: number[] = [];
  const faults: unknown[] = [];
  const server = makeGateway({
    routes: table,
    handlerOf: () => async (event) => {
      sizes.push(Buffer.byteLength(JSON.stringify(event)));
      return typeof result === 'function' ? result() : result;
    },
    limits: changes,
    authorise: async () => ({ isAuthorized: false }),
    refuse: async () => ({ statusCode: 404, body: 'nothing' }),
    onFault: (error) => faults.push(error),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const send = (
    body: string | Uint8Array<ArrayBuffer>,
    more: { query?: string; type?: string } = {},
  ) =>
    fetch(`http://127.0.0.1:${port}/open${more.query ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': more.type ?? 'application/json' },
      body,
    });
  return { send, sizes, faults };
}

async function codeOf(response: Response): Promise<string> {
  const { type } = (await response.json()) as { type: string };
  return `${response.status} ${type.split('/').at(-1)}`;
}

describe('the limits of the cloud, kept here', () => {
  it('are the published ones', () => {
    expect(limits).toEqual({
      bodyBytes: 10_485_760,
      payloadBytes: 6_291_456,
      headerBytes: 10_240,
      answerMilliseconds: 29_000,
      atOnce: 128,
    });
  });

  it('let through what fills a function’s event to the last byte, and no more', async () => {
    const { send, sizes } = await start();
    await send('');
    const room = limits.payloadBytes - (sizes[0] ?? 0);
    // the event of a body has `body`, quotes and a length beside it
    const most = room - '"body":"",'.length - String(room).length;
    expect((await send('a'.repeat(most))).status).toBe(200);
    expect(sizes[1]).toBeGreaterThan(limits.payloadBytes - 64);
    expect(sizes[1]).toBeLessThanOrEqual(limits.payloadBytes);
    expect(await codeOf(await send('a'.repeat(most + 64)))).toBe('413 body-too-large');
    expect(sizes).toHaveLength(2);
  });

  it('count what JSON makes of a text, and what Base64 makes of bytes', async () => {
    const { send, sizes } = await start();
    const fourMebibytes = 4 * 1024 * 1024;
    expect(await codeOf(await send('"'.repeat(fourMebibytes)))).toBe('413 body-too-large');
    const bytes = new Uint8Array(5 * 1024 * 1024);
    expect(await codeOf(await send(bytes, { type: 'application/pdf' }))).toBe('413 body-too-large');
    expect((await send(bytes.subarray(0, fourMebibytes), { type: 'application/pdf' })).status).toBe(
      200,
    );
    expect(sizes).toHaveLength(1);
  });

  it('refuse an address that is too long, in its query as in its headers', async () => {
    const { send, sizes } = await start();
    expect((await send('', { query: `?q=${'a'.repeat(9000)}` })).status).toBe(200);
    expect(await codeOf(await send('', { query: `?q=${'a'.repeat(10_240)}` }))).toBe(
      '431 header-too-large',
    );
    const far = await send('', { query: `?q=${'a'.repeat(100_000)}` });
    expect(far.status).toBe(431);
    expect(sizes).toHaveLength(1);
  });

  it('take an answer of six megabytes, and none that is larger', async () => {
    const result = (length: number) => ({ statusCode: 200, body: 'a'.repeat(length) });
    const frame = JSON.stringify(result(0)).length;
    const whole = await start(result(limits.payloadBytes - frame));
    const response = await whole.send('');
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBe(limits.payloadBytes - frame);
    const over = await start(result(limits.payloadBytes - frame + 1));
    expect(await codeOf(await over.send(''))).toBe('500 internal-error');
    expect(over.faults).toHaveLength(1);
    expect(whole.faults).toEqual([]);
  });

  it('turns away what comes beyond the load, says when to come again, and takes it then', async () => {
    const waiting: (() => void)[] = [];
    const held = async (): Promise<HttpResult> => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { statusCode: 200, body: 'done' };
    };
    const { send } = await start(held, { atOnce: 2 });
    const taken = [send(''), send('')];
    await expect.poll(() => waiting.length).toBe(2);
    const away = await send('');
    expect(away.headers.get('retry-after')).toBe('1');
    expect(await codeOf(away)).toBe('429 rate-limited');
    for (const end of waiting.splice(0)) end();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200]);
    const again = send('');
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.();
    expect((await again).status).toBe(200);
  });
});
