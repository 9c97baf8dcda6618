import { type DBSchema, openDB } from 'idb';
import type { SeenKit } from '../../shared/verify/offline-kit.ts';

/** A kit as this browser keeps it. */
export interface KeptKit {
  readonly manifest: string;
  readonly parts: ReadonlyMap<string, string>;
}

interface Schema extends DBSchema {
  kits: { key: string; value: KeptKit };
  /** Apart from the kits: the highest number seen of each province outlives them. */
  seen: { key: string; value: SeenKit };
}

const open = () =>
  openDB<Schema>('yinzheng-kits', 1, {
    upgrade(database) {
      database.createObjectStore('kits');
      database.createObjectStore('seen');
    },
  });

export async function readKept(provinceUrl: string) {
  const database = await open();
  const [kit, seen] = await Promise.all([
    database.get('kits', provinceUrl),
    database.get('seen', provinceUrl),
  ]);
  database.close();
  return { kit, seen };
}

/** Kit and number in one transaction: no kit is kept whose number is not. */
export async function keepKit(provinceUrl: string, kit: KeptKit, seen: SeenKit): Promise<void> {
  const database = await open();
  const transaction = database.transaction(['kits', 'seen'], 'readwrite');
  await Promise.all([
    transaction.objectStore('kits').put(kit, provinceUrl),
    transaction.objectStore('seen').put(seen, provinceUrl),
    transaction.done,
  ]);
  database.close();
}
