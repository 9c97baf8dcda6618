import * as z from 'zod';
import { problemDocument } from './about-service.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import { maxBatchItems } from './verification-batches.ts';
import { verificationAnswer, verificationRequest } from './verification-schema.ts';

/** Many licences in one request. */
export const verificationBatchOperations: Operations = {
  'POST /v1/verifications/batch': {
    id: 'verifyLicences',
    tag: 'verification',
    summary: 'Verifies up to a thousand presented licences, each for itself',
    description:
      '批量核验，每份证照各有结论或各自的问题，顺序与请求相同。\n\nItems are bodies of `POST /v1/verifications`; pointers in an item’s `errors` start at the item. The body may have 3 MiB, and counts as one request for each 32 KiB.',
    body: {
      schema: named(
        'VerificationBatchRequest',
        z.strictObject({ items: z.array(verificationRequest).min(1).max(maxBatchItems) }),
      ),
      example: { items: [{ credential: sample.credential }] },
    },
    answers: {
      200: {
        description: 'Verdicts and problems, in order 逐项结论',
        content: {
          schema: named(
            'VerificationBatch',
            z.strictObject({
              items: z.array(
                z.union([
                  z.strictObject({ verification: verificationAnswer }),
                  z.strictObject({ problem: problemDocument }),
                ]),
              ),
            }),
          ),
          example: {
            items: [
              {
                verification: {
                  verdict: 'invalid',
                  checks: [
                    {
                      name: 'format',
                      outcome: 'failed',
                      reason: 'malformed',
                      detail: 'credential-parts',
                    },
                  ],
                },
              },
              {
                problem: {
                  type: 'https://yinzheng.liaoning.example/problems/request-invalid',
                  title: '请求格式不正确',
                  status: 400,
                  errors: [{ pointer: '/credential', code: 'required' }],
                },
              },
            ],
          },
        },
      },
    },
  },
};
