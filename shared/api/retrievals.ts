import * as z from 'zod';
import { purposeBody } from './authorisations.ts';

/** Body of `POST /v1/retrievals`: one of a shown code, a spoken one, or a request that was approved. */
export const retrieveBody = z
  .strictObject({
    code: z.string().max(64).exactOptional(),
    spokenCode: z.string().max(16).exactOptional(),
    requestId: z.string().max(64).exactOptional(),
    purpose: purposeBody.shape.words,
    itemCode: purposeBody.shape.itemCode,
  })
  .refine(
    ({ code, spokenCode, requestId }) =>
      [code, spokenCode, requestId].filter((one) => one !== undefined).length === 1,
    { params: { code: 'too-many' } },
  );
export type AskedRetrieval = z.output<typeof retrieveBody>;

const check = z.object({
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'indeterminate', 'not-applicable']),
  reason: z.string().exactOptional(),
  detail: z.string().exactOptional(),
});

/** A verdict as of the retrieval, without what the licence says: the credential says it. */
export const retrievedVerification = z.object({
  verdict: z.enum(['valid', 'invalid', 'indeterminate']),
  checks: z.array(check),
  statusAsOf: z.string().exactOptional(),
  nextUpdate: z.string().exactOptional(),
  trustListNumber: z.int().exactOptional(),
});

/** Answer of `POST /v1/retrievals`. */
export const retrievalAnswer = z.object({
  retrievalId: z.string(),
  retrievedAt: z.string(),
  authorisationId: z.string(),
  licences: z.array(
    z.object({
      licenceId: z.string(),
      /** SD-JWT VC with the authorised disclosures and no other. */
      credential: z.string(),
      verification: retrievedVerification,
      /** Path of the annotated copy 加注件, where the holder wants copies marked. */
      annotatedCopy: z.string().exactOptional(),
    }),
  ),
});
export type RetrievalAnswer = z.output<typeof retrievalAnswer>;
