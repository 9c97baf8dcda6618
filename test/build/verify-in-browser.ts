import { makeHttpShelf } from '../../shared/adapters/system/http-shelf.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import { readTrustAnchors } from '../../shared/verify/read-trust-anchors.ts';
import { makeBrowserPrimitives } from '../../web/kit/browser-primitives.ts';

/** What a page is told to verify. */
export interface BrowserTask {
  readonly provinceUrl: string;
  /** Base64 DER, separated by commas. */
  readonly anchors: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly credentials: readonly string[];
}

/** Entry of the browser bundle: the same verifier over WebCrypto; gives the verifications as JSON. */
async function verifyAll({ provinceUrl, anchors, now, credentials }: BrowserTask): Promise<string> {
  const clock = { now: () => now };
  const verifier = makeVerifier({
    primitives: makeBrowserPrimitives(),
    shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl: provinceUrl }),
    anchors: readTrustAnchors(anchors, provinceUrl),
    ownProvinceUrl: provinceUrl,
    clock,
  });
  const verifications = [];
  for (const credential of credentials) verifications.push(await verifier.verify({ credential }));
  return JSON.stringify(verifications);
}

Object.assign(globalThis, { verifyAll });
