import type { SandboxCase } from '../../shared/domain/sandbox-case.ts';
import type { PageLanguage } from '../kit/texts.ts';

const zh = {
  reference: '接口参考',
  sandbox: '沙箱样例',
  document: 'OpenAPI 文件',
  search: '查找接口',
  searchHint: '路径、名称、权限或错误代码，例如 licences:issue',
  found: '个接口',
  none: '没有符合条件的接口。',
  failed: '未能载入，请检查网络后刷新。',
  loading: '正在载入…',
  access: '谁可以调用',
  open: '公开，无需令牌',
  holder: '持证主体登录后调用',
  scopes: '需要下列权限之一',
  parameters: '参数',
  body: '请求内容',
  answer: '应答',
  refusals: '可能的拒绝',
  refusalHint: '点击代码查看含义与处理办法。',
  example: '示例',
  required: '必填',
  oneOf: '下列之一',
  each: '每项',
  sandboxWhat:
    '每种状态各一份样例证照（均为示例），由本服务真实颁发和签署。用您的核验程序核验，结论应与“应得结论”一致。',
  sandboxNone: '本服务没有沙箱样例。本机运行（npm start）时提供。',
  sandboxFetch: '全部样例',
  expected: '应得结论',
  verifyHere: '在本服务核验',
  verifying: '正在核验…',
  got: '核验结论',
  same: '与应得结论一致',
  other: '与应得结论不一致',
  copy: '复制证照',
  copied: '已复制',
  content: '证照内容',
  paper: '纸质证照二维码内容',
} as const;

/** Name of a text of this page. */
export type DeveloperTexts = Readonly<Record<keyof typeof zh, string>>;

const en: DeveloperTexts = {
  reference: 'API reference',
  sandbox: 'Sandbox',
  document: 'OpenAPI document',
  search: 'Find an operation',
  searchHint: 'Path, name, scope or problem code, for instance licences:issue',
  found: 'operations',
  none: 'No operation fits.',
  failed: 'Could not be loaded. Check the network and reload.',
  loading: 'Loading…',
  access: 'Who may call it',
  open: 'Open to all, no token',
  holder: 'A holder who has signed in',
  scopes: 'One of these scopes',
  parameters: 'Parameters',
  body: 'Request body',
  answer: 'Answer',
  refusals: 'Refusals',
  refusalHint: 'Each code leads to what it means and what to do.',
  example: 'Example',
  required: 'required',
  oneOf: 'one of',
  each: 'each',
  sandboxWhat:
    'One sample licence in every state, all invented, issued and signed by this service. Your verifier has to come to the verdict that stands beside each.',
  sandboxNone: 'This service has no samples. The embedded run (npm start) makes them.',
  sandboxFetch: 'All samples',
  expected: 'Expected',
  verifyHere: 'Verify here',
  verifying: 'Verifying…',
  got: 'Verdict',
  same: 'as expected',
  other: 'not as expected',
  copy: 'Copy the licence',
  copied: 'Copied',
  content: 'The licence',
  paper: 'What the code on paper says',
};

export const developerTexts: Readonly<Record<PageLanguage, DeveloperTexts>> = {
  'zh-Hans': zh,
  en,
};

interface CaseText {
  readonly name: string;
  readonly says: string;
}

const zhCases: Readonly<Record<SandboxCase, CaseText>> = {
  valid: { name: '有效', says: '正常有效的证照。' },
  suspended: { name: '暂扣', says: '颁发后被暂扣，可恢复。' },
  withdrawn: { name: '撤销', says: '颁发后被撤销，不可恢复。' },
  superseded: { name: '已换新', says: '已有新版本，本版本失效。' },
  expired: { name: '过期', says: '有效期已满。' },
  tampered: { name: '被改动', says: '签名被改动一个字符。' },
  foreign: { name: '外省', says: '其他省份颁发，依互认协议有效。' },
  'unknown-issuer': { name: '来源不明', says: '签章证书不出自任何受信任的根。' },
  stale: { name: '状态不明', says: '颁发省份的状态列表已过期，不能断定有效或无效。' },
};

const enCases: Readonly<Record<SandboxCase, CaseText>> = {
  valid: { name: 'Valid', says: 'A licence in force.' },
  suspended: { name: 'Suspended', says: 'Suspended after it was issued; may come back.' },
  withdrawn: { name: 'Withdrawn', says: 'Withdrawn after it was issued; never comes back.' },
  superseded: { name: 'Superseded', says: 'A newer version holds.' },
  expired: { name: 'Expired', says: 'Its term is over.' },
  tampered: { name: 'Tampered with', says: 'One character of its signature is another one.' },
  foreign: { name: 'Foreign', says: 'Of another province, good here by agreement.' },
  'unknown-issuer': { name: 'Unknown issuer', says: 'Its chain leads to no root that is trusted.' },
  stale: {
    name: 'Stale',
    says: 'The status list of its province is out of date: neither valid nor invalid.',
  },
};

export const caseTexts = { 'zh-Hans': zhCases, en: enCases } as const;

/** What the page is called. */
export const developersTitle = { 'zh-Hans': '开发者', en: 'Developers' } as const;
