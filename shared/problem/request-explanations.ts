/** Refusals of what was sent. */
export const inputTexts = {
  'request-invalid': {
    en: {
      meaning: 'The request could not be read, or a field in it is missing or not as it has to be.',
      whatToDo:
        'Look at “errors”: each entry points at a field and says what is wrong with it. Correct the request and send it again with a new Idempotency-Key.',
    },
    zh: {
      meaning: '请求无法读取，或其中的字段缺失、不符合要求。',
      whatToDo:
        '查看 errors：每一项指出字段位置和错误代码。更正后以新的 Idempotency-Key 重新提交。',
    },
  },
  malformed: {
    en: {
      meaning: 'A signed object that was presented is damaged or not of the kind expected.',
      whatToDo: 'Present it again as it was received, without changing a character.',
    },
    zh: {
      meaning: '提交的签名对象已损坏，或不是所要求的种类。',
      whatToDo: '请原样重新提交，不要改动任何字符。',
    },
  },
  'body-too-large': {
    en: {
      meaning: 'The body has more bytes than this operation takes.',
      whatToDo: 'Send less in one request.',
    },
    zh: { meaning: '请求体超过此操作允许的大小。', whatToDo: '请减少单次提交的内容。' },
  },
  'unsupported-media-type': {
    en: {
      meaning: 'The Content-Type is missing or not one that this operation reads.',
      whatToDo: 'Send JSON as application/json, in UTF-8.',
    },
    zh: {
      meaning: '缺少 Content-Type，或此操作不支持该类型。',
      whatToDo: '请以 UTF-8 编码的 application/json 提交。',
    },
  },
  'header-too-large': {
    en: {
      meaning: 'The address and the headers together are longer than 10 KB.',
      whatToDo: 'Shorten the address, or send fewer and shorter headers and cookies.',
    },
    zh: {
      meaning: '请求地址与请求头合计超过 10 KB。',
      whatToDo: '请缩短地址，或减少请求头与 Cookie。',
    },
  },
  'not-acceptable': {
    en: {
      meaning: 'The Accept header asks for media types that are not offered here.',
      whatToDo: 'Leave Accept out, or name a media type of the API document.',
    },
    zh: {
      meaning: 'Accept 请求头所要求的媒体类型在此均不提供。',
      whatToDo: '请去掉 Accept，或使用接口文档列出的媒体类型。',
    },
  },
} as const;

/** Refusals of who asks, or of where. */
export const callerTexts = {
  unauthenticated: {
    en: {
      meaning:
        'There is no access token, it is not in force any more, or the proof of its key does not fit.',
      whatToDo:
        'Look at “reason” and at WWW-Authenticate. With “use-dpop-nonce” sign a new proof with the DPoP-Nonce of the answer; otherwise get a new token.',
    },
    zh: {
      meaning: '未提供访问令牌，令牌已失效，或密钥持有证明不符。',
      whatToDo:
        '查看 reason 和 WWW-Authenticate：若为 use-dpop-nonce，请用应答中的 DPoP-Nonce 重新签名；否则请重新获取令牌。',
    },
  },
  'invalid-client': {
    en: {
      meaning: 'The assertion does not prove that a registered client sent it.',
      whatToDo:
        'Check key, key id, audience and clock of the client. If the client was revoked, ask the department that governs the directory.',
    },
    zh: {
      meaning: '客户端断言未能证明其为已登记的客户端。',
      whatToDo: '请检查客户端的密钥、密钥标识、受众和时钟；若已被吊销，请联系目录管理部门。',
    },
  },
  forbidden: {
    en: {
      meaning: 'The token is good, but does not permit this.',
      whatToDo: 'Get a token with the scope that the API document names, or ask for the right.',
    },
    zh: {
      meaning: '令牌有效，但不具备此操作的权限。',
      whatToDo: '请按接口文档获取相应权限范围的令牌，或申请权限。',
    },
  },
  'issuer-not-entitled': {
    en: {
      meaning: 'The directory does not say that the department may issue this licence type now.',
      whatToDo: 'Check the licence type. The right to issue it is granted in the directory.',
    },
    zh: {
      meaning: '目录中没有该部门当前可颁发此类证照的记录。',
      whatToDo: '请核对证照类型；颁发权限须在目录中授予。',
    },
  },
  'same-client': {
    en: {
      meaning: 'Two persons are needed, and the step before was taken by the same client.',
      whatToDo: 'Have another client take this step.',
    },
    zh: {
      meaning: '此事项须由两方办理，而上一步骤由同一客户端完成。',
      whatToDo: '请由另一客户端办理此步骤。',
    },
  },
  'not-found': {
    en: {
      meaning: 'Nothing is found at this address for this caller.',
      whatToDo: 'Check the address and the identifier in it, and for which department you ask.',
    },
    zh: {
      meaning: '在此地址未找到该调用方可见的内容。',
      whatToDo: '请检查地址及其中的标识，以及所代表的部门。',
    },
  },
  'code-not-usable': {
    en: {
      meaning:
        'There is no such code for this verifier and purpose, or no longer: it is not told which. It may have been used or withdrawn, or its time is over.',
      whatToDo:
        'Ask the holder to show a new code, and check item code and counter. A retrieval whose answer was lost is repeated with the same Idempotency-Key.',
    },
    zh: {
      meaning:
        '对该核验方和用途没有此码，或此码已不可用（不说明具体原因）：可能已使用、已撤回或已过期。',
      whatToDo: '请持证主体重新出示，并核对事项编码与窗口。若为应答丢失，请以相同的幂等键重试。',
    },
  },
  'method-not-allowed': {
    en: {
      meaning: 'The address exists, but not with this method.',
      whatToDo: 'Use one of the methods that the Allow header names.',
    },
    zh: { meaning: '地址存在，但不支持该方法。', whatToDo: '请使用 Allow 应答头列出的方法。' },
  },
  'rate-limited': {
    en: {
      meaning:
        'More requests came than the quota of this client or address allows, or more at once than the service takes.',
      whatToDo: 'Wait as many seconds as Retry-After says, then send the same request again.',
    },
    zh: {
      meaning: '请求数超过该客户端或地址的配额，或同时到达的请求过多。',
      whatToDo: '请等待 Retry-After 所示秒数后，重新发送相同的请求。',
    },
  },
} as const;
