import type { PresentedDocument, VerificationBody } from '../../../shared/api/verifications.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { Verifier } from '../../../shared/verify/make-verifier.ts';
import type { Verification } from '../../../shared/verify/verification.ts';

export type VerifyLicence = (asked: VerificationBody) => Promise<Verification>;

/** Verifies one document. */
export type VerifyDocument = (asked: {
  readonly document: PresentedDocument;
  readonly at?: Moment;
}) => Promise<Verification>;

export interface VerifyLicencePorts {
  readonly verifier: Verifier;
  /** Absent where many are asked about at once: a document may be two hundred times as large as a licence. */
  readonly verifyDocument?: VerifyDocument;
}

/**
 * Verifies one presented licence, or a document, for anybody: who presents it is not asked, so no binding
 * is required.
 * @throws Problem `request-invalid` for a document where none is taken, or that is not there
 */
export function makeVerifyLicence({ verifier, verifyDocument }: VerifyLicencePorts): VerifyLicence {
  return async (asked) => {
    if (!('document' in asked)) {
      return verifier.verify({ ...asked, policy: { holderBinding: 'not-required' } });
    }
    if (verifyDocument === undefined) throw invalid('/document', 'not-allowed');
    return verifyDocument(asked);
  };
}
