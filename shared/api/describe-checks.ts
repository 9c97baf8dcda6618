import { dutyCheckAnswer, dutyCheckBody } from './duty-checks.ts';
import { fieldCheckAnswer, fieldCheckBody } from './field-checks.ts';
import { named, type Operations } from './operation.ts';
import { sample, sampleDuty } from './sample-values.ts';

const checkId = '01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk';

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
            fieldCheckId: `field-check-${checkId}`,
            checkedAt: '2026-11-22T03:04:05.000Z',
            matches: true,
          },
        },
      },
    },
  },
  'POST /v1/duty-checks': {
    id: 'lookUpByDuty',
    tag: 'checks',
    summary: 'Looks up licences without their holder, as a written duty of the department allows',
    description:
      '依职能用证：部门依登记的职责，为具体案件查验证照，无需持证主体出示。\n\nA duty (`POST /v1/departments/{code}/duties`, proposed and confirmed) names the type, the service item, what may be seen and how many checks a day. By `holder`, licences of the type that they hold, four at a time; by `licenceId`, that one. The case number is required. Every check counts, also one that finds nothing, and stands in the list of uses of each holder. The same Idempotency-Key gets the same answer for ten minutes. Without a duty, or beyond its items: 403, `reason` `duty` or `duty-items`.',
    keyed: true,
    body: {
      schema: named('DutyCheckRequest', dutyCheckBody),
      example: {
        type: sample.type,
        holder: { codeType: '001', code: sample.holderCode },
        items: ['holders', 'KZ_FDDBR'],
        purpose: { itemCode: sampleDuty.itemCode, words: '食品安全监督检查（示例）' },
        caseNumber: '沈市监罚〔2026〕12号（示例）',
      },
    },
    answers: {
      201: {
        description: 'What the duty lets be seen 查验结果',
        content: {
          schema: named('DutyCheck', dutyCheckAnswer),
          example: {
            dutyCheckId: `duty-check-${checkId}`,
            checkedAt: '2026-11-22T03:04:05.000Z',
            licences: [
              {
                licenceId: sample.licenceId,
                credential: sample.credential,
                verification: {
                  verdict: 'valid',
                  checks: [{ name: 'signature', outcome: 'passed' }],
                  statusAsOf: '2026-11-22T03:03:20.000Z',
                },
              },
            ],
          },
        },
      },
    },
    problems: ['state-conflict'],
  },
};
