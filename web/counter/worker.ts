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

/** Whom the page trusts: another root is no other build. */
const settings = '/pages/settings.json';

/** Has what the province says now, for when the page is opened next. */
async function keepSettings(): Promise<void> {
  const answer = await fetch(settings, { credentials: 'omit', redirect: 'error' });
  if (answer.ok) await (await caches.open(name)).put(settings, answer);
}

/** The page's own files from the cache; everything else, public lists among it, goes past. */
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin || !kept.has(pathname)) return;
  event.respondWith(
    caches.match(pathname, { cacheName: name }).then((found) => found ?? fetch(event.request)),
  );
});

/** The page says when it is opened with a network: only it knows that for sure. */
self.addEventListener('message', (event) => event.waitUntil(keepSettings().catch(() => undefined)));
