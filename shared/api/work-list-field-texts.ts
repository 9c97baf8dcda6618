import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });
const day = (description: string): FieldText => ({ description, format: 'date' });
const moment = (description: string): FieldText => ({ description, format: 'date-time' });

/** Words of the work list. */
export const workListTexts: Readonly<Record<string, FieldText>> = {
  'WorkList.asOf': moment('As of when 截至'),
  'WorkList.more': plain('Lists are longer than what was looked through 尚有未列出的事项'),
  'WorkList.overdue': plain('How many are past their last day 已超期'),
  'WorkList.due-soon': plain('How many are warned of 即将到期'),
  'WorkList.in-time': plain('How many have time 未到期'),
  'WorkList.waitingSince': moment('Since when it waits 待办起始时间'),
  'WorkList.warnFrom': day('First day of the warning 预警日'),
  'WorkList.dueOn': day('Last day on which it is in time 到期日'),
  'WorkList.standing': plain('How it stands 时限状态'),
  'WorkList.provisional': plain('Holidays of that year are not announced yet 节假日安排未公布'),
};
