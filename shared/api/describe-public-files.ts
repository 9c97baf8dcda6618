import * as z from 'zod';
import { type Answer, named, type Operation, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import { sandboxAnswer } from './sandbox.ts';

export const compactJws = named(
  'CompactJws',
  z.string().regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/),
);

const issueLeaves = named('IssueLeaves', z.string().regex(/^(?:[A-Za-z0-9_-]{43}\n)*$/));

const issuerMetadata = named(
  'IssuerMetadata',
  z.strictObject({
    issuer: z.string(),
    jwks: z.strictObject({
      keys: z.array(
        z.strictObject({
          kty: z.literal('EC'),
          crv: z.literal('P-256'),
          x: z.string(),
          y: z.string(),
          alg: z.literal('ES256'),
          use: z.literal('sig'),
          kid: z.string(),
          x5c: z.array(z.string()),
        }),
      ),
    }),
  }),
);

const query = z.strictObject({
  digest: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
});

/** Every public file is cacheable, and asked for again by its ETag. */
function toFile({
  content,
  ...operation
}: Omit<Operation, 'tag' | 'answers'> & Pick<Answer, 'content'>): Operation {
  return {
    ...operation,
    tag: 'public files',
    answers: {
      200: {
        description: 'The file 文件',
        ...(content === undefined ? {} : { content }),
        headers: ['ETag'],
      },
      304: { description: 'Not modified 未变化', headers: ['ETag'] },
    },
    problems: ['not-found'],
  };
}

const signed = (mediaType: string) => ({ mediaType, schema: compactJws, example: sample.jws });

const numberText = 'Number of the root, from 1; `latest` for the last one.';

const provinceText = 'Code of the other province, GB/T 2260, 6 digits.';
const listText = 'Status list id, as `status.status_list.uri` of a licence ends.';

/** The newest version, or the one that stood at a second, or the one of a digest. */
const versionQuery = z.strictObject({
  time: z
    .string()
    .regex(/^[0-9]{1,11}$/)
    .optional(),
  digest: query.shape.digest,
});

/** Files of other provinces as we hold them, and what stood before. */
const mirrored: Operations = {
  'GET /mirrors/{code}/trust-list': toFile({
    id: 'fetchMirroredTrustList',
    summary: "Another province's trust list, as it was mirrored last",
    description: '其他省份信任列表的镜像，原样签名。',
    path: { code: provinceText },
    query: versionQuery,
    content: signed('application/trust-list+jwt'),
  }),
  'GET /mirrors/{code}/status-lists/{id}': toFile({
    id: 'fetchMirroredStatusList',
    summary: "Another province's status list, as it was mirrored last",
    description: '其他省份状态列表的镜像，原样签名。',
    path: { code: provinceText, id: listText },
    query: versionQuery,
    content: signed('application/statuslist+jwt'),
  }),
  'GET /mirrors/{code}/departments/{department}/sheet': toFile({
    id: 'fetchMirroredSheet',
    summary: "A sheet of another province's department, by its digest",
    description: '其他省份部门公示单的镜像，按摘要取用。',
    path: { code: provinceText, department: 'Department code 统一社会信用代码.' },
    query,
    content: signed('application/department-sheet+jwt'),
  }),
  'GET /mirrors/{code}/issue-roots/{number}': toFile({
    id: 'fetchMirroredIssueRoot',
    summary: "Another province's issue root, as it was mirrored",
    description: '其他省份颁发根的镜像，原样签名。',
    path: { code: provinceText, number: numberText },
    content: signed('application/issue-root+jwt'),
  }),
  'GET /mirrors/{code}/issue-roots/{number}/leaves': toFile({
    id: 'fetchMirroredIssueLeaves',
    summary: "The digests under another province's issue root, one a line",
    description: '其他省份颁发根之下的全部摘要的镜像。',
    path: { code: provinceText, number: 'Number of the root, from 1.' },
    content: {
      mediaType: 'text/plain; charset=us-ascii',
      schema: issueLeaves,
      example: `${sample.digest}\n`,
    },
  }),
  'GET /history/trust-list': toFile({
    id: 'fetchPastTrustList',
    summary: 'The trust list that stood at a time, or that has a digest',
    description: '某一时间的信任列表。',
    query: versionQuery,
    content: signed('application/trust-list+jwt'),
  }),
  'GET /history/status-lists/{id}': toFile({
    id: 'fetchPastStatusList',
    summary: 'The status list that stood at a time, or that has a digest',
    description: '某一时间的状态列表。',
    path: { id: listText },
    query: versionQuery,
    content: signed('application/statuslist+jwt'),
  }),
  'GET /history/mirrors/{code}/trust-list': toFile({
    id: 'fetchPastMirroredTrustList',
    summary: "Another province's trust list that stood at a time",
    description: '其他省份某一时间的信任列表。',
    path: { code: provinceText },
    query: versionQuery,
    content: signed('application/trust-list+jwt'),
  }),
  'GET /history/mirrors/{code}/status-lists/{id}': toFile({
    id: 'fetchPastMirroredStatusList',
    summary: "Another province's status list that stood at a time",
    description: '其他省份某一时间的状态列表。',
    path: { code: provinceText, id: listText },
    query: versionQuery,
    content: signed('application/statuslist+jwt'),
  }),
};

/** Signed files that anybody may fetch and keep. */
export const publicFileOperations: Operations = {
  'GET /trust-list': toFile({
    id: 'fetchTrustList',
    summary: "The province's signed trust list",
    description: '本省信任列表：印章签发机构、状态签名者、各部门公示单的摘要。',
    content: signed('application/trust-list+jwt'),
  }),
  'GET /departments/{code}/sheet': toFile({
    id: 'fetchDepartmentSheet',
    summary: "A department's signed sheet: its seals, and what it may issue",
    description:
      '部门公示单：印章证书及其状态区间、可颁发的证照类型。\n\nWith `digest` exactly that sheet, for ever; without it the one that the trust list names now.',
    path: { code: 'Department code 统一社会信用代码, 18 characters.' },
    query,
    content: signed('application/department-sheet+jwt'),
  }),
  'GET /status-lists/{id}': toFile({
    id: 'fetchStatusList',
    summary: 'A signed status list (Token Status List)',
    description: '证照状态列表，每 60 秒内反映变更。',
    path: { id: 'Status list id, as `status.status_list.uri` of a licence ends.' },
    content: signed('application/statuslist+jwt'),
  }),
  'GET /status-lists': toFile({
    id: 'listStatusLists',
    summary: 'Addresses of all status lists',
    description: '本省全部状态列表的地址，供其他省份镜像。\n\nStatus List Aggregation.',
    content: {
      schema: named('StatusListAddresses', z.strictObject({ status_lists: z.array(z.string()) })),
      example: { status_lists: ['https://yinzheng.liaoning.example/status-lists/l1-000001'] },
    },
  }),
  'GET /sandbox/licences': toFile({
    id: 'listSandboxLicences',
    summary: 'Sample licences in every state, and the verdict that each has to get',
    description:
      '沙箱样例证照：每种状态各一份，并列明应得的核验结论，供核验程序对照测试。\n\nWhere samples were made: in the embedded run, not in a province at work.',
    content: {
      schema: named('SandboxLicences', sandboxAnswer),
      example: {
        licences: [
          {
            ...{ case: 'suspended', credential: sample.credential },
            expected: { verdict: 'invalid', check: 'status', reason: 'licence-suspended' },
          },
        ],
      },
    },
  }),
  ...mirrored,
  'GET /issue-roots/{number}': toFile({
    id: 'fetchIssueRoot',
    summary: "An hour's signed Merkle root over what was brought into force",
    description: '颁发根：一小时内生效证照摘要的默克尔根，逐小时签名并相互链接。',
    path: { number: numberText },
    content: signed('application/issue-root+jwt'),
  }),
  'GET /issue-roots/{number}/leaves': toFile({
    id: 'fetchIssueLeaves',
    summary: 'The digests under an issue root, one a line',
    description: '颁发根之下的全部摘要，每行一个，按 ASCII 排序。',
    path: { number: 'Number of the root, from 1.' },
    content: {
      mediaType: 'text/plain; charset=us-ascii',
      schema: issueLeaves,
      example: `${sample.digest}\n`,
    },
  }),
  'GET /.well-known/jwt-vc-issuer': toFile({
    id: 'fetchIssuerMetadata',
    summary: 'The keys of the seals that are enabled now, for wallets',
    description: '颁发者元数据：当前启用印章的公钥及证书链，供不识别信任列表的钱包使用。',
    content: {
      schema: issuerMetadata,
      example: {
        issuer: 'https://yinzheng.liaoning.example',
        jwks: {
          keys: [
            {
              kty: 'EC',
              crv: 'P-256',
              x: 'y0wJSRMj7oMXRL2n_XyIxpLM77LOQBEXqV60lWvHrcA',
              y: 'gV6Wff5lqhYMFS3T6vYmqjj6X9jgyOM3mt_UaonyNW8',
              alg: 'ES256',
              use: 'sig',
              kid: sample.digest,
              x5c: ['MIICfTCCAiSgAwIBAgIQUx0NL5voGKPbTjFDZ3kJkg=='],
            },
          ],
        },
      },
    },
  }),
};
