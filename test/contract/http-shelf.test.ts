import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeHttpShelf } from '../../shared/adapters/system/http-shelf.ts';
import type { ShelfRequest } from '../../shared/verify/verifier-shelf.ts';
import { type PublicFiles, servePublicFiles } from '../build/public-files.ts';

const provinceUrl = 'https://province.example';
let served: PublicFiles;
let now = 0;

beforeAll(async () => {
  served = await servePublicFiles();
});
afterAll(() => served.close());
beforeEach(() => {
  served.files.clear();
  served.asked.length = 0;
  now = 1_000_000;
});

const makeShelf = () =>
  makeHttpShelf({ clock: { now: () => now }, provinceUrl, shelfUrl: served.url });
const file = (body: string, etag?: string) => ({
  body,
  contentType: 'application/trust-list+jwt',
  ...(etag === undefined ? {} : { etag }),
});
const wanted: ShelfRequest = {
  address: `${provinceUrl}/trust-list`,
  mediaType: 'application/trust-list+jwt',
  maxBytes: 1000,
  maxAgeSeconds: 60,
};
const textOf = async (found: ReturnType<ReturnType<typeof makeShelf>['find']>) => {
  const { body } = (await found) ?? {};
  return body === undefined ? undefined : new TextDecoder().decode(body);
};

describe('the shelf over HTTP', () => {
  it('fetches the province’s files where they lie, and answers at once while they are young', async () => {
    served.files.set('/trust-list', file('one'));
    const shelf = makeShelf();
    const first = await shelf.find(wanted);
    now += 59_999;
    expect(shelf.find(wanted)).toBe(first);
    expect(served.asked).toEqual(['/trust-list 200']);
  });

  it('asks again with the ETag when they are old, and keeps the same file', async () => {
    served.files.set('/trust-list', file('one', '"1"'));
    const shelf = makeShelf();
    const first = await shelf.find(wanted);
    now += 60_000;
    expect(await shelf.find(wanted)).toBe(first);
    now += 59_999;
    expect(shelf.find(wanted)).toBe(first);
    expect(served.asked).toEqual(['/trust-list 200', '/trust-list 304']);
  });

  it('keeps the same file for the same bytes without an ETag', async () => {
    served.files.set('/trust-list', file('one'));
    const shelf = makeShelf();
    const first = await shelf.find(wanted);
    expect(await shelf.find({ ...wanted, maxAgeSeconds: 0 })).toBe(first);
  });

  it('gives the new file when there is one', async () => {
    served.files.set('/trust-list', file('one', '"1"'));
    const shelf = makeShelf();
    await shelf.find(wanted);
    served.files.set('/trust-list', file('two', '"2"'));
    expect(await textOf(shelf.find({ ...wanted, maxAgeSeconds: 0 }))).toBe('two');
  });

  it('asks once for many who ask at a time', async () => {
    served.files.set('/trust-list', file('one'));
    const shelf = makeShelf();
    const found = await Promise.all(Array.from({ length: 20 }, () => shelf.find(wanted)));
    expect(new Set(found).size).toBe(1);
    expect(served.asked).toHaveLength(1);
  });

  it('gives nothing when there is no such file any more, also when nobody can be asked later', async () => {
    served.files.set('/trust-list', file('one'));
    const shelf = makeShelf();
    await shelf.find(wanted);
    served.files.delete('/trust-list');
    now += 60_000;
    expect(await shelf.find(wanted)).toBeUndefined();
    served.files.set('/trust-list', (_request, response) => void response.writeHead(503).end());
    now += 1000;
    expect(await shelf.find(wanted)).toBeUndefined();
  });

  it.each([
    ['the server is at a loss', (response: ServerResponse) => void response.writeHead(503).end()],
    ['it is asked too often', (response: ServerResponse) => void response.writeHead(429).end()],
    ['the connection breaks', (response: ServerResponse) => void response.destroy()],
    [
      'the connection breaks in the middle',
      (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Type': wanted.mediaType, 'Content-Length': 100 });
        response.write('half', () => response.destroy());
      },
    ],
  ])(
    'goes on with the file it holds when %s, and asks again a second later',
    async (_when, answer) => {
      served.files.set('/trust-list', file('one'));
      const shelf = makeShelf();
      const first = await shelf.find(wanted);
      served.files.set('/trust-list', (_request, response) => answer(response));
      now += 60_000;
      expect(await shelf.find(wanted)).toBe(first);
      served.files.set('/trust-list', file('two'));
      expect(shelf.find(wanted)).toBe(first);
      now += 1000;
      expect(await textOf(shelf.find(wanted))).toBe('two');
    },
  );

  it('goes on with the file it holds when nobody answers in time', async () => {
    served.files.set('/trust-list', file('one'));
    const shelf = makeShelf();
    const first = await shelf.find(wanted);
    served.files.set('/trust-list', () => undefined);
    now += 60_000;
    expect(await shelf.find(wanted)).toBe(first);
  });

  it('waits a second after a failure before it asks again', async () => {
    const shelf = makeShelf();
    expect(await shelf.find(wanted)).toBeUndefined();
    served.files.set('/trust-list', file('one'));
    expect(shelf.find(wanted)).toBeUndefined();
    now += 1000;
    expect(await textOf(shelf.find(wanted))).toBe('one');
  });

  it('takes a file up to the size, and none above it, announced or not (T11)', async () => {
    served.files.set('/trust-list', file('a'.repeat(1000)));
    expect(await textOf(makeShelf().find(wanted))).toHaveLength(1000);
    served.files.set('/trust-list', file('a'.repeat(1001)));
    expect(await makeShelf().find(wanted)).toBeUndefined();
    served.files.set('/trust-list', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/trust-list+jwt' });
      for (let piece = 0; piece < 100; piece += 1) response.write('a'.repeat(100));
      response.end();
    });
    expect(await makeShelf().find(wanted)).toBeUndefined();
  });

  it.each([
    ['another content type', { body: 'one', contentType: 'text/html' }],
    [
      'a content type that only begins so',
      { body: 'one', contentType: 'application/trust-list+jwt2' },
    ],
  ])('refuses %s (T11)', async (_name, given) => {
    served.files.set('/trust-list', given);
    expect(await makeShelf().find(wanted)).toBeUndefined();
  });

  it('accepts the content type with parameters', async () => {
    served.files.set('/trust-list', {
      body: 'one',
      contentType: 'Application/Trust-List+JWT; v=1',
    });
    expect(await textOf(makeShelf().find(wanted))).toBe('one');
  });

  it.each([301, 302, 307, 308])('follows no redirect: %i (T11)', async (status) => {
    served.files.set('/elsewhere', file('one'));
    served.files.set('/trust-list', (_request, response) => {
      response.writeHead(status, { Location: '/elsewhere' }).end();
    });
    expect(await makeShelf().find(wanted)).toBeUndefined();
    expect(served.asked.some((line) => line.startsWith('/elsewhere'))).toBe(false);
  });

  it.each([201, 204, 206, 304, 403, 500, 503])('takes no answer but 200: %i', async (status) => {
    served.files.set('/trust-list', (_request, response) => {
      response.writeHead(status, { 'Content-Type': 'application/trust-list+jwt' });
      response.end(status === 204 || status === 304 ? undefined : 'one');
    });
    expect(await makeShelf().find(wanted)).toBeUndefined();
  });

  it('gives up a body that comes too slowly, within three seconds (T11)', async () => {
    served.files.set('/trust-list', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/trust-list+jwt' });
      response.write('a');
    });
    const startedAt = performance.now();
    expect(await makeShelf().find(wanted)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it('gives nothing for a place that nobody serves', async () => {
    const shelf = makeHttpShelf({
      clock: { now: () => now },
      provinceUrl,
      shelfUrl: 'http://127.0.0.1:1',
    });
    expect(await shelf.find(wanted)).toBeUndefined();
  });

  it.each([
    'file:///trust-list',
    'data:application/trust-list+jwt,one',
    'trust-list',
    'ftp://a.example/',
  ])('asks only over HTTP: %s', async (address) => {
    expect(await makeShelf().find({ ...wanted, address })).toBeUndefined();
  });

  it('sends nobody else to the province’s own shelf', async () => {
    served.files.set('.evil/trust-list', file('one'));
    const shelf = makeShelf();
    expect(
      await shelf.find({ ...wanted, address: `${provinceUrl}.invalid/trust-list` }),
    ).toBeUndefined();
    expect(served.asked).toEqual([]);
  });
});
