/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope;
/** Written in when the pages are built: another build has another name. */
declare const pagesVersion: string;
declare const pagesFiles: readonly string[];

const name = `counter-${pagesVersion}`;
const kept: ReadonlySet<string> = new Set(pagesFiles);

self.addEventListener('install', (event) => {
  const keep = async () => (await caches.open(name)).addAll(pagesFiles);
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const drop = async () => {
    const names = await caches.keys();
    const old = names.filter((one) => one.startsWith('counter-') && one !== name);
    await Promise.all(old.map((one) => caches.delete(one)));
    await self.clients.claim();
  };
  event.waitUntil(drop());
});

const settingsPath = '/pages/settings.json';
const timeoutMilliseconds = 2000;

/** What the page trusts may change while its files do not: as it is now, and as it was where nobody answers. */
async function findSettings(): Promise<Response> {
  const cache = await caches.open(name);
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const found = await fetch(settingsPath, { cache: 'no-cache', credentials: 'omit', signal });
    if (found.ok) {
      await cache.put(settingsPath, found.clone());
      return found;
    }
  } catch {
    // as it was
  }
  return (await cache.match(settingsPath)) ?? Response.error();
}

/** One of the page's own files, as it was when they were kept. */
const findFile = async (request: Request, path: string): Promise<Response> =>
  (await caches.match(path, { cacheName: name })) ?? fetch(request);

/** The page's own files from the cache; everything else, public lists among it, goes past. */
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== self.location.origin || !kept.has(pathname)) return;
  event.respondWith(pathname === settingsPath ? findSettings() : findFile(request, pathname));
});
