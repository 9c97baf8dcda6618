import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import { makeKitShelf, type OpenedKit } from '../../shared/verify/offline-kit.ts';
import type { Verification } from '../../shared/verify/verification.ts';
import type { VerifierShelf } from '../../shared/verify/verifier-shelf.ts';
import { makeBrowserPrimitives } from './browser-primitives.ts';
import { makeFetchShelf, makeFirstShelf } from './fetch-shelf.ts';
import type { PageSettings } from './page-settings.ts';
import { findTypeNames, type TypeNames } from './type-names.ts';

/** What a page shows of a verified licence. */
export interface PageVerdict {
  readonly verification: Verification;
  readonly names?: TypeNames;
}

/** A verifier in the page: the network where there is one, the kit where there is none. */
export interface PageVerifier {
  verify(
    scan: { readonly credential: string } | { readonly printedCode: string },
  ): Promise<PageVerdict>;
  useKit(kit: OpenedKit): void;
}

export function makePageVerifier(settings: PageSettings): PageVerifier {
  let ofKit: VerifierShelf = makeKitShelf([]);
  const shelf = makeFirstShelf(makeFetchShelf(settings), () => ofKit);
  const verifier = makeVerifier({
    ...{ primitives: makeBrowserPrimitives(), shelf },
    ...{ anchors: settings.anchors, ownProvinceUrl: settings.provinceUrl, clock: settings },
  });
  return {
    async verify(scan) {
      const verification = await verifier.verify(scan);
      const { type } = verification.licence ?? {};
      const names =
        type && (await findTypeNames(shelf, `${settings.provinceUrl}/licence-types/${type}`));
      return { verification, ...(names ? { names } : {}) };
    },
    useKit(kit) {
      ofKit = makeKitShelf([kit]);
    },
  };
}
