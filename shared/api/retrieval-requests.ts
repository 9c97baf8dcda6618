import * as z from 'zod';
import { retrievalRequestStates } from '../domain/retrieval-request.ts';
import { authorisedLicence, itemName, purposeBody } from './authorisations.ts';
import { typeCode } from './fields.ts';

const maxLicences = 20;
const maxItems = 100;
/** Longest that a counter may have its question wait for an answer, in seconds. */
export const longestWaitSeconds = 20;

/** Body of `POST /v1/retrieval-requests`. */
export const askForLicencesBody = z.strictObject({
  licences: z
    .array(
      z.strictObject({
        type: typeCode,
        items: z
          .array(z.strictObject({ name: itemName, required: z.boolean().default(true) }))
          .max(maxItems),
      }),
    )
    .min(1)
    .max(maxLicences),
  purpose: purposeBody,
});
export type AskedLicences = z.output<typeof askForLicencesBody>;

const requestedLicence = z.object({
  type: z.string(),
  items: z.array(z.object({ name: z.string(), required: z.boolean() })),
});

/** Answer of `POST /v1/retrieval-requests`, and of `GET /v1/retrieval-requests/{id}`. */
export const retrievalRequestAnswer = z.object({
  requestId: z.string(),
  state: z.enum(retrievalRequestStates),
  /** What the counter's QR code says. */
  address: z.string(),
  expiresAt: z.string(),
});
export type RetrievalRequestAnswer = z.output<typeof retrievalRequestAnswer>;

/** Query of `GET /v1/retrieval-requests/{id}`: seconds that the answer may wait for the holder. */
export const waitQuery = z.strictObject({
  wait: z
    .string()
    .regex(/^[0-9]{1,2}$/)
    .transform(Number)
    .refine((seconds) => seconds <= longestWaitSeconds, { params: { code: 'too-large' } })
    .default(0),
});

/** Answer of `GET /v1/me/retrieval-requests/{id}`: who asks, by the registered name. */
export const askedOfHolderAnswer = z.object({
  requestId: z.string(),
  state: z.enum(retrievalRequestStates),
  verifier: z.object({
    client: z.string(),
    name: z.string(),
    department: z.string().exactOptional(),
    departmentName: z.string().exactOptional(),
  }),
  licences: z.array(requestedLicence),
  purpose: z.object({ itemCode: z.string(), words: z.string() }),
  expiresAt: z.string(),
});
export type AskedOfHolderAnswer = z.output<typeof askedOfHolderAnswer>;

/** Body of `POST /v1/me/retrieval-requests/{id}/approvals`: own licences, one of each type asked for. */
export const approveRequestBody = z.strictObject({
  licences: z.array(authorisedLicence).min(1).max(maxLicences),
});
export type AskedApproval = z.output<typeof approveRequestBody>;

/** Body of `POST /v1/me/retrieval-requests/{id}/declines`. */
export const declineRequestBody = z.strictObject({});

/** Its answer. */
export const declinedRequestAnswer = z.object({
  requestId: z.string(),
  state: z.enum(retrievalRequestStates),
});
