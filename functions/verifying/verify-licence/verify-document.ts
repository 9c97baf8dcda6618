import type { DocumentVerifier } from '../../../shared/verify/document-verifier.ts';
import {
  findPresentedDocument,
  type UploadedDocuments,
} from '../../../shared/verify/presented-document.ts';
import type { VerifyDocument } from './verify-licence.ts';

export interface VerifyDocumentPorts {
  readonly verifier: DocumentVerifier;
  readonly uploads: UploadedDocuments;
}

/** Closes the verification of documents over where uploaded ones are. @throws Problem `request-invalid` */
export function makeVerifyDocument({ verifier, uploads }: VerifyDocumentPorts): VerifyDocument {
  return async ({ document: given, at }) =>
    verifier.verify({ document: await findPresentedDocument(given, uploads), at });
}
