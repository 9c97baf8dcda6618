import type { LicenceState } from '../../shared/domain/licence.ts';
import type { PageLanguage } from './texts.ts';

/** A licence's states in words. */
export const licenceStateWords: Readonly<
  Record<PageLanguage, Readonly<Record<LicenceState, string>>>
> = {
  'zh-Hans': {
    ...{ reserved: '制证中', valid: '有效', suspended: '暂停使用', withdrawn: '已撤销' },
    ...{ 'penalty-revoked': '已吊销', deregistered: '已注销', transferred: '已转出' },
    ...{ superseded: '已换新', rescinded: '已撤回', void: '已失效', other: '已终止' },
  },
  en: {
    ...{ reserved: 'being made', valid: 'Valid', suspended: 'Suspended', withdrawn: 'Withdrawn' },
    ...{ 'penalty-revoked': 'Revoked', deregistered: 'Deregistered' },
    ...{ transferred: 'Transferred', superseded: 'Superseded', rescinded: 'Rescinded' },
    ...{ void: 'Void', other: 'Ended' },
  },
};
