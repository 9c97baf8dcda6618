import * as z from 'zod';

/** Answer of `GET /v1/licences/{id}/document`: where the face lies for a few minutes. */
export const licenceDocumentAnswer = z.object({
  licenceId: z.string(),
  identifier: z.string(),
  version: z.int(),
  /** The seal that it is signed with. */
  seal: z.string(),
  signedAt: z.string(),
  sizeBytes: z.int(),
  /** Of the file, base64url without padding. */
  sha256: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});
export type LicenceDocumentAnswer = z.output<typeof licenceDocumentAnswer>;
