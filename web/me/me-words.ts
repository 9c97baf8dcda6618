import type { AuthorisationState } from '../../shared/domain/authorisation.ts';
import type { DelegationState } from '../../shared/domain/delegation.ts';
import type { LicenceState } from '../../shared/domain/licence.ts';
import type { UseKind } from '../../shared/domain/use-record.ts';
import type { PageLanguage } from '../kit/texts.ts';

interface Words {
  readonly licence: Readonly<Record<LicenceState, string>>;
  readonly authorisation: Readonly<Record<AuthorisationState, string>>;
  readonly delegation: Readonly<Record<DelegationState, string>>;
  readonly use: Readonly<Record<UseKind, string>>;
}

const zhWords: Words = {
  licence: {
    ...{ reserved: '制证中', valid: '有效', suspended: '暂停使用', withdrawn: '已撤销' },
    ...{ 'penalty-revoked': '已吊销', deregistered: '已注销', transferred: '已转出' },
    ...{ superseded: '已换新', rescinded: '已撤回', void: '已失效', other: '已终止' },
  },
  authorisation: {
    ...{ 'not-yet': '尚未生效', active: '可使用', 'used-up': '已用完' },
    ...{ expired: '已过期', withdrawn: '已撤回' },
  },
  delegation: {
    ...{ offered: '待接受', active: '有效', 'used-up': '已用完' },
    ...{ expired: '已过期', ended: '已取消' },
  },
  use: { retrieval: '凭授权取证', 'duty-check': '依职能核查', 'field-check': '信息核对' },
};

const enWords: Words = {
  licence: {
    ...{ reserved: 'being made', valid: 'Valid', suspended: 'Suspended', withdrawn: 'Withdrawn' },
    ...{ 'penalty-revoked': 'Revoked', deregistered: 'Deregistered' },
    ...{ transferred: 'Transferred', superseded: 'Superseded', rescinded: 'Rescinded' },
    ...{ void: 'Void', other: 'Ended' },
  },
  authorisation: {
    ...{ 'not-yet': 'not yet', active: 'can be used', 'used-up': 'used up' },
    ...{ expired: 'expired', withdrawn: 'taken back' },
  },
  delegation: {
    ...{ offered: 'to be accepted', active: 'holds', 'used-up': 'used up' },
    ...{ expired: 'expired', ended: 'ended' },
  },
  use: {
    ...{ retrieval: 'Retrieved by your leave', 'duty-check': 'Looked up by duty' },
    'field-check': 'Facts compared',
  },
};

/** States and sorts in words. */
export const meWords: Readonly<Record<PageLanguage, Words>> = { 'zh-Hans': zhWords, en: enWords };
