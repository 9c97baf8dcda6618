import { invalid } from '../../../shared/domain/reading.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { DocumentVerifier } from '../../../shared/verify/document-verifier.ts';
import type { VerifyDocument } from './verify-licence.ts';

/** Documents that were uploaded before. Not trusted: whoever gives one is not asked who made it. */
export interface UploadedDocuments {
  /** Undefined where there is none of that id, or none any more. @throws Problem `service-unavailable` */
  find(id: string): Promise<Uint8Array | undefined>;
}

export interface VerifyDocumentPorts {
  readonly verifier: DocumentVerifier;
  readonly uploads: UploadedDocuments;
}

function readContent(content: string): Uint8Array {
  try {
    return readBase64(content);
  } catch (error) {
    if (error instanceof Problem) throw invalid('/document/content', 'base64');
    throw error;
  }
}

/** Closes the verification of documents over where uploaded ones are. @throws Problem `request-invalid` */
export function makeVerifyDocument({ verifier, uploads }: VerifyDocumentPorts): VerifyDocument {
  return async ({ document: given, at }) => {
    const document =
      'content' in given ? readContent(given.content) : await uploads.find(given.upload);
    if (document === undefined) throw invalid('/document/upload', 'unknown');
    return verifier.verify({ document, at });
  };
}
