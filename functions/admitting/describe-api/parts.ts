import type { ZodOpenApiHeadersObject, ZodOpenApiParameterObject } from 'zod-openapi';
import { tags } from '../../../shared/api/operation.ts';

/** What of the document is told once and named elsewhere. */
const text = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const, examples: [example] },
});

/** Headers of answers. */
export const headers = {
  'Request-Id': text(
    'Names this request in our log; give it with every question 请求编号.',
    '3fc02107-c345-4407-bbc9-d19a73fede56',
  ),
  'Content-Language': text('Language of the texts in the answer 语言.', 'zh-Hans'),
  RateLimit: text(
    'What is left: `r` requests, and `t` seconds until the quota is whole again 剩余配额 (draft-ietf-httpapi-ratelimit-headers).',
    '"client";r=5980;t=42',
  ),
  'RateLimit-Policy': text('The quota: `q` requests in `w` seconds 配额.', '"client";q=6000;w=60'),
  'Retry-After': text('Seconds to wait before the request is repeated 重试等待秒数.', '5'),
  'Idempotent-Replayed': text(
    '`true` where the answer is that of an earlier request with the same key 重放.',
    'true',
  ),
  Location: text('Where what was made is found 资源地址.', '/v1/licences/…'),
  ETag: text('For `If-None-Match` 实体标签.', '"vn22IvIcUBKu-6yTIE4Y8n7596vITtW2jMbedYCTQ7s"'),
  'DPoP-Nonce': text('For the next proof (RFC 9449 section 8) 随机数.', 'eyJ7S_zG.eyJH0-Z.HX4w-7v'),
  'WWW-Authenticate': text(
    'How to authenticate better (RFC 9449 section 7.1) 认证要求.',
    'DPoP error="use_dpop_nonce", algs="ES256"',
  ),
} as const satisfies ZodOpenApiHeadersObject;

export type NamedHeader = keyof typeof headers;

/** Parameters that many operations take. */
export const parameters = {
  'Accept-Language': {
    name: 'Accept-Language',
    in: 'header' as const,
    description: 'Language of texts: `zh` or `en`, Chinese unless told 语言.',
    schema: { type: 'string' as const, examples: ['en'] },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header' as const,
    required: true,
    description:
      'Names the request: the same key with the same request gives the first answer again, for a week 幂等键.',
    schema: {
      type: 'string' as const,
      pattern: '^[\\x21-\\x7e]{1,255}$',
      examples: ['0b6f0f0e-6f0c-4b44-8a51-6f8a3f6f2f52'],
    },
  },
  DPoP: {
    name: 'DPoP',
    in: 'header' as const,
    required: true,
    description: 'The proof of the key that the token is bound to (RFC 9449 section 4) 持有证明.',
    schema: { type: 'string' as const },
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header' as const,
    description: 'ETags of the copies that the client has 已有副本的实体标签.',
    schema: { type: 'string' as const },
  },
} satisfies Record<string, ZodOpenApiParameterObject>;

export const securitySchemes = {
  dpop: {
    type: 'http' as const,
    scheme: 'DPoP',
    description:
      '访问令牌与 DPoP 密钥绑定。\n\nAn access token of `POST /oauth/token`, sent as `Authorization: DPoP <token>` with a fresh proof in `DPoP`. The names beside it are scopes, of which one is needed.',
  },
  holder: {
    type: 'http' as const,
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      '持证主体在统一身份认证登录后取得的访问令牌。\n\nAn access token of the identity provider that `GET /.well-known/oauth-protected-resource` names first, for this service (RFC 8707 `resource`), of a login at a sufficient level; bound to a key (DPoP) if the client likes.',
  },
};

export const tagList = Object.entries(tags).map(([name, description]) => ({ name, description }));

export const introduction = `电子证照：部门颁发，任何人可核验。 Electronic licences that departments issue and anyone can verify.

- Refusals are problem documents (RFC 9457); the page behind \`type\` says what to do. A method that is not offered is 405 with \`Allow\`; a path that does not exist is 404.
- Everything that writes asks for an \`Idempotency-Key\`.
- Lists come in pages: pass \`next\` back as \`cursor\`, as it is. A cursor says only where to go on; one that is none of ours is \`request-invalid\` at \`/cursor\`.
- Fields that are not known are refused in requests; answers may gain fields.
- Requests are limited for each client, and public ones for each address: see \`RateLimit\`. What is over the limit is 429 with \`Retry-After\`.
- Bodies up to 10 MB (6 MB as the function sees them; most operations take less), request line and headers up to 10 KB, an answer within 29 seconds.
- Moments are RFC 3339 in UTC; civil dates are \`YYYY-MM-DD\` in Asia/Shanghai.`;
