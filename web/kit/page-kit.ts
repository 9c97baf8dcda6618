import { readJws } from '../../shared/formats/jws.ts';
import {
  offlineKitPartPath,
  offlineKitPath,
  offlineKitType,
  readOfflineKit,
} from '../../shared/formats/offline-kit.ts';
import {
  makeOpenOfflineKit,
  maxKitManifestBytes,
  type OpenedKit,
} from '../../shared/verify/offline-kit.ts';
import { makeBrowserPrimitives } from './browser-primitives.ts';
import { type KeptKit, keepKit, readKept } from './kit-store.ts';
import type { PageSettings } from './page-settings.ts';

/** Opens a kit against the highest number seen here; undefined when it is not to be relied on. */
async function openKit(
  settings: PageSettings,
  kit: KeptKit,
  seen: Awaited<ReturnType<typeof readKept>>['seen'],
): Promise<OpenedKit | undefined> {
  const { anchors, provinceUrl } = settings;
  const open = makeOpenOfflineKit({ primitives: makeBrowserPrimitives(), anchors });
  const nowSeconds = Math.floor(settings.now() / 1000);
  const known = new Map(seen === undefined ? [] : [[provinceUrl, seen]]);
  const opened = await open(kit, { nowSeconds, seen: known });
  return typeof opened === 'string' ? undefined : opened;
}

/** The kit that is kept here, if there is a good one. */
export async function findKit(settings: PageSettings): Promise<OpenedKit | undefined> {
  try {
    const { kit, seen } = await readKept(settings.provinceUrl);
    return kit && (await openKit(settings, kit, seen));
  } catch {
    return undefined;
  }
}

async function fetchText(path: string): Promise<string> {
  const options = { credentials: 'omit', redirect: 'error', cache: 'no-cache' } as const;
  const response = await fetch(`/${path}`, options);
  if (!response.ok) throw new Error(`${path} cannot be had`);
  return response.text();
}

/**
 * Fetches what is new of the kit, opens it, and only then keeps it in the place of the old one.
 * @throws Error when it cannot be had or is not to be relied on; the old one stays
 */
export async function updateKit(settings: PageSettings): Promise<OpenedKit> {
  const { kit: last, seen } = await readKept(settings.provinceUrl);
  const manifest = await fetchText(offlineKitPath);
  const { payload } = readJws(manifest, { typ: offlineKitType, maxBytes: maxKitManifestBytes });
  const parts = new Map<string, string>();
  for (const { digest } of readOfflineKit(payload).parts) {
    parts.set(digest, last?.parts.get(digest) ?? (await fetchText(offlineKitPartPath(digest))));
  }
  const kept = { manifest, parts };
  const opened = await openKit(settings, kept, seen);
  if (opened === undefined) throw new Error('the kit is not to be relied on');
  await keepKit(settings.provinceUrl, kept, { number: opened.number, digest: opened.digest });
  return opened;
}
