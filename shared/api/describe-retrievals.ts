import { named, type Operations } from './operation.ts';
import { retrievalAnswer, retrieveBody } from './retrievals.ts';
import { sample } from './sample-values.ts';

/** What a verifier does with a holder's leave. */
export const retrievalOperations: Operations = {
  'POST /v1/retrievals': {
    id: 'retrieveLicences',
    tag: 'retrievals',
    summary: "Redeems a holder's code: the authorised licences, with their verdicts as of now",
    description:
      '凭亮证码用证：取得已授权的证照与披露项及当前核验结论。\n\n`purpose` in words and `itemCode` as authorised stand in the holder’s list of uses. A code that is unknown, used, expired, withdrawn or for another verifier is refused in one way and at one time. Whoever redeemed it gets the same answer again for ten minutes, by the same Idempotency-Key, as long as the holder does not withdraw.',
    keyed: true,
    body: {
      schema: named('RetrievalRequest', retrieveBody),
      example: {
        code: 'AAAAAAAAAAAAAAAAAAAAAA',
        purpose: '申请门店招牌设置（示例）',
        itemCode: '210102-0001',
      },
    },
    answers: {
      201: {
        description: 'Retrieved 已用证',
        content: {
          schema: named('Retrieval', retrievalAnswer),
          example: {
            retrievalId: 'retrieval-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk',
            retrievedAt: sample.changedAt,
            authorisationId: 'authorisation-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk',
            licences: [
              {
                licenceId: sample.licenceId,
                credential: sample.credential,
                verification: {
                  verdict: 'valid',
                  checks: [{ name: 'format', outcome: 'passed' }],
                  statusAsOf: sample.issuedAt,
                  trustListNumber: 4,
                },
              },
            ],
          },
        },
      },
    },
    problems: ['code-not-usable'],
  },
};
