import * as z from 'zod';
import { scopes } from '../domain/client.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import {
  authorizationServerMetadata,
  clientAssertionType,
  exchangeRequest,
  protectedResourceMetadata,
  revocationRequest,
  tokenError,
  tokenExchange,
  tokenRequest,
  tokenResponse,
} from './tokens.ts';

const form = 'application/x-www-form-urlencoded';
const oauthError = named('TokenError', tokenError);

const credentials = {
  client_assertion_type: clientAssertionType,
  client_assertion: sample.jws,
};

const refused = (error: string, words: string) => ({
  content: { schema: oauthError, example: { error, error_description: words } },
  headers: ['DPoP-Nonce'] as const,
});

const metadataExample = {
  issuer: 'https://yinzheng.liaoning.example',
  token_endpoint: 'https://yinzheng.liaoning.example/oauth/token',
  revocation_endpoint: 'https://yinzheng.liaoning.example/oauth/revoke',
  grant_types_supported: ['client_credentials', tokenExchange],
  response_types_supported: [],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256'],
  revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
  revocation_endpoint_auth_signing_alg_values_supported: ['ES256'],
  dpop_signing_alg_values_supported: ['ES256'],
  scopes_supported: scopes,
  authorization_details_types_supported: ['yinzheng-licences'],
};

/** How a client gets its access token, and gives it up. */
export const tokenOperations: Operations = {
  'POST /oauth/token': {
    id: 'issueToken',
    tag: 'tokens',
    summary: 'Gives an access token to a registered client',
    description:
      '向已登记的客户端发放访问令牌：客户端以私钥签名的断言证明身份（RFC 7523），令牌与 DPoP 密钥绑定（RFC 9449）。\n\n' +
      '断言为 ES256 签名的 JWT：头部 `kid` 为已登记的密钥标识；`iss`、`sub` 为客户端标识，`aud` 为元数据中的 `issuer`（不是本地址），`jti` 每次不同，`exp` 不超过五分钟。\n\n' +
      'The assertion is a JWT signed with ES256: `kid` in its header is the registered key’s; `iss` and `sub` are the client id, `aud` is the `issuer` of the metadata (not this address), `jti` is new each time, `exp` at most five minutes ahead.\n\n' +
      'An answer `use_dpop_nonce` brings a nonce: sign a new proof with it and ask again. `authorization_details` (RFC 9396) narrow the token to types and actions.\n\n' +
      '窗口工作人员以统一身份认证令牌换取其所代表客户端的令牌（RFC 8693）。\n\n' +
      'With `grant_type` token exchange, a staff member’s token of the identity provider takes the place of the assertion; `client_id` says for which of the clients in `acts_for`, the first where it is absent.',
    body: {
      mediaType: form,
      schema: named('TokenRequest', z.union([tokenRequest, exchangeRequest])),
      example: { grant_type: 'client_credentials', ...credentials, scope: 'licences:issue' },
    },
    answers: {
      200: {
        description: 'The token 令牌',
        content: {
          schema: named('TokenResponse', tokenResponse),
          example: {
            access_token: sample.jws,
            token_type: 'DPoP',
            expires_in: 600,
            scope: 'licences:issue',
          },
        },
        headers: ['DPoP-Nonce'],
      },
      400: {
        description: 'Refused, in the words of OAuth 请求被拒绝 (RFC 6749 section 5.2)',
        ...refused('use_dpop_nonce', 'A valid access token is needed (use-dpop-nonce)'),
      },
      401: {
        description: 'The client could not be authenticated 客户端认证失败',
        ...refused('invalid_client', 'The client could not be authenticated'),
      },
    },
  },
  'POST /oauth/revoke': {
    id: 'revokeToken',
    tag: 'tokens',
    summary: 'Gives an access token up',
    description:
      '放弃访问令牌（RFC 7009）。\n\nAnswered 200 also for a token that was not in force.',
    body: {
      mediaType: form,
      schema: named('RevocationRequest', revocationRequest),
      example: { ...credentials, token: sample.jws },
    },
    answers: {
      200: { description: 'Not in force any more 令牌已失效' },
      400: {
        description: 'Refused, in the words of OAuth 请求被拒绝',
        content: refused('invalid_request', 'The request is not well formed').content,
      },
      401: {
        description: 'The client could not be authenticated 客户端认证失败',
        content: refused('invalid_client', 'The client could not be authenticated').content,
      },
    },
  },
  'GET /.well-known/oauth-authorization-server': {
    id: 'showAuthorizationServer',
    tag: 'tokens',
    summary: 'Says how tokens are got here',
    description: '授权服务器元数据（RFC 8414）。',
    answers: {
      200: {
        description: 'The metadata 元数据',
        content: {
          schema: named('AuthorizationServer', authorizationServerMetadata),
          example: metadataExample,
        },
      },
    },
  },
  'GET /.well-known/oauth-protected-resource': {
    id: 'showProtectedResource',
    tag: 'tokens',
    summary: 'Says where tokens for this service are got',
    description:
      '受保护资源元数据（RFC 9728）。\n\nHolders log in at the first of the servers, the identity provider of the province 统一身份认证; clients of departments get their tokens here.',
    answers: {
      200: {
        description: 'The metadata 元数据',
        content: {
          schema: named('ProtectedResource', protectedResourceMetadata),
          example: {
            resource: metadataExample.issuer,
            authorization_servers: ['https://login.liaoning.example', metadataExample.issuer],
            bearer_methods_supported: ['header'],
            dpop_signing_alg_values_supported: ['ES256'],
          },
        },
      },
    },
  },
};
