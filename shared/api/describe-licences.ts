import { face, issuedLicence } from './describe-issued-licence.ts';
import { keptDraft, licenceDraftOperations } from './describe-licence-drafts.ts';
import { licenceSearchBody } from './licence-searches.ts';
import { issueVersionBody } from './licence-versions.ts';
import {
  changedLicenceAnswer,
  changeLicenceStateBody,
  issueLicenceBody,
  listedLicencesAnswer,
  listLicencesQuery,
  shownLicenceAnswer,
} from './licences.ts';
import { named, type Operations } from './operation.ts';
import { sample, sampleItems } from './sample-values.ts';

const suspension = {
  seq: 3,
  version: 1,
  state: 'suspended',
  at: sample.changedAt,
  by: sample.client,
  legalBasis: sample.legalBasis,
  reason: sample.reason,
};

const licenceIdText = 'Licence id 证照编码: type, issuer and serial with dots between; no version.';

const issuing: Operations = {
  'POST /v1/licences': {
    id: 'issueLicence',
    tag: 'licences',
    summary: 'Issues a licence under a seal of the department',
    description:
      '以本部门印章颁发一份电子证照。相同 `Idempotency-Key` 与相同内容重复提交，返回首次的结果，不会重复颁发。\n\n' +
      'The licence is in force when 201 comes. Where the type asks for a second person, 202 brings a draft with a preview and nothing is signed yet. When no answer comes, send the same request with the same key again.',
    keyed: true,
    body: {
      schema: named('LicenceApplication', issueLicenceBody),
      example: {
        type: sample.type,
        seal: sample.seal,
        holders: [{ name: sample.holderName, codeType: '001', code: sample.holderCode }],
        items: sampleItems,
        validUntil: '2031-11-21',
      },
    },
    answers: {
      201: issuedLicence,
      202: keptDraft,
    },
    problems: [
      'issuer-not-entitled',
      'idempotency-in-flight',
      'number-taken',
      'seal-not-enabled',
      'state-conflict',
      'seal-unavailable',
    ],
  },
  'POST /v1/licences/{id}/versions': {
    id: 'issueVersion',
    tag: 'licences',
    summary:
      'Makes the next version of a licence: renewed, changed, replaced, corrected, reinstated',
    description:
      '为一份证照制作新版本：延续、变更、换发或补发、更正，以及撤销决定被依法撤销后的恢复。新版本生效的同时，前一版本即告失效。\n\n' +
      'What is left out stays as it is. The version before is superseded in the same moment, and only if the licence has not changed meanwhile (`licence-moved`). Where the type asks for a second person, 202 brings a draft.',
    keyed: true,
    path: { id: licenceIdText },
    body: {
      schema: named('LicenceVersionRequest', issueVersionBody),
      example: {
        kind: 'renew',
        legalBasis: '《中华人民共和国行政许可法》第五十条',
        reason: '有效期届满前申请延续（示例）',
        seal: sample.seal,
      },
    },
    answers: {
      201: issuedLicence,
      202: keptDraft,
    },
    problems: [
      'issuer-not-entitled',
      'idempotency-in-flight',
      'number-taken',
      'seal-not-enabled',
      'state-conflict',
      'seal-unavailable',
    ],
  },
  'POST /v1/licences/{id}/state-changes': {
    id: 'changeLicenceState',
    tag: 'licences',
    summary: 'Changes the state of a licence',
    description:
      '变更证照状态（暂扣、恢复、撤销、吊销、注销等），须写明法律依据和事由。公开的状态列表在 60 秒内更新。\n\n' +
      'Ended states are for good; which change is permitted from which state is told by `state-conflict`. ' +
      'What its holder reported lost 挂失 is not lifted silently: see `lossReported`.',
    keyed: true,
    path: { id: licenceIdText },
    body: {
      schema: named('LicenceStateChange', changeLicenceStateBody),
      example: { to: 'suspended', legalBasis: sample.legalBasis, reason: sample.reason },
    },
    answers: {
      200: {
        description: 'Changed 已变更',
        content: {
          schema: named('ChangedLicence', changedLicenceAnswer),
          example: {
            licenceId: sample.licenceId,
            identifier: sample.identifier,
            version: 1,
            state: 'suspended',
            changedAt: sample.changedAt,
            entry: suspension,
          },
        },
      },
    },
    problems: ['idempotency-in-flight', 'state-conflict'],
  },
};

const reading: Operations = {
  'GET /v1/licences': {
    id: 'listLicences',
    tag: 'licences',
    summary: "Lists the department's own licences, newest first",
    description:
      '按颁发时间倒序列出本部门的证照。一页可能不满；没有 `next` 即为最后一页。\n\n' +
      'Pass `next` back as `cursor`, as it is, with the same filters.',
    query: listLicencesQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('LicencePage', listedLicencesAnswer),
          example: {
            licences: [{ ...face, state: 'suspended', changedAt: sample.changedAt }],
            next: 'MTc5NTMxNjY1NzY1OCAxMTEwMDAwME1CMDM0MTAzMlk5MDIuMTEyMTAxMDBNQjlZMTAwMTFRLjNDQUYwUzlTUkJETFlNWjE1UUVJ',
          },
        },
      },
    },
  },
  'POST /v1/licence-searches': {
    id: 'searchLicences',
    tag: 'licences',
    summary: "Finds the department's own licences by number, or by holder",
    description:
      '按证照编号或持证主体代码（精确匹配）查找本部门的证照。编号和代码只在请求正文中，不进入网址和日志。\n\n' +
      'Either `number` or `holder`, both whole and exact. Reads only, so it takes no `Idempotency-Key`. Of a holder with many licences a page may be short, or empty, though more follow: pass `next` back as `after`. Licences of other departments are not found here.',
    body: {
      schema: named('LicenceSearch', licenceSearchBody),
      example: { holder: { codeType: '001', code: sample.holderCode }, type: sample.type },
    },
    answers: {
      200: {
        description: 'What was found 查找结果',
        content: {
          schema: named('FoundLicences', listedLicencesAnswer.extend({})),
          example: { licences: [{ ...face, state: 'suspended', changedAt: sample.changedAt }] },
        },
      },
    },
  },
  'GET /v1/licences/{id}': {
    id: 'showLicence',
    tag: 'licences',
    summary: 'Shows a licence of the department with its history',
    description:
      '查看本部门的一份证照及其状态变更历史。\n\nLicences of other departments are not found here.',
    path: { id: licenceIdText },
    answers: {
      200: {
        description: 'The licence 证照',
        content: {
          schema: named('ShownLicence', shownLicenceAnswer),
          example: {
            ...face,
            state: 'suspended',
            changedAt: sample.changedAt,
            history: [
              { seq: 2, version: 1, state: 'valid', at: sample.issuedAt, by: sample.client },
              suspension,
            ],
            credential: sample.credential,
            printedCode: sample.printedCode,
          },
        },
      },
    },
  },
};

/** What a department's system does with licences. */
export const licenceOperations: Operations = {
  ...issuing,
  ...reading,
  ...licenceDraftOperations,
};
