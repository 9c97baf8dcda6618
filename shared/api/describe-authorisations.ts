import { authorisationType } from '../domain/authorisation.ts';
import {
  authorisationAnswer,
  authorisationDetailAnswer,
  authorisationsAnswer,
  authoriseUseBody,
  makeShowCodeBody,
  showCodeAnswer,
  usesAnswer,
} from './authorisations.ts';
import { type Answer, named, type Operations } from './operation.ts';
import { pageQuery } from './page-size.ts';
import { sample } from './sample-values.ts';

const idText = { id: 'Authorisation id 用证授权标识.' };
const authorisationId = 'authorisation-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk';
const purpose = { itemCode: '210102-0001', words: '申请门店招牌设置（示例）' };
const licences = [{ licenceId: sample.licenceId, items: ['holders', 'KZ_FDDBR'] }];
const verifier = { client: 'shenyang-market-regulation-counter' };
const until = '2026-11-29T03:04:17.000Z';

const authorisation = {
  ...{ authorisationId, type: authorisationType, state: 'active' },
  ...{ holder: sample.holderName, madeBy: '高明勇（示例）', licences, verifier, purpose },
  ...{ from: sample.issuedAt, until, maxUses: 1, uses: 0, annotatedCopy: false },
  madeAt: sample.issuedAt,
};

/** What giving an authorisation answers, and approving a request. */
export const authorisationSchema: Answer = {
  description: 'Given 已授权',
  content: { schema: named('Authorisation', authorisationAnswer), example: authorisation },
  headers: ['Location'],
};

const code = {
  showCodeId: 'show-code-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk',
  expiresAt: '2026-11-22T03:05:17.658Z',
};

const authorising: Operations = {
  'POST /v1/me/authorisations': {
    id: 'authoriseUse',
    tag: 'holders',
    summary:
      'Gives leave to retrieve own licences: which items, by whom, what for, until when, how often',
    description:
      '授权用证：指定证照、披露项、核验方、用途、期限与次数。\n\nShaped as authorisation details are (RFC 9396). What stands in the clear in a licence is always seen; of what can be kept back only the named items are.',
    keyed: true,
    body: {
      schema: named('NewAuthorisation', authoriseUseBody),
      example: { type: authorisationType, licences, verifier, purpose, until },
    },
    answers: {
      201: authorisationSchema,
    },
  },
  'GET /v1/me/authorisations': {
    id: 'listAuthorisations',
    tag: 'holders',
    summary: 'Lists the authorisations that the holder gave, or that were given for them',
    description: '列出本人作出的、以及为本人作出的用证授权，最新在前。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('AuthorisationPage', authorisationsAnswer),
          example: { authorisations: [authorisation] },
        },
      },
    },
  },
  'GET /v1/me/authorisations/{id}': {
    id: 'showAuthorisation',
    tag: 'holders',
    summary: 'Shows an authorisation with its latest codes, and how often they were tried',
    description: '查看用证授权及其最近的亮证码与尝试次数。',
    path: idText,
    answers: {
      200: {
        description: 'The authorisation 用证授权',
        content: {
          schema: named('AuthorisationDetail', authorisationDetailAnswer),
          example: {
            ...authorisation,
            showCodes: [{ ...code, state: 'open', madeAt: sample.issuedAt, tries: 0 }],
          },
        },
      },
    },
  },
  'DELETE /v1/me/authorisations/{id}': {
    id: 'withdrawAuthorisation',
    tag: 'holders',
    summary: 'Takes an authorisation back, at once',
    description:
      '撤回用证授权，立即生效。\n\nMay be repeated. An answer that was lost is not given again.',
    path: idText,
    answers: { 204: { description: 'Withdrawn 已撤回' } },
  },
};

/** What a holder lets others see, and what others saw. */
export const authorisationOperations: Operations = {
  ...authorising,
  'POST /v1/me/show-codes': {
    id: 'makeShowCode',
    tag: 'holders',
    summary: 'Makes a code for an authorisation: shown for a minute, or spoken to one counter',
    description:
      '生成亮证码（60 秒，一次有效），或供某一窗口使用的九位口述码（5 分钟，最多试五次）。',
    keyed: true,
    body: {
      schema: named('NewShowCode', makeShowCodeBody),
      example: { authorisationId },
    },
    answers: {
      201: {
        description: 'The code 亮证码',
        content: {
          schema: named('ShowCode', showCodeAnswer),
          example: {
            ...code,
            authorisationId,
            address: 'https://example/r#AAAAAAAAAAAAAAAAAAAAAA',
          },
        },
      },
    },
    problems: ['state-conflict'],
  },
  'GET /v1/me/uses': {
    id: 'listUses',
    tag: 'holders',
    summary: "Lists every use of the holder's licences, newest first",
    description:
      '列出本人证照的全部使用记录，最新在前。与他人共有的证照，他人授权的使用同样列出，但只列本人持有的证照。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('UsePage', usesAnswer),
          example: {
            uses: [
              {
                useId: 'retrieval-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk',
                kind: 'retrieval',
                at: sample.changedAt,
                verifier: { client: verifier.client, name: '沈阳市市场监督管理局政务窗口（示例）' },
                ...{ licences, purpose, authorisationId, authorisedBy: '高明勇（示例）' },
              },
            ],
          },
        },
      },
    },
  },
};
