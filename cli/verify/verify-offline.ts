import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import { makeKitShelf } from '../../shared/verify/offline-kit.ts';
import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';
import { type KitReport, toKitReport } from '../kit/describe-kits.ts';
import { openKits } from '../kit/open-kits.ts';
import { toPresented } from './to-presented.ts';
import type { VerifyAll } from './verdicts.ts';

export interface OfflineOptions {
  readonly kit: string;
  readonly anchors: readonly TrustAnchor[];
  readonly province: string;
  /** Time asked about, milliseconds since 1970. */
  readonly at?: number | undefined;
}

/** Verification from a kit alone, and how old the kit is. */
export interface OfflineVerifying {
  readonly verify: VerifyAll;
  readonly kits: readonly KitReport[];
}

/**
 * Opens a kit for verifying here, without any network. Only what the kit holds is known: a state that
 * changed after it was made is not.
 * @throws KitRefused, Usage
 */
export async function openOfflineVerifying(options: OfflineOptions): Promise<OfflineVerifying> {
  const { kit: file, anchors, province, at } = options;
  const clock = { now: () => Date.now() };
  const nowSeconds = Math.floor(clock.now() / 1000);
  const opened = await openKits({ file, anchors, nowSeconds });
  const verifier = makeVerifier({
    ...{ primitives: makeNodePrimitives(), anchors, clock },
    shelf: makeKitShelf(opened),
    ownProvinceUrl: province.replace(/\/$/, ''),
  });
  return {
    kits: opened.map((one) => toKitReport(one, nowSeconds)),
    verify: async (presented) => {
      const found = [];
      for (const text of presented) {
        found.push(await verifier.verify({ ...toPresented(text), at }));
      }
      return found;
    },
  };
}
