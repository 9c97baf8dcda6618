import { expect, it } from 'vitest';
import { makeServeShelf } from '../../functions/publishing/serve-shelf/handler.ts';
import { makeFindPublicFile } from '../../functions/publishing/serve-shelf/serve-shelf.ts';
import { makeHttpHandler } from '../../shared/http/make-http-handler.ts';
import { toApiEvent } from '../build/api-events.ts';
import { makeShelfInMemory, toShelfPorts } from '../build/publishing.ts';

const silent = { note: () => undefined, alert: () => undefined };

function makeShelfService() {
  const { shelf } = makeShelfInMemory();
  const handler = makeHttpHandler(makeServeShelf(makeFindPublicFile(toShelfPorts(shelf))), {
    log: silent,
  });
  const get = async (path: string) =>
    (await handler(toApiEvent({ method: 'GET', path }), {})).statusCode;
  const put = (path: string) =>
    shelf.put(path, { body: Buffer.from('a.b.c'), contentType: 'text/plain', cacheControl: 'x' });
  return { get, put };
}

it('serves issue roots by number, the latest, and the digests under each', async () => {
  const { get, put } = makeShelfService();
  const paths = [
    'issue-roots/latest',
    'issue-roots/1',
    'issue-roots/87600',
    'issue-roots/87600/leaves',
  ];
  for (const path of paths) {
    expect(await get(`/${path}`), path).toBe(404);
    await put(path);
    expect(await get(`/${path}`), path).toBe(200);
  }
});

it('serves nothing else below them', async () => {
  const { get, put } = makeShelfService();
  const paths = [
    'issue-roots',
    'issue-roots/',
    'issue-roots/0',
    'issue-roots/01',
    'issue-roots/-1',
    'issue-roots/1/',
    'issue-roots/1/leaves/2',
    'issue-roots/latest/leaves',
    'issue-roots/1000000000000',
    'issue-roots/1/../latest',
  ];
  for (const path of paths) {
    await put(path);
    expect(await get(`/${path}`), path).toBe(404);
  }
});
