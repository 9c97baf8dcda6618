import { chainReasons, type Sentence } from './reasons-of-chain.ts';
import { documentReasons } from './reasons-of-documents.ts';

/**
 * Every reason a check can give, with a sentence that a clerk can repeat to whom it concerns.
 * Append-only: a published code keeps its meaning for ever.
 */
export const reasons = {
  'not-checked': {
    zh: '因其他检查未通过，本项未能检查。',
    en: 'This could not be checked because another check did not pass.',
  },
  malformed: { zh: '提交的内容不是格式正确的电子证照。', en: 'This is not a well-formed licence.' },
  'signature-invalid': {
    zh: '签名不符：内容被改动，或并非由该印章签署。',
    en: 'The signature does not match: the content was changed, or was not signed with this seal.',
  },
  ...chainReasons,
  'seal-unknown': {
    zh: '颁发机构公布的印章中没有此印章。',
    en: 'The department has not published this seal.',
  },
  'seal-authority-unlisted': {
    zh: '签发该印章证书的机构不在信任列表中。',
    en: 'The authority that certified the seal is not on the trust list.',
  },
  'seal-not-yet-enabled': {
    zh: '签署时印章尚未启用。',
    en: 'The seal was not yet enabled when it was used.',
  },
  'seal-suspended': {
    zh: '签署时印章处于停用状态。',
    en: 'The seal was suspended when it was used.',
  },
  'seal-cancelled': {
    zh: '签署时印章已注销。',
    en: 'The seal had been cancelled when it was used.',
  },
  'seal-compromised': {
    zh: '签署时印章密钥可能已落入他人之手。',
    en: 'The seal key may have been in other hands when it was used.',
  },
  'seal-time-unproven': {
    zh: '印章密钥后来泄露，无法证明签署在先。',
    en: 'The seal key was compromised later, and nothing proves that the signing came before.',
  },
  'seal-of-another-department': {
    zh: '印章不属于证照所载的颁发机构。',
    en: 'The seal does not belong to the department that the licence names.',
  },
  'issuer-of-another-province': {
    zh: '证照所载的省份与其证书链不符。',
    en: 'The province that the licence names is not the one its chain leads to.',
  },
  'department-unknown': {
    zh: '颁发机构不在该省信任列表中。',
    en: 'The department is not on the trust list of the province.',
  },
  'department-of-another-province': {
    zh: '颁发机构属于其他省份，该省无权为其作保。',
    en: 'The department belongs to another province, and this one cannot speak for it.',
  },
  'type-mismatch': {
    zh: '证照所载的类型前后不一致。',
    en: 'The licence names its type in two different ways.',
  },
  'identifier-mismatch': {
    zh: '证照标识与所载的类型或颁发机构不一致。',
    en: 'The identifier does not match the type or the department that the licence names.',
  },
  'type-not-authorised': {
    zh: '颁发时该机构无权颁发此类证照。',
    en: 'The department was not entitled to issue this licence type at that time.',
  },
  'issued-in-future': {
    zh: '证照的签署时间在未来。',
    en: 'The licence says that it was signed in the future.',
  },
  'not-yet-valid': { zh: '证照尚未生效。', en: 'The licence is not valid yet.' },
  expired: { zh: '证照已过有效期。', en: 'The licence has expired.' },
  'licence-suspended': { zh: '证照已被暂扣或挂失。', en: 'The licence is suspended.' },
  'licence-withdrawn': { zh: '证照已被撤销。', en: 'The licence was withdrawn.' },
  'licence-penalty-revoked': {
    zh: '证照已被吊销。',
    en: 'The licence was revoked as a penalty.',
  },
  'licence-deregistered': { zh: '证照已注销。', en: 'The licence was deregistered.' },
  'licence-transferred': { zh: '证照已办理转出。', en: 'The licence was transferred out.' },
  'licence-superseded': {
    zh: '证照已有新版本，本版本失效。',
    en: 'A newer version of the licence holds.',
  },
  'licence-ended': { zh: '证照已失效。', en: 'The licence is no longer in force.' },
  'status-unknown': {
    zh: '状态列表中的状态值无法识别。',
    en: 'The status list says something that is not known.',
  },
  'status-out-of-range': {
    zh: '证照指向状态列表中不存在的位置。',
    en: 'The licence points outside its status list.',
  },
  'status-list-elsewhere': {
    zh: '证照指向的状态列表不属于该省。',
    en: 'The licence points to a status list that is not of its province.',
  },
  'status-list-unreachable': {
    zh: '状态列表无法取得。',
    en: 'The status list could not be reached.',
  },
  'status-list-malformed': {
    zh: '状态列表格式不正确。',
    en: 'The status list is not well formed.',
  },
  'status-list-untrusted': {
    zh: '状态列表不是由该省的状态签署者签署。',
    en: 'The status list was not signed by the status signer of the province.',
  },
  'status-list-mismatch': {
    zh: '取得的状态列表不是证照所指的那一份。',
    en: 'The status list is not the one that the licence names.',
  },
  'status-list-stale': { zh: '状态列表已过期。', en: 'The status list is out of date.' },
  'status-list-ahead': {
    zh: '状态列表的签署时间在未来。',
    en: 'The status list says that it was signed in the future.',
  },
  'status-list-rolled-back': {
    zh: '状态列表比先前见过的旧。',
    en: 'The status list is older than one seen before.',
  },
  'status-history-unavailable': {
    zh: '无法查明所问时间的状态。',
    en: 'The status at the time asked about could not be found out.',
  },
  'trust-list-unreachable': {
    zh: '信任列表无法取得。',
    en: 'The trust list could not be reached.',
  },
  'trust-list-malformed': { zh: '信任列表格式不正确。', en: 'The trust list is not well formed.' },
  'trust-list-untrusted': {
    zh: '信任列表不是由该省的列表签署者签署。',
    en: 'The trust list was not signed by the list signer of the province.',
  },
  'trust-list-mismatch': {
    zh: '取得的信任列表属于其他省份。',
    en: 'The trust list is of another province.',
  },
  'trust-list-stale': { zh: '信任列表已过期。', en: 'The trust list is out of date.' },
  'trust-list-ahead': {
    zh: '信任列表的签署时间在未来。',
    en: 'The trust list says that it was signed in the future.',
  },
  'trust-list-rolled-back': {
    zh: '信任列表的编号低于先前见过的。',
    en: 'The trust list has a lower number than one seen before.',
  },
  'trust-list-behind': {
    zh: '现有信任列表早于证照签署时间，尚不能判断。',
    en: 'The trust list at hand is older than the licence and cannot answer this yet.',
  },
  'sheet-unreachable': {
    zh: '颁发机构的信任页无法取得。',
    en: 'The department sheet could not be reached.',
  },
  'sheet-mismatch': {
    zh: '取得的信任页不是信任列表所指的那一份。',
    en: 'The department sheet is not the one that the trust list names.',
  },
  'sheet-malformed': {
    zh: '颁发机构的信任页格式不正确。',
    en: 'The department sheet is not well formed.',
  },
  'sheet-stale': { zh: '颁发机构的信任页已过期。', en: 'The department sheet is out of date.' },
  'recognition-not-established': {
    zh: '尚无认可该省此类证照的协议。',
    en: 'No agreement is known by which licences of that province are recognised.',
  },
  'recognition-not-in-force': {
    zh: '所问时间，该省此类证照不在互认协议有效期内。',
    en: 'No agreement recognised licences of that type of that province at the time asked about.',
  },
  'recognition-issued-outside': {
    zh: '证照的签署时间不在互认协议约定的期间内。',
    en: 'The agreement recognises licences signed at other times than this one.',
  },
  'recognition-item-missing': {
    zh: '证照未出示互认协议要求的信息项。',
    en: 'An item that the agreement wants to see is not shown.',
  },
  'disclosure-malformed': {
    zh: '随附的披露项格式不正确。',
    en: 'A disclosed item is not well formed.',
  },
  'disclosure-doubled': { zh: '同一披露项出现两次。', en: 'An item is disclosed twice.' },
  'disclosure-unreferenced': {
    zh: '披露项不属于此证照，或其内容被改动。',
    en: 'A disclosed item does not belong to this licence, or was changed.',
  },
  'disclosure-conflicting': {
    zh: '披露项与证照中的其他内容相抵触。',
    en: 'A disclosed item contradicts another part of the licence.',
  },
  'holder-binding-missing': {
    zh: '缺少持证主体的出示证明。',
    en: 'The proof that the holder presents it is missing.',
  },
  'holder-binding-unexpected': {
    zh: '证照未绑定持证主体密钥，却附有出示证明。',
    en: 'The licence is bound to no holder key, yet a holder proof came with it.',
  },
  'holder-binding-malformed': {
    zh: '持证主体的出示证明格式不正确。',
    en: 'The holder proof is not well formed.',
  },
  'holder-binding-invalid': {
    zh: '持证主体的出示证明签名不符。',
    en: 'The holder proof has a wrong signature.',
  },
  'holder-binding-of-another-presentation': {
    zh: '持证主体的出示证明属于另一次出示。',
    en: 'The holder proof belongs to another presentation.',
  },
  'holder-binding-out-of-time': {
    zh: '持证主体的出示证明不是刚刚作出的。',
    en: 'The holder proof was not made just now.',
  },
  'seal-certificate-unpublished': {
    zh: '颁发机构未公布该印章的证书。',
    en: 'The department has not published the certificate of the seal.',
  },
  ...documentReasons,
} as const satisfies Record<string, Sentence>;

/** A stable reason code. */
export type Reason = keyof typeof reasons;
