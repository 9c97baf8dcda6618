import type { AuthorisationState } from '../../shared/domain/authorisation.ts';
import type { DelegationState } from '../../shared/domain/delegation.ts';
import type { UseKind } from '../../shared/domain/use-record.ts';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import type { PageLanguage } from '../kit/texts.ts';

interface Words {
  readonly licence: (typeof licenceStateWords)[PageLanguage];
  readonly authorisation: Readonly<Record<AuthorisationState, string>>;
  readonly delegation: Readonly<Record<DelegationState, string>>;
  readonly use: Readonly<Record<UseKind, string>>;
}

const zhWords: Words = {
  licence: licenceStateWords['zh-Hans'],
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
  licence: licenceStateWords.en,
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
