import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toHolderText } from '../../web/desk/holder-text.ts';

const holders = [
  { name: '货运通运输有限公司（示例）', codeType: '001', code: 'X' },
  { name: '高明勇（示例）', codeType: '414', code: 'Y' },
] as const;

it('writes holders in a line as the language of the page does', () => {
  expect(toHolderText(holders, 'zh-Hans')).toBe(
    '货运通运输有限公司（示例）（统一社会信用代码 X）、高明勇（示例）（普通护照 Y）',
  );
  expect(toHolderText(holders, 'en')).toBe(
    '货运通运输有限公司（示例） (Social credit code X), 高明勇（示例） (Passport Y)',
  );
});

it('puts no Chinese mark between the parts of a text, whatever the language of the page', () => {
  const files = readdirSync('web', { recursive: true, encoding: 'utf8' });
  const glued = files.filter(
    (file) =>
      /\.tsx$/.test(file) && /\}[，。；：、]/u.test(readFileSync(join('web', file), 'utf8')),
  );
  expect(glued).toEqual([]);
});
