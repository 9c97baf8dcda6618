import { clientText, codeText, sampleClient, sampleType, typeText } from './describe-directory.ts';
import {
  clientKeyBody,
  clientRegistration,
  clientRevocation,
  confirmation,
  departmentBody,
  departmentChange,
  entitlementEnd,
  entitlementGrant,
  keyRemoval,
  licenceTypeDefinition,
  proposalBody,
  proposalsBody,
  proposalsQuery,
  rejection,
} from './directory.ts';
import { type Content, named, type Operation, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

const proposal = named('Proposal', proposalBody);
const proposalIdText = 'Proposal id 申请标识.';

const department = {
  code: sample.department,
  name: sample.departmentName,
  division: '210100',
};

const summary = {
  id: 'proposal-01kdmwqz7h0000000000000000',
  state: 'open',
  act: 'register-department',
  subject: `/v1/departments/${sample.department}`,
  proposedBy: 'liaoning-governing-one',
  proposedAt: '2026-11-22T03:00:00.000Z',
  expiresAt: '2026-12-22T03:00:00.000Z',
};

const open = { ...summary, before: null, after: { ...department, sample: false } };

interface Change {
  readonly id: string;
  readonly what: string;
  readonly zh: string;
  readonly body: Content;
  readonly path?: Readonly<Record<string, string>>;
}

/** Every change of the directory is answered with the proposal that it became. */
export function toProposing({ id, what, zh, body, path }: Change): Operation {
  return {
    id,
    tag: 'directory',
    summary: `Proposes ${what}`,
    description: `提出申请：${zh}。须由另一客户端确认后生效。\n\nNothing changes before another client confirms the proposal.`,
    keyed: true,
    ...(path === undefined ? {} : { path }),
    body,
    answers: {
      202: {
        description: 'Proposed 已提出',
        content: { schema: proposal, example: open },
        headers: ['Location'],
      },
    },
    problems: ['state-conflict'],
  };
}

const grant = { type: sample.type, from: '2026-12-01T00:00:00.000Z' };

const proposing: Operations = {
  'POST /v1/departments': toProposing({
    id: 'proposeDepartment',
    what: 'a new department',
    zh: '登记部门',
    body: { schema: named('NewDepartment', departmentBody), example: department },
  }),
  'PUT /v1/departments/{code}': toProposing({
    id: 'proposeDepartmentChange',
    what: "a department's new name or division",
    zh: '变更部门名称或区划',
    path: { code: codeText },
    body: {
      schema: named('DepartmentChange', departmentChange),
      example: { name: '沈阳市市场监管局（示例）' },
    },
  }),
  'POST /v1/departments/{code}/entitlements': toProposing({
    id: 'proposeEntitlement',
    what: 'that a department may issue a licence type',
    zh: '授予部门颁发某类证照的权限',
    path: { code: codeText },
    body: { schema: named('Entitlement', entitlementGrant), example: grant },
  }),
  'POST /v1/departments/{code}/entitlement-ends': toProposing({
    id: 'proposeEntitlementEnd',
    what: 'the end of an entitlement',
    zh: '终止部门颁发某类证照的权限',
    path: { code: codeText },
    body: {
      schema: named('EntitlementEnd', entitlementEnd),
      example: { ...grant, until: '2027-01-01T00:00:00.000Z' },
    },
  }),
  'PUT /v1/licence-types/{code}/versions/{version}': toProposing({
    id: 'proposeLicenceType',
    what: 'the next version of a licence type, or the first',
    zh: '定义证照类型的新版本',
    path: { code: typeText, version: 'Number of the version, one more than the latest.' },
    body: {
      schema: named('NewLicenceTypeVersion', licenceTypeDefinition),
      example: sampleType,
    },
  }),
  'POST /v1/clients': toProposing({
    id: 'proposeClient',
    what: 'a new client',
    zh: '登记客户端',
    body: { schema: named('NewClient', clientRegistration), example: sampleClient },
  }),
  'POST /v1/clients/{id}/keys': toProposing({
    id: 'proposeClientKey',
    what: 'a second public key of a client',
    zh: '为客户端增加公钥（换钥期间最多两把）',
    path: { id: clientText },
    body: { schema: named('ClientKey', clientKeyBody), example: sampleClient.keys[0] },
  }),
  'POST /v1/clients/{id}/key-removals': toProposing({
    id: 'proposeClientKeyRemoval',
    what: 'that a key of a client is taken away',
    zh: '移除客户端的公钥',
    path: { id: clientText },
    body: {
      schema: named('ClientKeyRemoval', keyRemoval),
      example: { kid: sampleClient.keys[0].kid },
    },
  }),
  'POST /v1/clients/{id}/revocations': toProposing({
    id: 'proposeClientRevocation',
    what: 'that a client gets no more tokens',
    zh: '吊销客户端',
    path: { id: clientText },
    body: { schema: named('ClientRevocation', clientRevocation), example: {} },
  }),
};

const decided = {
  description: 'Decided 已决定',
  headers: ['Location'] as const,
};

const deciding: Operations = {
  'POST /v1/proposals/{id}/confirmations': {
    id: 'confirmProposal',
    tag: 'proposals',
    summary: 'Confirms what another client proposed; it is applied at once',
    description: '确认另一客户端提出的申请，随即生效。不能确认自己提出的申请。',
    keyed: true,
    path: { id: proposalIdText },
    body: { schema: named('Confirmation', confirmation), example: {} },
    answers: {
      200: {
        ...decided,
        content: {
          schema: proposal,
          example: {
            ...open,
            state: 'confirmed',
            decidedBy: 'liaoning-governing-two',
            decidedAt: '2026-11-22T03:10:00.000Z',
          },
        },
      },
    },
    problems: ['same-client', 'state-conflict'],
  },
  'POST /v1/proposals/{id}/rejections': {
    id: 'rejectProposal',
    tag: 'proposals',
    summary: 'Rejects a proposal, or takes back an own one',
    description: '驳回申请，或撤回自己提出的申请。',
    keyed: true,
    path: { id: proposalIdText },
    body: { schema: named('Rejection', rejection), example: { reason: '名称有误（示例）' } },
    answers: {
      200: {
        ...decided,
        content: {
          schema: proposal,
          example: {
            ...open,
            state: 'rejected',
            decidedBy: 'liaoning-governing-two',
            decidedAt: '2026-11-22T03:10:00.000Z',
            reason: '名称有误（示例）',
          },
        },
      },
    },
    problems: ['state-conflict'],
  },
};

const reading: Operations = {
  'GET /v1/proposals': {
    id: 'listProposals',
    tag: 'proposals',
    summary: 'Lists proposals, newest first',
    description: '列出申请，最新在前。',
    query: proposalsQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('ProposalPage', proposalsBody),
          example: { proposals: [summary], next: summary.id },
        },
      },
    },
  },
  'GET /v1/proposals/{id}': {
    id: 'showProposal',
    tag: 'proposals',
    summary: 'Shows a proposal with what it would change',
    description: '查看申请及其变更前后的内容。',
    path: { id: proposalIdText },
    answers: {
      200: { description: 'The proposal 申请', content: { schema: proposal, example: open } },
    },
  },
};

/** How the directory is changed. */
export const proposalOperations: Operations = { ...proposing, ...deciding, ...reading };
