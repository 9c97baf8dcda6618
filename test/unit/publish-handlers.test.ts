import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { makeStatusListHandler } from '../../functions/publishing/publish-status-list/handler.ts';
import { makeTrustListHandler } from '../../functions/publishing/publish-trust-list/handler.ts';
import { makeServeShelf } from '../../functions/publishing/serve-shelf/handler.ts';
import { makeFindPublicFile } from '../../functions/publishing/serve-shelf/serve-shelf.ts';
import type { StatusListId } from '../../shared/domain/ids.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { toApiEvent } from '../build/api-events.ts';
import { makeShelfInMemory, toShelfPorts } from '../build/publishing.ts';

const silent = { note: () => undefined, alert: () => undefined };

const batch = (...bodies: readonly (object | string)[]): SQSEvent =>
  ({
    Records: bodies.map((body, at) => ({
      messageId: `m${at}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })),
  }) as unknown as SQSEvent;

const failures = (answer: { batchItemFailures: { itemIdentifier: string }[] }) =>
  answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

function makeStatusPublisher(failing: readonly string[] = [], lists = ['l1', 'l2']) {
  const published: string[] = [];
  const queued: string[] = [];
  const handle = makeStatusListHandler({
    publish: async (list) => {
      if (failing.includes(list)) throw new Error('lost');
      published.push(list);
    },
    statusEntries: { listStatusLists: async () => lists as StatusListId[] },
    queue: {
      send: async ({ statusList }) => {
        if (failing.includes(statusList)) throw new Error('lost');
        queued.push(statusList);
      },
    },
    log: silent,
  });
  return { published, queued, handle };
}

it('publishes each list of a batch once, and fails only the notices of those that did not go through', async () => {
  const { published, handle } = makeStatusPublisher(['l2']);
  const answer = await handle(
    batch({ statusList: 'l1' }, { statusList: 'l2' }, { statusList: 'l1' }, { statusList: 'l2' }),
  );
  expect(published).toEqual(['l1']);
  expect(failures(answer)).toEqual(['m1', 'm3']);
});

it('fails a notice that makes no sense, and that one only', async () => {
  const { published, handle } = makeStatusPublisher();
  const nonsense = ['{', 'null', '[]', '{"statusList":7}', '{"statusList":"../trust-list"}'];
  const answer = await handle(batch(...nonsense, { statusList: 'l1' }));
  expect(published).toEqual(['l1']);
  expect(failures(answer)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
});

it('publishes every list on the clock, and says so when one did not go through', async () => {
  const whole = makeStatusPublisher();
  await whole.handle({ clock: true });
  expect(whole.published).toEqual(['l1', 'l2']);
  const broken = makeStatusPublisher(['l1']);
  await expect(broken.handle({ clock: true })).rejects.toThrow('l1');
  expect(broken.published).toEqual(['l2']);
});

it('shares out what is too much for one run on the clock, and says so when a notice was lost', async () => {
  const lists = Array.from({ length: 763 }, (_, at) => `l${at}`);
  const whole = makeStatusPublisher([], lists);
  await whole.handle({ clock: true });
  expect(whole.published).toEqual(lists.slice(0, 50));
  expect(whole.queued).toEqual(lists.slice(50));
  const broken = makeStatusPublisher(['l60'], lists);
  await expect(broken.handle({ clock: true })).rejects.toThrow('l60');
  expect([...broken.published, ...broken.queued]).toHaveLength(762);
});

it('publishes one trust list for a batch, of every department where one notice asks for all', async () => {
  const asked: unknown[] = [];
  const handle = makeTrustListHandler(async (departments) => {
    asked.push(departments);
  }, silent);
  const code = '11210100MB9Y10011Q';
  await handle(batch({ department: code }, { department: code }));
  await handle(batch({ department: code }, { department: '*' }));
  expect(failures(await handle(batch({ department: '../x' })))).toEqual(['m0']);
  expect(asked).toEqual([[code], 'all']);
});

function makeShelfService() {
  const { shelf } = makeShelfInMemory();
  const handler = makeHttpHandler(makeServeShelf(makeFindPublicFile(toShelfPorts(shelf))), {
    log: silent,
  });
  const get = (path: string, headers = {}, query = {}) =>
    handler(toApiEvent({ method: 'GET', path, headers, query }), {});
  const file = {
    body: Buffer.from('a.b.c'),
    contentType: 'application/statuslist+jwt',
    cacheControl: 'public, max-age=15',
  };
  return { shelf, get, file };
}

it('serves a file with ETag and cache headers, and nothing when the caller has it already', async () => {
  const { shelf, get, file } = makeShelfService();
  await shelf.put('status-lists/l1-000001', file);
  const first = await get('/status-lists/l1-000001');
  expect(first).toMatchObject({
    statusCode: 200,
    body: 'a.b.c',
    headers: { 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl },
  });
  const etag = String(first.headers?.['ETag']);
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  for (const named of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await get('/status-lists/l1-000001', { 'if-none-match': named });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBeUndefined();
    expect(again.headers?.['ETag']).toBe(etag);
  }
  const other = await get('/status-lists/l1-000001', { 'if-none-match': '"other"' });
  expect(other.statusCode).toBe(200);
});

it('leads nowhere but to public files', async () => {
  const { shelf, get, file } = makeShelfService();
  await shelf.put('secret', file);
  const digest = 'A'.repeat(43);
  await shelf.put(`departments/11210100MB9Y10011Q/sheets/${digest}`, file);
  for (const path of ['/secret', '/status-lists/..%2Fsecret', '/status-lists/', '/trust-list']) {
    expect((await get(path)).statusCode, path).toBe(404);
  }
  const sheet = '/departments/11210100MB9Y10011Q/sheet';
  expect((await get(sheet, {}, { digest })).statusCode).toBe(200);
  expect((await get(sheet, {}, { digest: '../../../secret' })).statusCode).toBe(404);
  expect((await get(sheet)).statusCode).toBe(404);
});
