import type { FieldText } from './field-texts.ts';

const moment = (description: string): FieldText => ({ description, format: 'date-time' });
const plain = (description: string): FieldText => ({ description });

/** What fields mean that holders and those who retrieve deal with. */
export const holderFieldTexts: Readonly<Record<string, FieldText>> = {
  annotatedCopy: plain('An annotated copy is wanted 加注件'),
  anyone: plain('Whoever redeems a code 任何核验方'),
  authorisationId: plain('Authorisation id 用证授权标识'),
  authorisations: plain('Authorisations 用证授权'),
  authorisedBy: plain('Who gave the leave 授权人'),
  caseNumber: plain('Number of the case 案号'),
  client: plain('Client id 客户端标识'),
  counter: plain('The one client that a spoken code is for 窗口客户端'),
  delegation: plain('The delegation it is given under 委托'),
  departmentName: plain('Name of the department 部门名称'),
  itemCode: plain('Code of the service item 事项编码'),
  madeAt: moment('When it was made 生成时间'),
  madeBy: plain('Who gave it 授权人'),
  maxUses: plain('How often it may be used 可用次数'),
  purpose: plain('What it is for 用途'),
  retrievalId: plain('Number of the retrieval 用证编号'),
  retrievedAt: moment('When it was retrieved 用证时间'),
  showCodeId: plain('Id of the code 亮证码标识'),
  showCodes: plain('The latest codes, newest first 亮证码'),
  spokenCode: plain('Nine digits, to be read out 口述码'),
  tries: plain('How often a spoken code was tried 尝试次数'),
  useId: plain('Number of the use 用证编号'),
  usedAt: moment('When it was used 使用时间'),
  verification: plain('The verdict as of then 核验结论'),
  verifier: plain('Who may retrieve, or did 核验方'),
  withdrawnAt: moment('When it was taken back 撤回时间'),
  words: plain('In words 用途说明'),
  acceptedAt: moment('When it was accepted 接受时间'),
  as: plain('The caller’s part in it 身份'),
  delegate: plain('Whom it is for 受托人'),
  delegationId: plain('Delegation id 委托标识'),
  delegations: plain('Delegations 委托'),
  endedAt: moment('When it ended 终止时间'),
  itemCodes: plain('Service items that it is for; any where there are none 事项编码'),
};
