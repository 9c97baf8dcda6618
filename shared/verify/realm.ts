import type { TrustAnchor } from './signer-chains.ts';

/** The province whose files are asked for, and when it has to have been so. */
export interface Realm {
  /** Its address, without a trailing slash. */
  readonly provinceUrl: string;
  /** What its chains end at. */
  readonly anchors: readonly TrustAnchor[];
  /** Of another province: its code, GB/T 2260, under which the own province mirrors its files. */
  readonly provinceCode?: string | undefined;
  /** Not the newest file, but the one that stood at `nowSeconds`. */
  readonly isPast?: boolean;
}

/** Is what it names another file than the newest one at its own address? */
export function isElsewhere({ provinceCode, isPast }: Realm): boolean {
  return provinceCode !== undefined || isPast === true;
}

/** Which of a province's files, for a shelf that mirrors those of others or keeps what stood before. */
export function toPlace(
  { provinceCode, isPast }: Realm,
  path: string,
  atSeconds: number,
): { readonly mirror?: string; readonly atSeconds?: number } {
  return {
    ...(provinceCode === undefined ? {} : { mirror: `mirrors/${provinceCode}/${path}` }),
    ...(isPast ? { atSeconds } : {}),
  };
}
