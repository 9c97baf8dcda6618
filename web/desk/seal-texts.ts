import type { RemakeGround, SealKind, SealShape } from '../../shared/domain/seal.ts';
import type { SealStanding, SealTarget } from '../../shared/domain/seal-state.ts';
import type { PageLanguage } from '../kit/texts.ts';

/** What is said where seals are applied for, made, kept and looked at. */
const zh = {
  heading: '电子印章',
  ofDepartment: '所属部门',
  chooseDepartment: '请选择部门',
  none: '没有电子印章。',
  apply: '申请新印章',
  applySay: '申请后由制章机构制作，再由复核岗位启用：三个步骤由三个不同的岗位办理。',
  applied: '已申请，等待制章机构制作。',
  name: '印章名称',
  kind: '印章类型',
  shape: '印章形状',
  needName: '请填写印章名称',
  next: '核对',
  sure: '确认申请',
  validity: '证书有效期',
  replaces: '重制自',
  compromised: '密钥可能泄露，自',
  compromisedHint: '仅在密钥可能落入他人之手时填写（北京时间）。此时起签章的证照不再可信。',
  replacedBy: '已由以下印章替代',
  remake: '重制此印章',
  remakeSay: '申请一枚新印章替代此印章；同样须制作、启用两个步骤，由不同的岗位办理。',
  ground: '重制原因',
  remakeSure: '确认申请重制',
  remakeDone: '已申请重制，等待制章机构制作。',
  history: '印章历史',
  by: '办理',
  reason: '理由',
  needReason: '请填写理由',
  steps: '办理',
  stepSure: '确认办理',
  sameClient: '申请或制作此印章的岗位不能启用它，须由另一岗位办理。',
  done: '已办理。',
  uses: '用章记录',
  noUses: '没有用章记录。',
  digest: '签章内容摘要',
  licence: '证照',
  stamp: '文件',
  attempt: '次数',
  more: '更多记录',
};
export type SealTexts = Readonly<Record<keyof typeof zh, string>>;

const en: SealTexts = {
  heading: 'Electronic seals',
  ofDepartment: 'Department',
  chooseDepartment: 'Choose a department',
  none: 'There are no seals.',
  apply: 'Apply for a seal',
  applySay:
    'The seal maker makes it, then a checker enables it: three steps, each by another post.',
  applied: 'Applied for; the seal maker is next.',
  name: 'Name of the seal',
  kind: 'Sort of seal',
  shape: 'Shape',
  needName: 'Give the name of the seal',
  next: 'Check it',
  sure: 'Apply for it',
  validity: 'Certificate valid',
  replaces: 'In the place of',
  compromised: 'Key may be in other hands since',
  compromisedHint:
    'Only where the key may be in other hands (time of Beijing). What was sealed from then on is not trusted.',
  replacedBy: 'Its place took',
  remake: 'Have this seal made anew',
  remakeSay:
    'A new seal takes the place of this one; it is made and enabled by two other posts as well.',
  ground: 'Why',
  remakeSure: 'Apply for it',
  remakeDone: 'Applied for; the seal maker is next.',
  history: 'History of the seal',
  by: 'Done by',
  reason: 'Reason',
  needReason: 'Give the reason',
  steps: 'Next step',
  stepSure: 'Yes, do it',
  sameClient: 'The post that applied for this seal or made it cannot enable it; another one does.',
  done: 'Done.',
  uses: 'What it was used for',
  noUses: 'It was not used yet.',
  digest: 'Digest of what was sealed',
  licence: 'Licence',
  stamp: 'Document',
  attempt: 'Attempt',
  more: 'More of them',
};

export const sealTexts: Readonly<Record<PageLanguage, SealTexts>> = { 'zh-Hans': zh, en };

interface Words {
  readonly standing: Readonly<Record<SealStanding, string>>;
  readonly step: Readonly<Record<SealTarget, string>>;
  readonly kind: Readonly<Record<SealKind, string>>;
  readonly shape: Readonly<Record<SealShape, string>>;
  readonly ground: Readonly<Record<RemakeGround, string>>;
}

/** States, steps and sorts of seals in words. */
export const sealWords: Readonly<Record<PageLanguage, Words>> = {
  'zh-Hans': {
    standing: {
      ...{ applied: '已申请', made: '已制作', enabled: '启用', suspended: '停用' },
      ...{ cancelled: '已注销', expired: '已到期' },
    },
    step: { made: '制作印章', enabled: '启用印章', suspended: '停用印章', cancelled: '注销印章' },
    kind: {
      ...{ official: '单位公章', contract: '合同专用章', finance: '财务专用章' },
      ...{ 'licence-special': '证照专用章', invoice: '发票专用章' },
    },
    shape: { round: '圆形', oval: '椭圆形', square: '方形' },
    ground: {
      ...{ rename: '部门更名', expiry: '证书到期', loss: '印章遗失', compromise: '密钥泄露' },
    },
  },
  en: {
    standing: {
      ...{ applied: 'Applied for', made: 'Made', enabled: 'Enabled', suspended: 'Suspended' },
      ...{ cancelled: 'Cancelled', expired: 'Expired' },
    },
    step: {
      ...{ made: 'Make the seal', enabled: 'Enable the seal', suspended: 'Suspend the seal' },
      cancelled: 'Cancel the seal',
    },
    kind: {
      ...{ official: 'Official seal', contract: 'Contract seal', finance: 'Finance seal' },
      ...{ 'licence-special': 'Licence seal', invoice: 'Invoice seal' },
    },
    shape: { round: 'Round', oval: 'Oval', square: 'Square' },
    ground: {
      ...{ rename: 'The department has a new name', expiry: 'Its certificate ends' },
      ...{ loss: 'It was lost', compromise: 'Its key is in other hands' },
    },
  },
};
