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

/** A licence in one of its forms; `document` is a PDF. */
export type Presented =
  | { readonly credential: string }
  | { readonly printedCode: string }
  | { readonly document: Uint8Array };

/** A verifier in the page: the network where there is one, the kit where there is none. */
export interface PageVerifier {
  verify(presented: Presented): Promise<PageVerdict>;
  useKit(kit: OpenedKit): void;
}

export function makePageVerifier(settings: PageSettings): PageVerifier {
  let ofKit: VerifierShelf = makeKitShelf([]);
  const shelf = makeFirstShelf(makeFetchShelf(settings), () => ofKit);
  const options = {
    ...{ primitives: makeBrowserPrimitives(), shelf },
    ...{ anchors: settings.anchors, ownProvinceUrl: settings.provinceUrl, clock: settings },
  };
  const verifier = makeVerifier(options);
  const verifyDocument = async (document: Uint8Array): Promise<Verification> => {
    const { makeDocumentVerifier } = await import('../../shared/verify/document-verifier.ts');
    return makeDocumentVerifier({ ...options, verifier }).verify({ document });
  };
  return {
    async verify(presented) {
      const isDocument = 'document' in presented;
      const verification = isDocument
        ? await verifyDocument(presented.document)
        : await verifier.verify(presented);
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
