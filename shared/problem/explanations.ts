import type { ProblemCode } from './catalogue.ts';
import { callerTexts, inputTexts } from './request-explanations.ts';

/** What a refusal means, and what to do about it. */
export interface Explanation {
  readonly meaning: string;
  readonly whatToDo: string;
}

const writingTexts = {
  'idempotency-key-missing': {
    en: {
      meaning: 'Everything that writes needs a key by which a repeated request is recognised.',
      whatToDo: 'Send Idempotency-Key with 1 to 255 visible characters, new for every new request.',
    },
    zh: {
      meaning: '所有写入操作都需要幂等键，以识别重复的请求。',
      whatToDo: '请发送 Idempotency-Key（1 至 255 个可见字符），每个新请求使用新的值。',
    },
  },
  'idempotency-in-flight': {
    en: {
      meaning: 'The first request with this key has not come to its end.',
      whatToDo: 'Wait as long as Retry-After says, then send the same request with the same key.',
    },
    zh: {
      meaning: '使用该幂等键的首个请求尚未结束。',
      whatToDo: '请等待 Retry-After 所示秒数后，以相同的键重新发送相同的请求。',
    },
  },
  'idempotency-mismatch': {
    en: {
      meaning: 'The key was used before, for a request with other content.',
      whatToDo: 'Use a new key for a new request, or send exactly the earlier one again.',
    },
    zh: {
      meaning: '该幂等键曾用于内容不同的请求。',
      whatToDo: '新的请求请使用新的键；若为重试，请原样发送先前的请求。',
    },
  },
  'state-conflict': {
    en: {
      meaning: 'What is there now does not permit this change, or was changed meanwhile.',
      whatToDo:
        'Look at “reason”, read the present state, and decide anew. “restored”: the register was restored from a backup, and its published list says more than it; enter that state again first.',
    },
    zh: {
      meaning: '当前状态不允许此变更，或其间已被变更。',
      whatToDo:
        '请查看 reason，读取当前状态后重新决定。reason 为 restored 时，登记簿曾从备份恢复，已公布的状态更严：请先重新录入该状态。',
    },
  },
  'number-taken': {
    en: {
      meaning: 'Another licence of this type and department has this number.',
      whatToDo: 'Check whether it was issued already; otherwise give another number.',
    },
    zh: {
      meaning: '该部门此类证照中已有相同编号。',
      whatToDo: '请核对是否已颁发；否则请使用其他编号。',
    },
  },
  'document-unfit': {
    en: {
      meaning:
        'The file is no PDF that holds together, is encrypted, does something to its reader, or may not be changed any more.',
      whatToDo: 'Look at “reason”, make the document anew without it, and send it with a new key.',
    },
    zh: {
      meaning: '文件不是完好的 PDF，或已加密、含有可执行内容，或已被认证为不得更改。',
      whatToDo: '请查看 reason，重新制作文书后以新的键提交。',
    },
  },
  'seal-not-enabled': {
    en: {
      meaning: 'The seal was not enabled yet, is suspended or cancelled, or has expired.',
      whatToDo: 'Have the seal enabled, or issue under another seal of the department.',
    },
    zh: {
      meaning: '印章尚未启用，或已停用、注销、过期。',
      whatToDo: '请先启用印章，或使用本部门的其他印章。',
    },
  },
} as const;

const faultTexts = {
  'internal-error': {
    en: {
      meaning: 'Something went wrong on our side. It was noted.',
      whatToDo:
        'Send the same request again with the same key; if it stays, tell us the Request-Id.',
    },
    zh: {
      meaning: '服务内部出错，已作记录。',
      whatToDo: '请以相同的幂等键重试；若仍出错，请告知 Request-Id。',
    },
  },
  'seal-unavailable': {
    en: {
      meaning: 'The key service that holds the seal’s key does not answer now.',
      whatToDo: 'Send the same request with the same key again; nothing is issued twice.',
    },
    zh: {
      meaning: '保管印章密钥的服务暂时没有应答。',
      whatToDo: '请以相同的幂等键重新发送相同的请求，不会重复颁发。',
    },
  },
  'service-unavailable': {
    en: {
      meaning: 'A part of the service does not answer now, or the answer took too long.',
      whatToDo: 'Wait as long as Retry-After says, then send the same request with the same key.',
    },
    zh: {
      meaning: '服务的一部分暂时没有应答，或处理超时。',
      whatToDo: '请等待 Retry-After 所示秒数后，以相同的幂等键重新发送相同的请求。',
    },
  },
} as const;

/** What every refusal means and what to do about it: a code without its texts does not compile. */
export const explanations: Readonly<
  Record<ProblemCode, { readonly en: Explanation; readonly zh: Explanation }>
> = { ...inputTexts, ...callerTexts, ...writingTexts, ...faultTexts };
