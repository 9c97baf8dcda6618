import { authorisationSchema } from './describe-authorisations.ts';
import { type Answer, named, type Operations } from './operation.ts';
import {
  approveRequestBody,
  askedOfHolderAnswer,
  askForLicencesBody,
  declinedRequestAnswer,
  declineRequestBody,
  retrievalRequestAnswer,
  waitQuery,
} from './retrieval-requests.ts';
import { sample } from './sample-values.ts';

const idText = { id: 'Request id 用证请求标识.' };
const requestId = 'request-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk';
const purpose = { itemCode: '210102-0001', words: '申请门店招牌设置（示例）' };
const licences = [{ type: sample.type, items: [{ name: 'KZ_FDDBR', required: true }] }];
const expiresAt = '2026-11-22T03:14:17.658Z';
const address = `https://yinzheng.liaoning.example/a#${requestId}`;

const request: Answer = {
  description: 'The request 用证请求',
  content: {
    schema: named('RetrievalRequestState', retrievalRequestAnswer),
    example: { requestId, state: 'waiting', address, expiresAt },
  },
};

const ofHolders: Operations = {
  'GET /v1/me/retrieval-requests/{id}': {
    id: 'showRequestToHolder',
    tag: 'holders',
    summary: 'Says who asks, by the registered name, for what, why and until when',
    description: '扫码后查看用证请求：请求方（登记名称）、所需证照与披露项、用途、期限。',
    path: idText,
    answers: {
      200: {
        description: 'The request 用证请求',
        content: {
          schema: named('RequestToHolder', askedOfHolderAnswer),
          example: {
            ...{ requestId, state: 'waiting', licences, purpose, expiresAt },
            verifier: { client: sample.client, name: '沈阳市市场监督管理局政务窗口（示例）' },
          },
        },
      },
    },
  },
  'POST /v1/me/retrieval-requests/{id}/approvals': {
    id: 'approveRequest',
    tag: 'holders',
    summary: 'Approves a request: this counter may retrieve these licences once, for minutes',
    description: '同意用证请求，可去除非必需的披露项。',
    keyed: true,
    path: idText,
    body: {
      schema: named('RequestApproval', approveRequestBody),
      example: { licences: [{ licenceId: sample.licenceId, items: ['KZ_FDDBR'] }] },
    },
    answers: { 201: authorisationSchema },
    problems: ['state-conflict'],
  },
  'POST /v1/me/retrieval-requests/{id}/declines': {
    id: 'declineRequest',
    tag: 'holders',
    summary: 'Declines a request',
    description: '拒绝用证请求。',
    keyed: true,
    path: idText,
    body: { schema: named('RequestDecline', declineRequestBody), example: {} },
    answers: {
      200: {
        description: 'Declined 已拒绝',
        content: {
          schema: named('DeclinedRequest', declinedRequestAnswer),
          example: { requestId, state: 'declined' },
        },
      },
    },
    problems: ['state-conflict'],
  },
};

/** What a counter asks of a holder who stands before it, and what the holder says. */
export const retrievalRequestOperations: Operations = {
  ...ofHolders,
  'POST /v1/retrieval-requests': {
    id: 'askForLicences',
    tag: 'retrievals',
    summary: 'Asks a holder for licences: shown as a QR code that the holder scans',
    description:
      '发起用证请求：窗口展示二维码，持证主体扫码后同意或拒绝。\n\nNothing is released by it. Once approved, `POST /v1/retrievals` with `requestId` retrieves.',
    keyed: true,
    body: {
      schema: named('NewRetrievalRequest', askForLicencesBody),
      example: { licences, purpose },
    },
    answers: { 201: { ...request, headers: ['Location'] } },
  },
  'GET /v1/retrieval-requests/{id}': {
    id: 'hearRequest',
    tag: 'retrievals',
    summary: 'Says what the holder decided; waits for it if asked to',
    description:
      '查询用证请求的结果，可等待最多 20 秒。\n\nWhile nothing is decided, `Retry-After` says when to ask again.',
    path: idText,
    query: waitQuery,
    answers: { 200: { ...request, headers: ['Retry-After'] } },
  },
};
