import { makeHttpShelf } from '../../shared/adapters/system/http-shelf.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import type { TrustAnchor } from '../../shared/verify/signer-chains.ts';
import {
  makeVerifyLicence,
  type VerifyDocument,
  type VerifyLicence,
} from './verify-licence/verify-licence.ts';

/** What configuration says of the province that verifies. */
export interface VerifyingProvince {
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
  readonly provinceUrl: string;
  /** Where the province's files are fetched. */
  readonly shelfUrl: string;
  readonly anchors: readonly TrustAnchor[];
}

/** Closes verification over the province's roots, its files and what Node computes. */
export function wireVerifying(province: VerifyingProvince): VerifyLicence {
  const { clock, provinceUrl, shelfUrl, anchors } = province;
  const options = {
    primitives: makeNodePrimitives(),
    shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
    anchors,
    ownProvinceUrl: provinceUrl,
    clock,
  };
  const verifier = makeVerifier(options);

  /** What verifies documents is loaded with the first of them: few ask for it. */
  const loadVerifyDocument = async (): Promise<VerifyDocument> => {
    const { makeDocumentVerifier } = await import('../../shared/verify/document-verifier.ts');
    const { makeVerifyDocument } = await import('./verify-licence/verify-document.ts');
    const { makeHttpUploads } = await import('../../shared/adapters/system/http-uploads.ts');
    return makeVerifyDocument({
      verifier: makeDocumentVerifier({ ...options, verifier }),
      uploads: makeHttpUploads({ provinceUrl }),
    });
  };

  let loaded: Promise<VerifyDocument> | undefined;
  const verifyDocument: VerifyDocument = async (asked) => {
    loaded ??= loadVerifyDocument();
    return (await loaded)(asked);
  };
  return makeVerifyLicence({ verifier, verifyDocument });
}
