import { invalid } from '../domain/reading.ts';
import { readBase64 } from '../formats/base64url.ts';
import { Problem } from '../problem/problem.ts';

/** Documents that were uploaded before. Not trusted: whoever gives one is not asked who made it. */
export interface UploadedDocuments {
  /** Undefined where there is none of that id, or none any more. @throws Problem `service-unavailable` */
  find(id: string): Promise<Uint8Array | undefined>;
}

/** A document in base64, or uploaded before. */
type Presented = { readonly content: string } | { readonly upload: string };

function readContent(content: string): Uint8Array {
  try {
    return readBase64(content);
  } catch (error) {
    if (error instanceof Problem) throw invalid('/document/content', 'base64');
    throw error;
  }
}

/** The bytes of a presented document. @throws Problem `request-invalid` */
export async function findPresentedDocument(
  given: Presented,
  uploads: UploadedDocuments,
): Promise<Uint8Array> {
  const document =
    'content' in given ? readContent(given.content) : await uploads.find(given.upload);
  if (document === undefined) throw invalid('/document/upload', 'unknown');
  return document;
}
