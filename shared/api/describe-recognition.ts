import { toHistory } from './describe-directory.ts';
import { toProposing } from './describe-proposals.ts';
import { named, type Operation, type Operations } from './operation.ts';
import { receiptAnswer } from './receipts.ts';
import {
  agreementBody,
  agreementConclusion,
  agreementEnd,
  agreementExtension,
  agreementsBody,
  anchorAddition,
  anchorRetirement,
  provinceAddition,
  provinceBody,
  provinceRemoval,
  provincesBody,
  recognitionBody,
  recognitionQuery,
} from './recognition.ts';
import { sample } from './sample-values.ts';
import { verificationRequest } from './verification-schema.ts';

/** Cut short. */
const certificate = 'MIIByzCCAXGgAwIBAgIQ';
const fingerprint = '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';
const codeText = 'Province code, GB/T 2260, 6 digits 省级行政区划代码.';
const idText = 'Agreement id 互认协议标识.';

const province = {
  code: '330000',
  name: '浙江省',
  url: 'https://yinzheng.zhejiang.example',
  anchors: [{ certificate, fingerprint }],
  state: 'recognised',
} as const;

const types = [{ type: sample.type, from: '2026-12-01T00:00:00.000Z' }];

const agreement = {
  id: 'liaoning-zhejiang-2026',
  province: province.code,
  title: '辽浙电子证照互认协议（示例）',
  types: types.map((one) => ({ ...one, ownType: one.type, items: [] })),
};

interface Shown {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly content: NonNullable<Operation['answers'][number]['content']>;
  readonly path?: Readonly<Record<string, string>>;
}

function toShowing({ id, summary, description, content, path }: Shown): Operation {
  return {
    id,
    tag: 'directory',
    summary,
    description,
    ...(path === undefined ? {} : { path }),
    answers: { 200: { description: 'As it stands 现状', content } },
  };
}

const reading: Operations = {
  'GET /v1/provinces': toShowing({
    id: 'listProvinces',
    summary: 'Lists the other provinces whose roots stand for them, and those removed',
    description: '列出互认的其他省份及其信任锚。公开。',
    content: {
      schema: named('Provinces', provincesBody),
      example: { provinces: [province] },
    },
  }),
  'GET /v1/provinces/{code}': toShowing({
    id: 'showProvince',
    summary: 'Shows another province with its roots',
    description: '查看其他省份及其信任锚。公开。',
    path: { code: codeText },
    content: { schema: named('Province', provinceBody), example: province },
  }),
  'GET /v1/agreements': toShowing({
    id: 'listAgreements',
    summary: 'Lists the recognition agreements with other provinces',
    description: '列出与其他省份的互认协议。公开。',
    content: {
      schema: named('Agreements', agreementsBody),
      example: { agreements: [agreement] },
    },
  }),
  'GET /v1/agreements/{id}': toShowing({
    id: 'showAgreement',
    summary: 'Shows an agreement with all that ever held under it',
    description: '查看互认协议及其历史上的全部互认事项。公开。',
    path: { id: idText },
    content: { schema: named('Agreement', agreementBody), example: agreement },
  }),
  'GET /v1/provinces/{code}/history': toHistory('showProvinceHistory', 'province', {
    code: codeText,
  }),
  'GET /v1/agreements/{id}/history': toHistory('showAgreementHistory', 'agreement', {
    id: idText,
  }),
};

const proposing: Operations = {
  'POST /v1/provinces': toProposing({
    id: 'proposeProvince',
    what: 'that another province is recognised by its root certificates',
    zh: '登记其他省份及其信任锚（提出方与确认方须另行核对指纹）',
    body: {
      schema: named('NewProvince', provinceAddition),
      example: {
        code: province.code,
        name: province.name,
        url: province.url,
        anchors: [{ certificate }],
      },
    },
  }),
  'POST /v1/provinces/{code}/anchors': toProposing({
    id: 'proposeProvinceAnchor',
    what: 'a further root of a province, so that it can roll over',
    zh: '为其他省份增加信任锚（换根期间新旧并用）',
    path: { code: codeText },
    body: { schema: named('NewProvinceAnchor', anchorAddition), example: { certificate } },
  }),
  'POST /v1/provinces/{code}/anchor-retirements': toProposing({
    id: 'proposeProvinceAnchorRetirement',
    what: 'that a root of a province holds no longer for what is signed from a moment on',
    zh: '停用其他省份的信任锚（此前签署的仍有效）',
    path: { code: codeText },
    body: {
      schema: named('ProvinceAnchorRetirement', anchorRetirement),
      example: { fingerprint, until: '2027-01-01T00:00:00.000Z' },
    },
  }),
  'POST /v1/provinces/{code}/removals': toProposing({
    id: 'proposeProvinceRemoval',
    what: 'that nothing of a province is recognised any more, at once',
    zh: '移除其他省份，确认后立即生效',
    path: { code: codeText },
    body: { schema: named('ProvinceRemoval', provinceRemoval), example: {} },
  }),
  'POST /v1/agreements': toProposing({
    id: 'proposeAgreement',
    what: 'a recognition agreement',
    zh: '订立互认协议',
    body: {
      schema: named('NewAgreement', agreementConclusion),
      example: {
        id: agreement.id,
        province: province.code,
        title: agreement.title,
        types,
      },
    },
  }),
  'POST /v1/agreements/{id}/types': toProposing({
    id: 'proposeAgreementTypes',
    what: 'further licence types under an agreement',
    zh: '增加互认的证照类型',
    path: { id: idText },
    body: { schema: named('AgreementExtension', agreementExtension), example: { types } },
  }),
  'POST /v1/agreements/{id}/ends': toProposing({
    id: 'proposeAgreementEnd',
    what: 'that one type, or all, are no longer recognised',
    zh: '终止某类或全部证照的互认',
    path: { id: idText },
    body: {
      schema: named('AgreementEnd', agreementEnd),
      example: { type: sample.type, until: '2027-01-01T00:00:00.000Z' },
    },
  }),
};

const asking: Operations = {
  'GET /v1/recognitions': {
    id: 'showRecognition',
    tag: 'verification',
    summary: 'Says whether a type of a province is recognised, now or at a time',
    description: '查询某省某类证照在某一时间是否互认。公开。',
    query: recognitionQuery,
    answers: {
      200: {
        description: 'As the trust list says 互认情况',
        content: {
          schema: named('Recognition', recognitionBody),
          example: {
            province: province.code,
            type: sample.type,
            at: '2026-12-24T00:00:00.000Z',
            recognised: true,
            intervals: [
              {
                agreement: agreement.id,
                ownType: sample.type,
                from: '2026-12-01T00:00:00.000Z',
                items: [],
                holds: true,
              },
            ],
            trustListNumber: 3,
          },
        },
      },
    },
  },
  'POST /v1/receipts': {
    id: 'makeReceipt',
    tag: 'verification',
    summary: 'Verifies a presented licence and signs the verdict for the case file',
    description:
      '核验证照并出具签名回执，供存档备查；回执不含个人信息。\n\nWrites nothing: asked again, it verifies again and signs another receipt.',
    body: {
      schema: named('ReceiptRequest', verificationRequest),
      example: { credential: sample.credential },
    },
    answers: {
      200: {
        description: 'The verdict and its receipt 结论与回执',
        content: {
          schema: named('SignedReceipt', receiptAnswer),
          example: {
            receipt: sample.jws,
            verification: {
              verdict: 'invalid',
              checks: [{ name: 'format', outcome: 'failed', reason: 'malformed' }],
            },
          },
        },
      },
    },
  },
};

/** Other provinces, what is agreed with them, and what follows from it. */
export const recognitionOperations: Operations = { ...reading, ...proposing, ...asking };
