import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import { sealApplication, sealBody, sealStateChange } from './seals.ts';

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
      'Making creates the key and its certificate; suspending disables the key.',
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
