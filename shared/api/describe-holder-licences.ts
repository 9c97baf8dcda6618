import { holderAnswer, ownLicenceAnswer, ownLicencesAnswer } from './holder-licences.ts';
import { named, type Operations } from './operation.ts';
import { pageQuery } from './page-size.ts';
import { sample } from './sample-values.ts';

const own = {
  licenceId: sample.licenceId,
  identifier: sample.identifier,
  version: 1,
  type: sample.type,
  department: sample.department,
  number: sample.number,
  state: 'valid',
  issued: '2026-11-22',
  validFrom: '2026-11-22',
  validUntil: '2031-11-21',
  issuedAt: sample.issuedAt,
  changedAt: sample.issuedAt,
};

/** What a holder sees of their own. */
export const holderLicenceOperations: Operations = {
  'GET /v1/me': {
    id: 'showHolder',
    tag: 'holders',
    summary: 'Says who has logged in',
    description: '查看当前登录的持证主体。',
    answers: {
      200: {
        description: 'The holder 持证主体',
        content: {
          schema: named('HolderInfo', holderAnswer),
          example: { name: sample.holderName, kind: 'organisation', person: '高明勇（示例）' },
        },
      },
    },
  },
  'GET /v1/me/licences': {
    id: 'listOwnLicences',
    tag: 'holders',
    summary: "Lists the holder's own licences, in force or past",
    description: '列出本人（本单位）持有的全部证照，含已失效的。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('OwnLicencePage', ownLicencesAnswer),
          example: { licences: [own] },
        },
      },
    },
  },
  'GET /v1/me/licences/{id}': {
    id: 'showOwnLicence',
    tag: 'holders',
    summary: 'Shows an own licence with its signed form',
    description: '查看本人（本单位）的一份证照及其签名数据。',
    path: { id: 'Licence id 证照编码.' },
    answers: {
      200: {
        description: 'The licence 证照',
        content: {
          schema: named('OwnLicence', ownLicenceAnswer),
          example: {
            ...own,
            credential: sample.credential,
            printedCode: sample.printedCode,
            disclosable: ['holders', 'KZ_FDDBR'],
            document: `/v1/me/licences/${sample.licenceId}/document`,
          },
        },
      },
    },
  },
};
