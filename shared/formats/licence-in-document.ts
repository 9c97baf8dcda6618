import type { PdfFile } from './document-file.ts';
import { fromPdfText, isDictionary } from './document-values.ts';

/** What a machine finds in a face: the licence's signed form, as an attachment. */
export const credentialFileName = 'licence.sd-jwt';

/** The identifier 证照标识 that a face names in its metadata. */
export function findNamedIdentifier(file: PdfFile): string | undefined {
  const information = file.resolve(file.trailer.get('Info'));
  return isDictionary(information) ? fromPdfText(information.get('Subject')) : undefined;
}
