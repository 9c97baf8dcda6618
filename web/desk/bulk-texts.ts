import type { BulkJobState, BulkOperation } from '../../shared/domain/bulk-job.ts';
import type { PageLanguage } from '../kit/texts.ts';

/** What is said where licences are issued by the file. */
const zh = {
  heading: '批量办理',
  new: '新的批量',
  operation: '办理内容',
  chooseType: '请选择证照类型',
  seal: '电子印章',
  template: '下载填写模板',
  file: '选择文件',
  fileHint: 'CSV、Excel（xlsx）或 JSON 行（jsonl）文件，不超过 500 MB。先检查，确认后才开始颁发。',
  source: '证照范围',
  byFile: '按文件',
  byQuery: '按条件',
  queryHint: '不填的条件不限制。先查出符合条件的证照，核对数量后再开始办理。',
  expiringFrom: '有效期止，自',
  expiringUntil: '有效期止，至',
  validUntil: '延续至（仅有效期由部门确定的类型填写）',
  ask: '查出并检查',
  chosen: '已选择：',
  upload: '上传并检查',
  uploading: '正在上传…',
  uploadFailed: '上传未完成。请重试，已上传的部分不会重复办理。',
  needType: '请选择证照类型',
  needFile: '请选择文件',
  jobs: '批量任务',
  noJobs: '还没有批量任务。',
  fileDigest: '文件摘要（SHA-256）',
  inForce: '生效日期',
  ending: '有效期止',
  checking: '正在检查文件…',
  check: '检查结果',
  rows: '总行数',
  bad: '不能办理的行',
  repeated: '重复的行',
  fault: '第 {row} 行 {field}：{reason}',
  start: '开始办理',
  startSure: '确认开始',
  startWhy: '将办理 {rows} 行。开始后可以暂停；已颁发的证照不会撤销。',
  held: '须由另一位工作人员复核，由其开始办理。',
  pause: '暂停',
  go: '继续',
  cancelJob: '取消任务',
  progress: '已办理 {done} / {rows} 行',
  left: '预计还需 {seconds} 秒',
  queued: '待办理',
  rejected: '未办理',
  results: '生成结果文件',
  resultsOpen: '下载结果文件',
  resultsMaking: '正在生成结果文件…',
  retry: '更正后重新上传',
  retryHint:
    '结果文件列出每行的结果和原因。更正未办理的行，重新上传；已颁发的行会被识别为重复，不会重复颁发。',
  refresh: '刷新',
};
export type BulkTexts = Readonly<Record<keyof typeof zh, string>>;

const en: BulkTexts = {
  heading: 'Batches',
  new: 'A new batch',
  operation: 'What is done',
  chooseType: 'Choose a licence type',
  seal: 'Seal',
  template: 'Get a template to fill in',
  file: 'Choose a file',
  fileHint:
    'CSV, Excel (xlsx) or JSON lines (jsonl), at most 500 MB. It is checked first, and nothing is issued before you say so.',
  source: 'Which licences',
  byFile: 'by a file',
  byQuery: 'by a query',
  queryHint:
    'What is left empty leaves nothing out. The licences are looked for first; nothing is done before you say so.',
  expiringFrom: 'Ending from',
  expiringUntil: 'Ending until',
  validUntil: 'Renewed until (only where the type leaves it to the department)',
  ask: 'Look for them and check',
  chosen: 'Chosen: ',
  upload: 'Upload and check it',
  uploading: 'Uploading…',
  uploadFailed: 'The upload did not get through. Try again; nothing is done twice.',
  needType: 'Choose a licence type',
  needFile: 'Choose a file',
  jobs: 'Batches so far',
  noJobs: 'No batch yet.',
  fileDigest: 'Digest of the file (SHA-256)',
  inForce: 'In force since',
  ending: 'Ending',
  checking: 'The file is being checked…',
  check: 'What checking found',
  rows: 'Rows',
  bad: 'Rows that cannot be done',
  repeated: 'Repeated rows',
  fault: 'Row {row}, {field}: {reason}',
  start: 'Start it',
  startSure: 'Yes, start',
  startWhy: '{rows} rows will be done. It can be paused; what is issued stays issued.',
  held: 'Somebody else has to check it: they start it.',
  pause: 'Pause',
  go: 'Go on',
  cancelJob: 'Cancel the batch',
  progress: '{done} of {rows} rows done',
  left: 'about {seconds} s left',
  queued: 'Waiting',
  rejected: 'Not done',
  results: 'Make the file of results',
  resultsOpen: 'Get the file of results',
  resultsMaking: 'The file of results is being made…',
  retry: 'Upload what was corrected',
  retryHint:
    'The file of results tells each row’s outcome and why. Correct the rows that were not done and upload them again; what is issued already is told as repeated and not issued twice.',
  refresh: 'Look again',
};

export const bulkTexts: Readonly<Record<PageLanguage, BulkTexts>> = { 'zh-Hans': zh, en };

interface Words {
  readonly state: Readonly<Record<BulkJobState, string>>;
  readonly operation: Readonly<Record<BulkOperation, string>>;
  readonly done: Readonly<Record<BulkOperation, string>>;
}

/** States of batches, and what they do, in words. */
export const bulkWords: Readonly<Record<PageLanguage, Words>> = {
  'zh-Hans': {
    state: {
      ...{ checking: '检查中', checked: '待开始', running: '办理中', paused: '已暂停' },
      ...{ finished: '已完成', cancelled: '已取消', failed: '检查未通过' },
    },
    operation: {
      issue: '颁发',
      convert: '存量换发',
      'change-state': '变更状态',
      renew: '延续',
    },
    done: { issue: '已颁发', convert: '已换发', 'change-state': '已变更', renew: '已延续' },
  },
  en: {
    state: {
      ...{ checking: 'Being checked', checked: 'Checked', running: 'Running', paused: 'Paused' },
      ...{ finished: 'Finished', cancelled: 'Cancelled', failed: 'Refused' },
    },
    operation: {
      ...{ issue: 'Issue', convert: 'Take over existing ones', 'change-state': 'Change states' },
      renew: 'Renew',
    },
    done: {
      ...{ issue: 'Issued', convert: 'Taken over', 'change-state': 'Changed', renew: 'Renewed' },
    },
  },
};
