import {
  acceptDelegationBody,
  delegateBody,
  delegationAnswer,
  delegationsAnswer,
} from './delegations.ts';
import { lossAnswer, lossReportBody } from './loss-reports.ts';
import { named, type Operations } from './operation.ts';
import { pageQuery } from './page-size.ts';
import { sample } from './sample-values.ts';

const idText = { id: 'Delegation id 委托标识.' };
const licenceText = { id: 'Licence id 证照编码.' };
const until = '2026-12-22T03:04:17.000Z';
const schema = named('Delegation', delegationAnswer);
const lossSchema = named('LossReport', lossReportBody);
const lossAnswerSchema = named('LossReportAnswer', lossAnswer);

const delegation = {
  ...{ delegationId: 'delegation-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk', state: 'offered' },
  ...{ as: 'holder', holder: sample.holderName, madeBy: '高明勇（示例）' },
  ...{ licences: [sample.licenceId], itemCodes: ['210102-0001'], maxUses: 3, uses: 0 },
  ...{ from: sample.issuedAt, until, madeAt: sample.issuedAt },
};

const reported = (id: string, summary: string, description: string): Operations[string] => ({
  ...{ id, tag: 'holders', summary, description, keyed: true, path: licenceText },
  body: { schema: lossSchema, example: {} },
  answers: {
    200: {
      description: 'Reported 已申报',
      content: {
        schema: lossAnswerSchema,
        example: { licenceId: sample.licenceId, state: 'suspended', changedAt: sample.changedAt },
      },
    },
  },
  problems: ['state-conflict'],
});

/** What holders let others do for them, and what they report of their licences. */
export const delegationOperations: Operations = {
  'POST /v1/me/delegations': {
    id: 'delegate',
    tag: 'holders',
    summary: "Offers a relative or an agent to give authorisations in the holder's place",
    description:
      '委托他人或代理机构代为授权用证：指定证照、用途、次数与期限，对方登录接受后生效。\n\nThe delegate acts under their own name; both see what was used.',
    keyed: true,
    body: {
      schema: named('NewDelegation', delegateBody),
      example: {
        delegate: { codeType: '001', code: sample.holderCode },
        ...{ licences: [sample.licenceId], itemCodes: ['210102-0001'], maxUses: 3, until },
      },
    },
    answers: {
      201: {
        description: 'Offered 已发出委托',
        content: { schema, example: delegation },
        headers: ['Location'],
      },
    },
  },
  'GET /v1/me/delegations': {
    id: 'listDelegations',
    tag: 'holders',
    summary: 'Lists the delegations that the caller gave, and those that they have',
    description: '列出本人作出的委托与受托的委托，最新在前。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('DelegationPage', delegationsAnswer),
          example: { delegations: [delegation] },
        },
      },
    },
  },
  'GET /v1/me/delegations/{id}': {
    id: 'showDelegation',
    tag: 'holders',
    summary: 'Shows a delegation',
    description: '查看一项委托。',
    path: idText,
    answers: {
      200: { description: 'The delegation 委托', content: { schema, example: delegation } },
    },
  },
  'POST /v1/me/delegations/{id}/acceptances': {
    id: 'acceptDelegation',
    tag: 'holders',
    summary: 'Accepts a delegation, as whom it was offered to',
    description: '接受委托（须由受托人本人登录）。',
    keyed: true,
    path: idText,
    body: { schema: named('DelegationAcceptance', acceptDelegationBody), example: {} },
    answers: {
      200: {
        description: 'Accepted 已接受',
        content: {
          schema,
          example: { ...delegation, state: 'active', as: 'delegate', acceptedAt: sample.changedAt },
        },
      },
    },
    problems: ['state-conflict'],
  },
  'DELETE /v1/me/delegations/{id}': {
    id: 'endDelegation',
    tag: 'holders',
    summary: 'Withdraws a delegation, or gives it up; all that was given under it ends at once',
    description: '撤回或放弃委托，其下全部授权立即失效。',
    path: idText,
    answers: { 204: { description: 'Ended 已终止' } },
  },
  'POST /v1/me/licences/{id}/loss-reports': reported(
    'reportLoss',
    'Reports an own licence lost: it is suspended',
    '挂失：本人申报遗失，证照随即停用。',
  ),
  'POST /v1/me/licences/{id}/found-reports': reported(
    'reportFound',
    'Lifts the own report of a loss',
    '解挂：仅能解除本人的挂失。\n\nWhat a department suspended is not lifted by it.',
  ),
};
