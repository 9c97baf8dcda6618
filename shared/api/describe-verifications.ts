import { named, type Operations } from './operation.ts';
import { sample, sampleItems } from './sample-values.ts';
import { verificationAnswer, verificationRequest } from './verification-schema.ts';

const passed = [
  'format',
  'signature',
  'chain',
  'seal',
  'authority',
  'period',
  'status',
  'disclosures',
].map((name) => ({ name, outcome: 'passed' }));

/** What anybody may ask about a licence. */
export const verificationOperations: Operations = {
  'POST /v1/verifications': {
    id: 'verifyLicence',
    tag: 'verification',
    summary: 'Verifies a presented licence',
    description:
      '核验一份出示的电子证照，给出结论和逐项检查结果。对所有人开放，无需令牌。\n\n' +
      'A licence that does not check out is an answer, not an error: 200 with `invalid` or `indeterminate`. `at` asks about period and status at another time. `printedCode` takes what a scanner read from paper: it proves the licence, never who shows it. `document` takes a PDF under seals (4 MB in base64, 20 MB uploaded): every signature in it, that nothing but further seals was added, and the licence inside where there is one.',
    body: {
      schema: named('VerificationRequest', verificationRequest),
      example: { credential: sample.credential },
    },
    answers: {
      200: {
        description: 'The verdict 结论',
        content: {
          schema: named('Verification', verificationAnswer),
          example: {
            verdict: 'valid',
            checks: [
              ...passed,
              { name: 'recognition', outcome: 'not-applicable' },
              { name: 'holder-binding', outcome: 'not-applicable' },
            ],
            licence: {
              identifier: sample.identifier,
              type: sample.type,
              department: { code: sample.department, name: sample.departmentName },
              number: sample.number,
              holders: [{ name: sample.holderName, code_type: '001', code: sample.holderCode }],
              items: sampleItems,
              issued: '2026-11-22',
              validFrom: '2026-11-22',
              validUntil: '2031-11-21',
              state: 'valid',
            },
            statusAsOf: '2026-11-22T03:04:17.000Z',
            statusAgeSeconds: 12,
            nextUpdate: '2026-11-22T03:05:17.000Z',
            trustListNumber: 3,
          },
        },
      },
    },
  },
};
