import { readJws } from '../../shared/formats/jws.ts';
import {
  type OfflineKit,
  offlineKitType,
  readOfflineKit,
} from '../../shared/formats/offline-kit.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { maxKitManifestBytes } from '../../shared/verify/offline-kit.ts';
import { KitRefused, readKitSections } from './open-kits.ts';

/** What is signed of a kit, its signature unchecked. @throws Problem `malformed` */
export function readManifestClaims(manifest: string): OfflineKit {
  return readOfflineKit(
    readJws(manifest, { typ: offlineKitType, maxBytes: maxKitManifestBytes }).payload,
  );
}

/** What a kept kit says of itself. @throws KitRefused, Usage */
export function readKitClaims(file: string) {
  try {
    return readKitSections(file).map(({ manifest, parts }) => {
      const kit = readManifestClaims(manifest);
      const missing = kit.parts.filter(({ digest }) => !parts.has(digest)).map(({ name }) => name);
      return { kit, missing };
    });
  } catch (error) {
    if (error instanceof Problem) throw new KitRefused('malformed', file);
    throw error;
  }
}
