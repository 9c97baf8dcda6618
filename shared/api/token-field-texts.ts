import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });

/** What fields mean of requests for tokens and of their answers. */
export const tokenFieldTexts: Readonly<Record<string, FieldText>> = {
  acts_for: plain('The clients that the staff member may act for 可代表的客户端'),
  access_token: plain('JWT access token 访问令牌 (RFC 9068)'),
  authorization_details: plain('What the token is narrowed to 授权明细 (RFC 9396)'),
  issued_token_type: plain('What was given: an access token 所发放令牌的类型'),
  subject_token: plain(
    'A staff member’s access token of the identity provider 工作人员的统一身份认证令牌',
  ),
  subject_token_type: plain('What the subject token is: an access token 主体令牌的类型'),
  client_assertion: plain('JWT signed with the key of the client 客户端断言 (RFC 7523)'),
  client_assertion_type: plain('The one way to authenticate 断言类型'),
  expires_in: plain('Seconds for which the token holds 有效秒数'),
  grant_type: plain('`client_credentials`, or token exchange for staff'),
  token: plain('The token to give up 令牌'),
  token_type: plain('How the token is used 令牌类型'),
};
