import type { PathReason } from './path-reason.ts';

/** What a clerk can repeat to whom it concerns. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Every reason for which a certificate chain may not hold; part of `reasons`, append-only as they are. */
export const chainReasons = {
  'chain-untrusted': {
    zh: '签章证书不出自受信任的根证书。',
    en: 'The seal certificate does not come from a trusted root.',
  },
  'chain-signature': {
    zh: '证书链中有证书的签名不符。',
    en: 'A certificate of the chain has a wrong signature.',
  },
  'chain-not-yet-valid': {
    zh: '签署时证书尚未生效。',
    en: 'A certificate was not yet valid at the time of signing.',
  },
  'chain-expired': {
    zh: '签署时证书已过期。',
    en: 'A certificate had expired at the time of signing.',
  },
  'chain-key': {
    zh: '证书密钥的算法或强度不被接受。',
    en: 'A certificate has a key that is not accepted.',
  },
  'chain-profile': {
    zh: '证书不符合规定格式。',
    en: 'A certificate does not follow the required profile.',
  },
  'chain-constraint': {
    zh: '证书链中有证书无权签发其下级证书。',
    en: 'A certificate of the chain may not issue the one below it.',
  },
  'chain-name-constraint': {
    zh: '证书主体超出其上级机构获准的范围。',
    en: 'A certificate names a subject outside what its authority may certify.',
  },
  'chain-key-usage': {
    zh: '证书密钥不得用于签署。',
    en: 'A certificate key may not be used for this.',
  },
  'chain-purpose': {
    zh: '证书用途与此不符。',
    en: 'The certificate is meant for another purpose.',
  },
  'chain-critical-extension': {
    zh: '证书含有无法识别的关键扩展。',
    en: 'A certificate has a critical extension that is not known.',
  },
  'chain-policy': {
    zh: '证书的策略限制无法满足。',
    en: 'A certificate has policy rules that cannot be met.',
  },
  'chain-peer': { zh: '证书主体不是所要求的对象。', en: 'The certificate is for someone else.' },
  'chain-revoked': { zh: '证书已被吊销。', en: 'A certificate was revoked.' },
  'chain-revocation-unknown': {
    zh: '无法查明证书是否已被吊销。',
    en: 'It could not be found out whether a certificate was revoked.',
  },
  'chain-work': {
    zh: '证书链过于复杂，已停止检查。',
    en: 'The chain is too complex and was given up.',
  },
  'chain-malformed': {
    zh: '随附的证书缺失或格式不正确。',
    en: 'The certificates that came with it are missing or not well formed.',
  },
} as const satisfies Record<PathReason | 'chain-malformed', Sentence>;
