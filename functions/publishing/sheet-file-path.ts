/**
 * Where a department's sheet lies on the shelf: under its digest, so that every trust list that names
 * it can still be followed.
 * @param digest unpadded base64url SHA-256 of the sheet's compact bytes
 */
export function sheetFilePath(department: string, digest: string): string {
  return `departments/${department}/sheets/${digest}`;
}
