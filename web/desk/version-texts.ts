import type { VersionKind } from '../../shared/domain/licence-version.ts';
import type { PageLanguage } from '../kit/texts.ts';

/** What is said where a licence gets its next version. */
const zh = {
  open: '制作新版本',
  heading: '制作新版本',
  say: '新版本生效的同时，现有版本即告失效；未修改的内容保持不变。',
  kind: '事项',
  chooseKind: '请选择事项',
  needKind: '请选择事项',
  validUntil: '延续至',
  needUntil: '请填写延续后的有效期止',
  none: '以目前的状态，不能制作新版本。',
  next: '核对',
  check: '请核对新版本',
  changes: '修改的内容',
  noChanges: '照面内容不变。',
  unchanged: '没有修改任何内容，请修改后再核对',
  arrow: '{before} → {after}',
  empty: '（空）',
  sure: '确认制作',
  sureDraft: '提交复核',
  saySecond: '此类证照须由另一人复核，复核通过后新版本才会生效。',
};
export type VersionTexts = Readonly<Record<keyof typeof zh, string>>;

const en: VersionTexts = {
  open: 'Make the next version',
  heading: 'The next version',
  say: 'The version there is gives way in the moment the next one comes into force; what is not changed stays.',
  kind: 'What for',
  chooseKind: 'Choose what for',
  needKind: 'Choose what it is made for',
  validUntil: 'Valid until, renewed',
  needUntil: 'Give the last day after renewing',
  none: 'As the licence stands now, no version can be made of it.',
  next: 'Check it',
  check: 'Look at the next version',
  changes: 'What changes',
  noChanges: 'What it says stays the same.',
  unchanged: 'Nothing was changed yet. Change something first',
  arrow: '{before} → {after}',
  empty: '(empty)',
  sure: 'Make it',
  sureDraft: 'Hand it over for checking',
  saySecond: 'A licence of this type is checked by a second person before the version holds.',
};

export const versionTexts: Readonly<Record<PageLanguage, VersionTexts>> = { 'zh-Hans': zh, en };

/** What a version is made for, in words. */
export const versionWords: Readonly<Record<PageLanguage, Readonly<Record<VersionKind, string>>>> = {
  'zh-Hans': {
    ...{ renew: '延续', change: '变更', replace: '换发、补发', correct: '更正' },
    reinstate: '恢复（撤销决定被依法撤销）',
  },
  en: {
    ...{ renew: 'Renew', change: 'Change', replace: 'Replace', correct: 'Correct' },
    reinstate: 'Give back (its withdrawal was annulled)',
  },
};
