import { describe, expect, it } from 'vitest';
import type { BulkIssueAnswer } from '../../shared/api/bulk-issues.ts';
import { toJobReason } from '../../web/desk/job-reason.ts';

const failed = (reason: string, more: object = {}) =>
  ({ state: 'failed', reason, ...more }) as BulkIssueAnswer;

describe('why a batch failed, in words', () => {
  it.each([
    ['no-rows', {}, ['表中没有可办理的行。', 'There is no row in the table.']],
    ['no-rows', { query: { state: 'valid' } }, ['没有符合条件的证照。', 'No licence fits.']],
    ['column-missing: 名称', {}, ['缺少列“名称”。', 'The column “名称” is missing.']],
    [
      'zip-no-end',
      {},
      [
        '文件不是可读取的表格（zip-no-end）。',
        'The file is no table that can be read (zip-no-end).',
      ],
    ],
    ['seal-unusable', {}, ['无法办理（seal-unusable）。', 'It cannot be done (seal-unusable).']],
    ['toString', {}, ['无法办理（toString）。', 'It cannot be done (toString).']],
  ])('of %s %o', (reason, more, sentences) => {
    const languages = ['zh-Hans', 'en'] as const;
    const told = languages.map((language) => toJobReason(failed(reason, more), language));
    expect(told).toEqual(sentences);
  });

  it('of one that did not is none', () => {
    expect(toJobReason({ state: 'checking' } as BulkIssueAnswer, 'en')).toBe('');
  });
});
