import type { MirroredProvince, MirrorProvinces } from './mirror-provinces.ts';

/** Mirrors all provinces, on the clock; says how each stands. */
export function makeMirrorProvincesHandler(mirror: MirrorProvinces) {
  return async (): Promise<readonly MirroredProvince[]> => mirror();
}
