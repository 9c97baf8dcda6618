import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });
const moment = (description: string): FieldText => ({ description, format: 'date-time' });

/** Words of bulk issues. */
export const bulkFieldTexts: Readonly<Record<string, FieldText>> = {
  check: plain('What checking found 校验结果'),
  converted: plain('Issued before on paper or elsewhere 换发存量'),
  counts: plain('What became of the rows so far 各结果行数'),
  createdAt: moment('When it was taken 受理时间'),
  createdBy: plain('Client that brought it 提交客户端'),
  approval: plain('It is started by another client, one that may approve 须由另一客户端核准'),
  expiringFrom: plain('Last day of its term is this day or later 有效期至起'),
  expiringUntil: plain('Last day of its term is this day or before 有效期至止'),
  fileDigest: plain(
    'SHA-256 of the file, hexadecimal, as `sha256sum` prints it; sent by who approves, it must be that of the job 文件摘要',
  ),
  renewal: plain(
    'For what reason all of them are renewed, and where it is given until when 延续内容',
  ),
  encoding: plain('How the file was found to be encoded 文件编码'),
  faults: plain('The first hundred faults 前一百处错误'),
  field: plain('Column in which it is 出错栏目'),
  file: plain('The file, once there is one 结果文件'),
  format: plain('Form of the file 文件格式'),
  isCurrent: plain('Whether it tells all there is by now 是否为最新'),
  jobId: plain('Job id 任务标识'),
  jobs: plain('Jobs 批量任务'),
  madeAt: moment('When it was made 生成时间'),
  operation: plain('`issue`, `convert` (issued before elsewhere), `renew` or `change-state` 操作'),
  pace: plain('How fast it goes 进度速度'),
  change: plain('What becomes of all of them 变更内容'),
  query: plain('Which licences, instead of a file 查询条件'),
  queued: plain('Rows without an outcome 待处理行数'),
  reasons: plain('How many rows for what reason, first fault each 各类错误行数'),
  rejected: plain('Rows that are not issued 未通过行数'),
  repeated: plain('Rows like one that stood before 重复行数'),
  row: plain('Row as a spreadsheet counts; the header is 1 行号'),
  rows: plain('Rows in which something stands 行数'),
  rowsPerSecond: plain('Rows a second since it started 每秒行数'),
  secondsLeft: plain('Seconds until it is through, about 预计剩余秒数'),
  start: plain('`at-once` when checked, `on-word`, or `never`: check only 开始方式'),
  startedAt: moment('When rows were first issued 开始时间'),
  upload: plain('A completed upload of purpose `bulk` 上传标识'),
};
