import type { WorkKind, WorkStanding } from '../../shared/domain/work-item.ts';
import type { PageLanguage } from '../kit/texts.ts';

/** What is said where work waits, and where complaints are answered. */
const zh = {
  heading: '待办事项',
  say: '期限按工作日计算，期满前三个工作日提醒。',
  none: '没有待办事项。',
  more: '待办事项较多，先列出最早的一部分。',
  since: '自',
  dueOn: '办理期限',
  provisional: '（该年度节假日安排尚未公布，期限可能顺延）',
  asOf: '截至',
  complaints: '持证主体的异议',
  complaintsSay: '持证主体对本部门用证提出的异议。请答复；答复后不能修改。',
  noComplaints: '没有异议。',
  use: '用证时间',
  client: '办理客户端',
  purpose: '用途',
  words: '异议内容',
  answer: '答复',
  answered: '已答复',
  waiting: '待答复',
  answerHint: '写明核查情况和处理结果，不要写证件号码。',
  next: '核对答复',
  sure: '提交答复',
  sureWhy: '持证主体会看到答复，提交后不能修改。',
  needAnswer: '请填写答复',
};
export type WorkTexts = Readonly<Record<keyof typeof zh, string>>;

const en: WorkTexts = {
  heading: 'What waits',
  say: 'Time counts in working days; a warning comes three of them before the last one.',
  none: 'Nothing waits.',
  more: 'There is more than fits; the oldest comes first.',
  since: 'since',
  dueOn: 'To be done by',
  provisional: ' (holidays of that year are not announced yet: it may be later)',
  asOf: 'As of',
  complaints: 'Complaints of holders',
  complaintsSay:
    'What holders have against uses of their licences by the department. Each is answered once.',
  noComplaints: 'There is no complaint.',
  use: 'Used',
  client: 'By',
  purpose: 'For',
  words: 'Complaint',
  answer: 'Answer',
  answered: 'Answered',
  waiting: 'To be answered',
  answerHint: 'What was found and what was done about it, without anybody’s document numbers.',
  next: 'Check the answer',
  sure: 'Give this answer',
  sureWhy: 'The holder will read it, and it cannot be changed afterwards.',
  needAnswer: 'Write an answer',
};

export const workTexts: Readonly<Record<PageLanguage, WorkTexts>> = { 'zh-Hans': zh, en };

interface Words {
  readonly kind: Readonly<Record<WorkKind, string>>;
  readonly standing: Readonly<Record<WorkStanding, string>>;
}

/** What waits, and how it stands, in words. */
export const workWords: Readonly<Record<PageLanguage, Words>> = {
  'zh-Hans': {
    kind: {
      ...{ approval: '复核证照', job: '批量任务', 'job-approval': '复核批量任务' },
      ...{ seal: '印章', publication: '公开文件' },
    },
    standing: { overdue: '已超期', 'due-soon': '即将到期', 'in-time': '期限内' },
  },
  en: {
    kind: {
      ...{ approval: 'Licence to check', job: 'Batch', 'job-approval': 'Batch to check' },
      ...{ seal: 'Seal', publication: 'Public file' },
    },
    standing: { overdue: 'Overdue', 'due-soon': 'Due soon', 'in-time': 'In time' },
  },
};
