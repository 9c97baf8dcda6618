import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import {
  listedSealsAnswer,
  listSealsQuery,
  listSealUsesQuery,
  sealApplication,
  sealBody,
  sealStateChange,
  sealUsesAnswer,
} from './seals.ts';

const seal = named('Seal', sealBody);
const sealIdText = 'Seal id 印章标识.';

const applied = {
  id: sample.seal,
  department: sample.department,
  name: '沈阳市市场监督管理局证照专用章（示例）',
  kind: 'licence-special',
  state: 'applied',
  entries: [
    {
      state: 'applied',
      at: '2026-11-22T03:04:16.366Z',
      by: 'shenyang-market-regulation-seal-applicant',
    },
  ],
};

const made = {
  ...applied,
  state: 'made',
  certificate: 'MIICfTCCAiSgAwIBAgIQUx0NL5voGKPbTjFDZ3kJkg==',
  validFrom: '2026-11-22T03:04:16.000Z',
  validUntil: '2031-11-22T03:04:16.000Z',
  entries: [
    ...applied.entries,
    { state: 'made', at: '2026-11-22T03:04:16.475Z', by: 'liaoning-seal-maker' },
  ],
};

const use = {
  at: '2026-11-22T03:10:00.000Z',
  by: 'shenyang-market-regulation-licences',
  digest: 'xQ6oW3FbEIPr2ZlY5PRyUGPMtJXRDYRWz0NYUGR8mpo',
  licenceId: sample.licenceId,
  version: 1,
  form: 'credential',
  attempt: 1,
};

/** What is done with seals. */
export const sealOperations: Operations = {
  'POST /v1/seals': {
    id: 'applyForSeal',
    tag: 'seals',
    summary: 'Applies for a seal of the department',
    description:
      '为本部门申请制作电子印章。未提供图像时由系统绘制。\n\nMade and enabled by other clients: see its state changes.',
    keyed: true,
    body: {
      schema: named('SealApplication', sealApplication),
      example: { name: '沈阳市市场监督管理局证照专用章（示例）', kind: 'licence-special' },
    },
    answers: {
      201: {
        description: 'Applied for 已申请',
        content: { schema: seal, example: applied },
        headers: ['Location'],
      },
    },
    problems: ['state-conflict'],
  },
  'GET /v1/seals': {
    id: 'listSeals',
    tag: 'seals',
    summary: 'Lists seals of a department',
    description:
      '查看本部门的印章；制章机构可按部门查看。\n\nIn order of ids, without images. Who makes seals names the department.',
    query: listSealsQuery,
    answers: {
      200: {
        description: 'A page of seals 印章',
        content: { schema: named('ListedSeals', listedSealsAnswer), example: { seals: [made] } },
      },
    },
  },
  'GET /v1/seals/{id}/uses': {
    id: 'listSealUses',
    tag: 'seals',
    summary: 'Lists what a seal was used for',
    description:
      '查看本部门印章的使用记录。\n\nEvery attempt to sign with its key, newest first, recorded before it was made.',
    path: { id: sealIdText },
    query: listSealUsesQuery,
    answers: {
      200: {
        description: 'A page of uses 用章记录',
        content: { schema: named('SealUses', sealUsesAnswer), example: { uses: [use] } },
      },
    },
  },
  'GET /v1/seals/{id}': {
    id: 'showSeal',
    tag: 'seals',
    summary: 'Shows a seal with its image and history',
    description: '查看印章及其图像、证书和历史。',
    path: { id: sealIdText },
    answers: {
      200: {
        description: 'The seal 印章',
        content: {
          schema: seal,
          example: { ...made, image: { svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' } },
        },
      },
    },
  },
  'POST /v1/seals/{id}/state-changes': {
    id: 'changeSealState',
    tag: 'seals',
    summary: 'Makes, enables, suspends or cancels a seal',
    description:
      '制作、启用、停用或注销印章。制作由制章机构办理，启用须由另一客户端办理。\n\n' +
      'Making creates the key and its certificate; suspending disables the key. A compromise is told with the suspension or cancellation: licences signed from then on are refused.',
    keyed: true,
    path: { id: sealIdText },
    body: { schema: named('SealStateChange', sealStateChange), example: { to: 'made' } },
    answers: {
      200: {
        description: 'Changed 已变更',
        content: { schema: seal, example: made },
        headers: ['Location'],
      },
    },
    problems: ['same-client', 'state-conflict', 'seal-unavailable'],
  },
};
