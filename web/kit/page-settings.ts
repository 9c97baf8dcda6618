import { readTrustAnchors } from '../../shared/verify/read-trust-anchors.ts';
import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';

/** What a page is told by whoever serves it. */
export interface PageSettings {
  readonly provinceUrl: string;
  readonly anchors: readonly TrustAnchor[];
  /** Where people log in, and as which of its clients. */
  readonly identity: { readonly issuer: string; readonly client: string };
  /** What the service's clock is ahead of this machine's, in milliseconds. */
  readonly clockOffset: number;
  /** Milliseconds since 1970; the embedded run may live at another time. */
  now(): number;
}

/** @throws Error when they cannot be had */
export async function fetchSettings(): Promise<PageSettings> {
  const response = await fetch('/pages/settings.json', { credentials: 'omit', redirect: 'error' });
  if (!response.ok) throw new Error('no settings');
  const { anchors, ...told } = (await response.json()) as Omit<PageSettings, 'anchors' | 'now'> & {
    readonly anchors: string;
  };
  const { provinceUrl, clockOffset } = told;
  return {
    ...told,
    anchors: readTrustAnchors(anchors, provinceUrl),
    now: () => Date.now() + clockOffset,
  };
}
