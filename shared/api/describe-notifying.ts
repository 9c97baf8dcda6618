import { type Answer, named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import {
  changedWebhookBody,
  countsAnswer,
  countsQuery,
  deliveriesAnswer,
  deliveriesQuery,
  eventsAnswer,
  eventsQuery,
  newWebhookBody,
  nothingBody,
  testAnswer,
  webhookAnswer,
  webhooksAnswer,
  webhookWithSecretAnswer,
} from './webhooks.ts';

const path = { id: 'Endpoint id 端点标识.' };
const eventId = 'event-0123456789abcdefghjkmnpqrs';
const webhook = {
  webhookId: 'webhook-0123456789abcdefghjkmnpqrs',
  address: 'https://licences.shenyang.example/events',
  types: ['licence.issued', 'licence.state-changed'],
  state: 'enabled',
  secrets: [{ secretId: 'secret-0123456789abcdefghjkmnpqrs', madeAt: sample.issuedAt }],
  createdAt: sample.issuedAt,
  createdBy: sample.client,
};
/** Of the example's own; nobody signs with it. */
const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

const one: Answer = {
  description: 'The endpoint 端点',
  content: { schema: named('Webhook', webhookAnswer), example: webhook },
};
const withSecret: Answer = {
  description: 'The endpoint with its newest secret 端点及新密钥',
  content: {
    schema: named('WebhookWithSecret', webhookWithSecretAnswer),
    example: { ...webhook, secret },
  },
};

const keeping: Operations = {
  'POST /v1/webhooks': {
    id: 'makeWebhook',
    tag: 'events',
    summary: 'Makes an endpoint that events are posted to',
    description:
      '登记回调地址。密钥只在本次应答中出示，请妥善保存。\n\nEvents from now on are posted as CloudEvents 1.0 (structured mode), signed as Standard Webhooks has it. ' +
      'Answer with 2xx within 15 seconds and work on it afterwards; every other answer, redirects too, is a failure and comes again, ten times in three days. 410 disables the endpoint. ' +
      'An event may come more than once, in any order: `webhook-id` is the same each time. At most ten endpoints a department, over TLS, in the public network.',
    keyed: true,
    body: {
      schema: named('NewWebhook', newWebhookBody),
      example: { address: webhook.address, types: webhook.types },
    },
    answers: { 201: { ...withSecret, headers: ['Location'] } },
    problems: ['state-conflict'],
  },
  'PUT /v1/webhooks/{id}': {
    id: 'changeWebhook',
    tag: 'events',
    summary: 'Changes an endpoint: where to, which types, whether at all',
    description:
      '变更回调地址、事件类型或启停。\n\nWhat happened while it was disabled is posted when it is enabled again, as far as the feed still holds it.',
    keyed: true,
    path,
    body: {
      schema: named('ChangedWebhook', changedWebhookBody),
      example: { address: webhook.address, state: 'enabled' },
    },
    answers: { 200: one },
    problems: ['state-conflict'],
  },
  'DELETE /v1/webhooks/{id}': {
    id: 'removeWebhook',
    tag: 'events',
    summary: 'Removes an endpoint; may be repeated',
    description: '删除回调地址。可以重复请求。',
    path,
    answers: { 204: { description: 'Removed 已删除' } },
  },
  'POST /v1/webhooks/{id}/secrets': {
    id: 'rotateWebhookSecret',
    tag: 'events',
    summary: 'Makes a new secret; the one before signs beside it for a day',
    description: '轮换密钥：新旧密钥并用 24 小时，每次投递各带一个签名。新密钥只在本次应答中出示。',
    keyed: true,
    path,
    body: { schema: named('WebhookRotation', nothingBody), example: {} },
    answers: { 201: withSecret },
    problems: ['state-conflict'],
  },
  'POST /v1/webhooks/{id}/tests': {
    id: 'testWebhook',
    tag: 'events',
    summary: 'Sends a test event to an endpoint',
    description:
      '发送测试事件 webhook.test，结果见投递记录。\n\nNot held back by failures before it.',
    keyed: true,
    path,
    body: { schema: named('WebhookTest', nothingBody), example: {} },
    answers: {
      202: {
        description: 'On its way 发送中',
        content: { schema: named('SentTest', testAnswer), example: { eventId } },
      },
    },
    problems: ['state-conflict'],
  },
};

const showing: Operations = {
  'GET /v1/webhooks': {
    id: 'listWebhooks',
    tag: 'events',
    summary: "Lists the department's own endpoints",
    description: '列出本部门的回调地址。',
    answers: {
      200: {
        description: 'All of them 全部',
        content: {
          schema: named('Webhooks', webhooksAnswer),
          example: { webhooks: [webhook] },
        },
      },
    },
  },
  'GET /v1/webhooks/{id}': {
    id: 'showWebhook',
    tag: 'events',
    summary: 'Shows an endpoint, and why it is disabled where it is',
    description: '查看回调地址及停用原因。',
    path,
    answers: { 200: one },
  },
  'GET /v1/webhooks/{id}/deliveries': {
    id: 'listDeliveries',
    tag: 'events',
    summary: 'Lists attempts to deliver to an endpoint, newest first, for 35 days',
    description: '投递记录，最新在前，保留 35 天。',
    path,
    query: deliveriesQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('DeliveryPage', deliveriesAnswer),
          example: {
            deliveries: [
              {
                ...{ eventId, type: 'licence.issued', attempt: 1, at: sample.issuedAt },
                ...{ outcome: 'failed', status: 503, milliseconds: 42 },
              },
            ],
          },
        },
      },
    },
  },
  'GET /v1/counts': {
    id: 'countActs',
    tag: 'events',
    summary: "What was done to the department's licences in a month, by type and seal",
    description:
      '按月统计：各证照类型、各印章的签发与状态变化数量。\n\nEach act is counted once, in the transaction that gives its event a position in the feed, by the month of Asia/Shanghai in which it happened. A month is whole once its events are told, minutes after its end.',
    query: countsQuery,
    answers: {
      200: {
        description: 'One row for each type and seal with acts in that month 统计',
        content: {
          schema: named('ActCounts', countsAnswer),
          example: {
            month: '2026-11',
            counts: [
              {
                ...{ licenceType: sample.type, sealId: sample.seal },
                acts: { issued: 1204, superseded: 31, withdrawn: 2 },
              },
            ],
          },
        },
      },
    },
  },
  'GET /v1/events': {
    id: 'listEvents',
    tag: 'events',
    summary: "The department's events in order, behind a position",
    description:
      '按序拉取事件：适用于无法接收回调的系统。\n\nPositions have no gaps: whoever passes `next` on as `after` misses nothing. Events are held for 35 days.',
    query: eventsQuery,
    answers: {
      200: {
        description: 'Events, oldest first; none where there are no more 事件',
        content: {
          schema: named('EventPage', eventsAnswer),
          example: {
            events: [
              {
                ...{ specversion: '1.0', id: eventId, source: 'https://yinzheng.liaoning.example' },
                ...{ type: 'licence.issued', subject: sample.licenceId, time: sample.issuedAt },
                ...{ datacontenttype: 'application/json', sequence: '000000000001' },
                data: {
                  ...{ licenceId: sample.licenceId, identifier: sample.identifier, version: 1 },
                  ...{ licenceType: sample.type, department: sample.department },
                },
              },
            ],
            next: '000000000001',
          },
        },
      },
    },
  },
};

/** What happened, fetched or posted. */
export const notifyingOperations: Operations = { ...keeping, ...showing };
