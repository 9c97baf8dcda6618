import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const origin = 'https://ln.example.com';
const path = '/pages/settings.json';

/** What the worker keeps, by path. */
let kept: Map<string, Response>;
/** What the province answers; nobody does where there is nothing. */
let served: string | undefined;
const heard = new Map<string, (event: object) => void>();

beforeAll(async () => {
  vi.stubGlobal('pagesVersion', '1');
  vi.stubGlobal('pagesFiles', ['/counter', path]);
  vi.stubGlobal('self', {
    location: { origin },
    addEventListener: (type: string, hear: (event: object) => void) => heard.set(type, hear),
  });
  // it has types of its own, which a page does not
  const worker = '../../../web/counter/worker.ts';
  await import(worker);
});
beforeEach(() => {
  kept = new Map();
  served = undefined;
  const cache = {
    match: async (asked: string) => kept.get(asked)?.clone(),
    put: async (asked: string, answer: Response) => void kept.set(asked, answer),
  };
  vi.stubGlobal('caches', { open: async () => cache, match: cache.match });
  vi.stubGlobal('fetch', async () => {
    if (served === undefined) throw new TypeError('nobody answers');
    return new Response(served);
  });
});
afterAll(() => vi.unstubAllGlobals());

async function ask(asked: string): Promise<string> {
  let answer: Promise<Response> | undefined;
  const respondWith = (given: Promise<Response>) => {
    answer = given;
  };
  heard.get('fetch')?.({ request: { url: `${origin}${asked}` }, respondWith });
  return (await answer)?.text() ?? 'goes past';
}

describe('a counter that was here before', () => {
  it('hears of other roots although no file of the page is another one, and keeps them for later', async () => {
    kept.set(path, new Response('old roots'));
    served = 'new roots';
    expect(await ask(path)).toBe('new roots');
    served = undefined;
    expect(await ask(path)).toBe('new roots');
  });

  it('takes the page’s own files as they were kept, and leaves everything else alone', async () => {
    kept.set('/counter', new Response('page'));
    served = 'another build';
    expect(await ask('/counter')).toBe('page');
    expect(await ask('/status/1')).toBe('goes past');
  });
});
