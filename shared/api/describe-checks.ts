import { fieldCheckAnswer, fieldCheckBody } from './field-checks.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

/** What is asked of licences without their holder's leave, and every holder sees. */
export const checkOperations: Operations = {
  'POST /v1/field-checks': {
    id: 'checkWhatWasTold',
    tag: 'checks',
    summary: 'Says whether a licence in force says all that the verifier was told of it',
    description:
      '信息核对：核验方听到的证照信息与登记是否一致。只回答一致或不一致，不提供任何证照内容。\n\n`matches` is true when the licence is in force today and says all of what was told, word for word. It is false, in one shape and at one time, whether there is no such licence, or it is not in force, or says anything else. Every check stands in the list of uses of each holder, with what was asked about. Limits by day and department (or client of none): 2,000 checks, 500 licences that it did not ask about in the last 90 days, 100 checks that did not match, 5 of these about one licence; beyond them 429.',
    keyed: true,
    body: {
      schema: named('FieldCheckRequest', fieldCheckBody),
      example: {
        licence: { type: sample.type, department: sample.department, number: 'JY12101020000017' },
        holder: { name: '沈阳鑫盛食品有限公司（示例）' },
        items: { KZ_ZTYT: '餐饮服务经营者' },
        purpose: { itemCode: '210102-0001', words: '受理入驻申请（示例）' },
      },
    },
    answers: {
      201: {
        description: 'Whether it matches 核对结果',
        content: {
          schema: named('FieldCheck', fieldCheckAnswer),
          example: {
            fieldCheckId: 'field-check-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk',
            checkedAt: '2026-11-22T03:04:05.000Z',
            matches: true,
          },
        },
      },
    },
  },
};
