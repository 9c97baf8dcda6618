/**
 * Every refusal this service can give, by code. Append-only: a published code keeps its status and
 * meaning for ever (a test compares with the last release).
 */
export const catalogue = {
  'request-invalid': { status: 400, en: 'The request is not well formed', zh: '请求格式不正确' },
  malformed: {
    status: 400,
    en: 'The presented object is not well formed',
    zh: '提交的对象格式不正确',
  },
  'idempotency-key-missing': {
    status: 400,
    en: 'The Idempotency-Key header is missing or not usable',
    zh: '缺少 Idempotency-Key 或其格式不正确',
  },
  unauthenticated: { status: 401, en: 'A valid access token is needed', zh: '需要有效的访问令牌' },
  'invalid-client': {
    status: 401,
    en: 'The client could not be authenticated',
    zh: '客户端认证失败',
  },
  forbidden: { status: 403, en: 'The client may not do this', zh: '无权执行此操作' },
  'issuer-not-entitled': {
    status: 403,
    en: 'The department may not issue this licence type',
    zh: '该部门无权颁发此类证照',
  },
  'same-client': {
    status: 403,
    en: 'This step must be taken by another client than the step before',
    zh: '此步骤须由另一客户端办理',
  },
  'not-found': { status: 404, en: 'There is no such thing here', zh: '未找到' },
  'code-not-usable': {
    status: 404,
    en: 'This code cannot be used',
    zh: '此码无法使用',
  },
  'method-not-allowed': { status: 405, en: 'This method is not offered here', zh: '不支持该方法' },
  'not-acceptable': {
    status: 406,
    en: 'None of the accepted media types is offered',
    zh: '不支持所要求的媒体类型',
  },
  'idempotency-in-flight': {
    status: 409,
    en: 'The first request with this key is still at work',
    zh: '相同幂等键的请求仍在处理中',
  },
  'state-conflict': {
    status: 409,
    en: 'The present state does not permit this change',
    zh: '当前状态不允许此变更',
  },
  'number-taken': {
    status: 409,
    en: 'This licence number is already in use for this type and department',
    zh: '该证照编号已被使用',
  },
  'body-too-large': { status: 413, en: 'The request body is too large', zh: '请求体过大' },
  'unsupported-media-type': {
    status: 415,
    en: 'The media type of the body is not supported',
    zh: '不支持的请求体媒体类型',
  },
  'idempotency-mismatch': {
    status: 422,
    en: 'This Idempotency-Key was used before with another request',
    zh: '该幂等键已用于不同的请求',
  },
  'document-unfit': {
    status: 422,
    en: 'The document cannot be sealed',
    zh: '该文书不能用印',
  },
  'seal-not-enabled': { status: 409, en: 'The seal is not enabled', zh: '印章未启用' },
  'rate-limited': { status: 429, en: 'Too many requests', zh: '请求过于频繁' },
  'header-too-large': { status: 431, en: 'The request headers are too large', zh: '请求头过大' },
  'internal-error': { status: 500, en: 'Something went wrong on our side', zh: '服务内部错误' },
  'seal-unavailable': { status: 503, en: 'The seal key cannot be reached', zh: '印章密钥暂不可用' },
  'service-unavailable': {
    status: 503,
    en: 'The service cannot answer now; try again',
    zh: '服务暂不可用，请稍后重试',
  },
} as const satisfies Record<string, { status: number; en: string; zh: string }>;

/** A stable code of the catalogue. */
export type ProblemCode = keyof typeof catalogue;
