import * as z from 'zod';
import { readRfc3339 } from '../domain/moment.ts';

function isMoment(text: string): boolean {
  try {
    readRfc3339(text);
    return true;
  } catch {
    return false;
  }
}

const moment = z.string().refine(isMoment).exactOptional();

/** Body of `POST /v1/verifications`, as the document tells it; the function reads it by hand (`verifications.ts`), and a test holds the two together. */
export const verificationRequest = z.union([
  z.strictObject({ credential: z.string().min(1), at: moment }),
  z.strictObject({ printedCode: z.string().min(1), at: moment }),
  z.strictObject({
    document: z.union([
      z.strictObject({ content: z.string().min(1) }),
      z.strictObject({ upload: z.string().min(1) }),
    ]),
    at: moment,
  }),
]);

const checkName = z.enum([
  'format',
  'signature',
  'chain',
  'seal',
  'authority',
  'period',
  'status',
  'recognition',
  'disclosures',
  'holder-binding',
]);

const check = z.union([
  z.strictObject({ name: checkName, outcome: z.enum(['passed', 'not-applicable']) }),
  z.strictObject({
    name: checkName,
    outcome: z.enum(['failed', 'indeterminate']),
    /** Stable code; new ones may come. */
    reason: z.string(),
    detail: z.string().exactOptional(),
  }),
]);

const verifiedLicence = z.strictObject({
  identifier: z.string(),
  type: z.string(),
  department: z.strictObject({ code: z.string(), name: z.string() }),
  /** Whatever the issuer's type says; text where it is ours. */
  number: z.unknown().optional(),
  holders: z.unknown().optional(),
  items: z.record(z.string(), z.unknown()),
  /** Of a printed code: what it shortened or left out. */
  shortened: z.array(z.string()).exactOptional(),
  issued: z.string(),
  validFrom: z.string(),
  validUntil: z.string().exactOptional(),
  state: z
    .enum([
      'valid',
      'invalid',
      'suspended',
      'superseded',
      'withdrawn',
      'penalty-revoked',
      'deregistered',
      'transferred',
    ])
    .exactOptional(),
  successor: z.string().exactOptional(),
});

/** Answer of `POST /v1/verifications`. */
export const verificationAnswer = z.strictObject({
  verdict: z.enum(['valid', 'invalid', 'indeterminate']),
  checks: z.array(check),
  licence: verifiedLicence.exactOptional(),
  statusAsOf: z.iso.datetime().exactOptional(),
  nextUpdate: z.iso.datetime().exactOptional(),
  statusAgeSeconds: z.int().exactOptional(),
  trustListNumber: z.int().exactOptional(),
  /** By which agreement another province's licence is recognised, and as which of our types. */
  recognition: z.strictObject({ agreement: z.string(), type: z.string() }).exactOptional(),
  /** The signed files that the verdict rests on. */
  proofs: z
    .array(
      z.strictObject({
        kind: z.enum(['own-trust-list', 'trust-list', 'department-sheet', 'status-list']),
        address: z.string(),
        number: z.int().exactOptional(),
        issuedAt: z.iso.datetime(),
        expiresAt: z.iso.datetime().exactOptional(),
      }),
    )
    .exactOptional(),
  /** Of a document: its signatures, where their chains hold. */
  document: z
    .strictObject({
      signatures: z.array(
        z.strictObject({
          department: z.string(),
          signedAt: z.iso.datetime(),
          reason: z.string().exactOptional(),
          location: z.string().exactOptional(),
          /** How many further seals were added behind it; nothing else was. */
          addedAfter: z.int(),
        }),
      ),
    })
    .exactOptional(),
});
export type VerificationAnswer = z.infer<typeof verificationAnswer>;
