import { issuedLicence } from './describe-issued-licence.ts';
import {
  confirmDraftBody,
  keptDraftAnswer,
  licenceDraftAnswer,
  listDraftsQuery,
  listedDraftsAnswer,
  rejectDraftBody,
} from './licence-drafts.ts';
import { type Answer, named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

const draftIdText = 'Draft id 拟稿标识.';

const summary = {
  draftId: 'draft-0123456789abcdefghjkmnpqrs',
  state: 'awaiting-approval',
  type: '11100000MB03271699001',
  draftedBy: 'dalian-natural-resources-licences',
  draftedAt: sample.issuedAt,
  expiresAt: '2026-12-22T03:04:17.658Z',
};

const preview = {
  type: { code: summary.type, version: 1, name: '不动产权证书' },
  department: { code: '11210200MB9Y10038M', name: '大连市自然资源局（示例）' },
  seal: { id: sample.seal, name: '大连市自然资源局证照专用章（示例）' },
  holders: [{ name: sample.holderName, codeType: '001', code: sample.holderCode }],
  items: [{ code: 'KZ_ZL', name: '坐落', value: '辽宁省大连市示例路1号' }],
  issued: '2026-11-22',
  validFrom: '2026-11-22',
};

const previewed = { preview, previewDigest: sample.digest };
const drafted = { state: 'awaiting-approval', at: sample.issuedAt, by: summary.draftedBy };
const draftSchema = named('LicenceDraft', licenceDraftAnswer);
const application = { type: summary.type, seal: sample.seal };

/** What `POST /v1/licences` answers where the type asks for a second person. */
export const keptDraft: Answer = {
  description: 'Kept as a draft until another client of the department confirms it 待核准',
  content: {
    schema: named('KeptLicenceDraft', keptDraftAnswer),
    example: { ...summary, ...previewed },
  },
  headers: ['Location'],
};

const reading: Operations = {
  'GET /v1/licence-drafts': {
    id: 'listLicenceDrafts',
    tag: 'licences',
    summary: "Lists the department's own drafts, newest first",
    description: '列出本部门的拟稿，最新在前。',
    query: listDraftsQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('LicenceDraftPage', listedDraftsAnswer),
          example: { drafts: [summary] },
        },
      },
    },
  },
  'GET /v1/licence-drafts/{id}': {
    id: 'showLicenceDraft',
    tag: 'licences',
    summary: 'Shows a draft with a preview of the licence as it would be issued now',
    description:
      '查看拟稿及证照预览。\n\nWho confirms names the digest of the preview that they saw.',
    path: { id: draftIdText },
    answers: {
      200: {
        description: 'The draft 拟稿',
        content: {
          schema: draftSchema,
          example: { ...summary, ...previewed, application, history: [drafted] },
        },
      },
    },
  },
};

/** What a second person does with drafts of licences. */
export const licenceDraftOperations: Operations = {
  ...reading,
  'POST /v1/licence-drafts/{id}/confirmations': {
    id: 'confirmLicenceDraft',
    tag: 'licences',
    summary: 'Approves a draft that another client made; its licence is issued',
    description:
      '核准另一客户端的拟稿，随即颁发证照。不能核准自己的拟稿。\n\nWhat is issued is what was seen: another digest is refused.',
    keyed: true,
    path: { id: draftIdText },
    body: {
      schema: named('LicenceDraftConfirmation', confirmDraftBody),
      example: { previewDigest: sample.digest },
    },
    answers: { 201: issuedLicence },
    problems: [
      'issuer-not-entitled',
      'same-client',
      'idempotency-in-flight',
      'number-taken',
      'seal-not-enabled',
      'state-conflict',
      'seal-unavailable',
    ],
  },
  'POST /v1/licence-drafts/{id}/rejections': {
    id: 'rejectLicenceDraft',
    tag: 'licences',
    summary: 'Rejects a draft, or takes back an own one',
    description: '驳回拟稿，或撤回自己的拟稿。',
    keyed: true,
    path: { id: draftIdText },
    body: {
      schema: named('LicenceDraftRejection', rejectDraftBody),
      example: { reason: '坐落有误（示例）' },
    },
    answers: {
      200: {
        description: 'Rejected 已驳回',
        content: {
          schema: draftSchema,
          example: {
            ...summary,
            state: 'rejected',
            application,
            history: [
              drafted,
              {
                state: 'rejected',
                at: sample.changedAt,
                by: 'dalian-natural-resources-approver',
                reason: '坐落有误（示例）',
              },
            ],
          },
        },
        headers: ['Location'],
      },
    },
    problems: ['idempotency-in-flight', 'state-conflict'],
  },
};
