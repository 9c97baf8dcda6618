import * as z from 'zod';
import { type Answer, named, type Operation, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

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
              x: '7R_2qgN_OhTeO_LxxTwW2AxUAHNmzGkulRK0HVzmW9w',
              y: 'u5RRAGMXyW_fEjMIS5zlwmIbrwVNvmZ0u5RRAGMXyW8',
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
