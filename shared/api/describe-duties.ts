import { codeText } from './describe-directory.ts';
import { toProposing } from './describe-proposals.ts';
import { dutyBody, dutyEnd } from './directory.ts';
import { named, type Operations } from './operation.ts';
import { sample, sampleDuty } from './sample-values.ts';

/** What departments may look up without a holder: proposed and confirmed. */
export const dutyOperations: Operations = {
  'POST /v1/departments/{code}/duties': toProposing({
    id: 'proposeDuty',
    what: 'what a department may look up without a holder, for which service item and how often',
    zh: '登记依职能用证的职责：证照类型、事项、可见项、每日次数',
    path: { code: codeText },
    body: { schema: named('Duty', dutyBody), example: sampleDuty },
  }),
  'POST /v1/departments/{code}/duty-ends': toProposing({
    id: 'proposeDutyEnd',
    what: 'the end of a duty',
    zh: '终止依职能用证的职责',
    path: { code: codeText },
    body: {
      schema: named('DutyEnd', dutyEnd),
      example: {
        ...{ type: sample.type, itemCode: sampleDuty.itemCode },
        until: '2027-01-01T00:00:00.000Z',
      },
    },
  }),
};
