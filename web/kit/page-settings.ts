import { readTrustAnchors } from '../../shared/verify/read-trust-anchors.ts';
import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';

/** What a page is told by whoever serves it. */
export interface PageSettings {
  readonly provinceUrl: string;
  readonly anchors: readonly TrustAnchor[];
  /** Milliseconds since 1970; the embedded run may live at another time. */
  now(): number;
}

/** @throws Error when they cannot be had */
export async function fetchSettings(): Promise<PageSettings> {
  const response = await fetch('/pages/settings.json', { credentials: 'omit', redirect: 'error' });
  if (!response.ok) throw new Error('no settings');
  const { provinceUrl, anchors, clockOffset } = (await response.json()) as {
    readonly provinceUrl: string;
    readonly anchors: string;
    readonly clockOffset: number;
  };
  return {
    provinceUrl,
    anchors: readTrustAnchors(anchors, provinceUrl),
    now: () => Date.now() + clockOffset,
  };
}
