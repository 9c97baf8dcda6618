import type { BulkIssueAnswer } from '../../shared/api/bulk-issues.ts';
import { fill } from '../kit/fill.ts';
import type { PageLanguage } from '../kit/texts.ts';

/** Why a batch could not be begun, by the service's code; what stands behind a colon is a column's name. */
const zh: Readonly<Record<string, string>> = {
  'no-rows': '表中没有可办理的行。',
  'none-found': '没有符合条件的证照。',
  'too-many-rows': '行数超过上限，请分成几个文件。',
  'row-too-long': '有一行过长。',
  'check-too-long': '文件内容过多，未能在时限内核验，请分成几个文件。',
  'file-gone': '文件已不在，请重新上传。',
  'encoding-unknown': '文字编码无法识别，请另存为 UTF-8。',
  'encoding-wrong': '文字编码有误，请另存为 UTF-8。',
  'column-missing': '缺少列“{column}”。',
  'column-unknown': '没有名为“{column}”的列。',
  'column-twice': '列“{column}”出现两次。',
  unreadable: '文件不是可读取的表格（{column}）。',
  other: '无法办理（{column}）。',
};

const en: Readonly<Record<string, string>> = {
  'no-rows': 'There is no row in the table.',
  'none-found': 'No licence fits.',
  'too-many-rows': 'There are too many rows: divide them into several files.',
  'row-too-long': 'A row is too long.',
  'check-too-long': 'Checking it takes too long: divide it into several files.',
  'file-gone': 'The file is gone: upload it again.',
  'encoding-unknown': 'The encoding of its text is not known: save it as UTF-8.',
  'encoding-wrong': 'The encoding of its text is wrong: save it as UTF-8.',
  'column-missing': 'The column “{column}” is missing.',
  'column-unknown': 'There is no column “{column}”.',
  'column-twice': 'The column “{column}” stands there twice.',
  unreadable: 'The file is no table that can be read ({column}).',
  other: 'It cannot be done ({column}).',
};

const sentences: Readonly<Record<PageLanguage, typeof zh>> = { 'zh-Hans': zh, en };

/** A sentence for why the whole batch failed; empty where it did not. */
export function toJobReason({ reason, query }: BulkIssueAnswer, language: PageLanguage): string {
  if (reason === undefined) return '';
  const [code = '', column = ''] = reason.split(': ');
  const known = query !== undefined && code === 'no-rows' ? 'none-found' : code;
  const own = sentences[language];
  if (Object.hasOwn(own, known)) return fill(String(own[known]), { column });
  const otherwise = /^(?:csv|xlsx|xml|zip)-/.test(code) ? 'unreadable' : 'other';
  return fill(String(own[otherwise]), { column: reason });
}
