import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { byKeyboard, type Desk, press, tab } from '../../build/at-the-desk.ts';
import { bulkPath } from '../../build/bulk-files.ts';
import { endOfYear, today } from '../../build/today.ts';
import { findViolations } from '../../build/web-pages.ts';

/** Two good rows, and one whose holder's code is none, issued today: a file can't date a licence long ago. */
function fewRows(): Buffer {
  const [header, ...dated] = readFileSync(bulkPath('food-clean.csv'), 'utf8').split(/\r?\n/);
  const rows = dated.map((row) => row.replace(/\d{4}-\d{2}-\d{2}$/, today()));
  const bad = String(rows[2]).replace(/9[0-9A-Z]{17}/, '91210102MA20FNR4XX');
  return Buffer.from([header, rows[0], rows[1], bad].join('\n'));
}

const titles = `持证主体名称,持证主体代码类型,持证主体代码,共有情况,坐落,不动产单元号,权利类型,用途,面积（平方米）,证照编号
张一（示例）,111,210102199001010015,单独所有,示例路1号,210202001001GB00001F00010001,示例,住宅,88.5,示例第1号`;

/** Files and queries of licences. */
export function describeBatches(desk: Desk): void {
  describe('a file of licences on the desk', () => {
    it('is uploaded, checked and looked at before anything is issued', async () => {
      await tab(desk.maker, '批量');
      await press(desk.maker, '上传并检查');
      await desk.maker.locator('.errors a').nth(1).waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await desk.maker.getByLabel('证照类型').selectOption('食品经营许可证');
      await desk.maker.locator('#bulk-file').setInputFiles({
        ...{ name: 'food.csv', mimeType: 'text/csv', buffer: fewRows() },
      });
      await press(desk.maker, '上传并检查');
      await desk.maker.getByRole('heading', { name: '检查结果' }).waitFor();
      await desk.maker.locator('.standing', { hasText: '待开始' }).waitFor();
      await desk.maker.getByText(/第 4 行/).waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
    });

    it('shows how far it is, what became of its rows, and how to go on with the others', async () => {
      await press(desk.maker, '开始办理');
      await press(desk.maker, '确认开始');
      await desk.maker.locator('.standing', { hasText: '已完成' }).waitFor();
      await desk.maker.getByText('已办理 3 / 3 行').waitFor();
      await press(desk.maker, '生成结果文件');
      const link = desk.maker.getByRole('link', { name: '下载结果文件' });
      await link.waitFor();
      expect((await fetch(String(await link.getAttribute('href')))).status).toBe(200);
      expect(await findViolations(desk.maker)).toEqual([]);
      const results = await fetch(String(await link.getAttribute('href')));
      await press(desk.maker, '更正后重新上传');
      await desk.maker.locator('.rows .standing', { hasText: '已完成' }).waitFor();
      const corrected = (await results.text()).replace('91210102MA20FNR4XX', '91210102MA20FNR4XM');
      await desk.maker.getByLabel('证照类型').selectOption('食品经营许可证');
      await desk.maker.locator('#bulk-file').setInputFiles({
        ...{ name: 'corrected.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) },
      });
      await press(desk.maker, '上传并检查');
      await press(desk.maker, '开始办理');
      await press(desk.maker, '确认开始');
      await desk.maker.locator('.standing', { hasText: '已完成' }).waitFor();
      const count = (name: string) =>
        desk.maker.locator('.facts > div', { hasText: name }).locator('dd').first().textContent();
      await expect.poll(() => count('已颁发')).toBe('1');
      expect(await count('重复的行')).toBe('2');
    });

    it('or instead of it the licences that a query finds, for whatever a batch can do', async () => {
      await tab(desk.maker, '批量');
      for (const [operation, columns] of [
        ['存量换发', 'convert'],
        ['变更状态', 'change-state'],
        ['延续', 'renew'],
      ] as const) {
        await desk.maker.getByLabel('办理内容').selectOption(operation);
        await desk.maker.getByLabel('证照类型').selectOption('食品经营许可证');
        const template = desk.maker.getByRole('link', { name: '下载填写模板' });
        expect(await template.getAttribute('href')).toContain(`operation=${columns}`);
      }
    });

    it('of a query are renewed by the keyboard alone', async () => {
      const keys = byKeyboard(desk.maker);
      await keys.choose('证照范围', '按条件');
      await keys.push('查出并检查');
      await desk.maker.locator('.errors a').nth(1).waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      const until = endOfYear(6);
      await keys.writeDay('有效期止，至', until);
      await keys.write('法律依据', '《中华人民共和国行政许可法》第五十条');
      await keys.write('理由', '示例：集中延续');
      await keys.push('查出并检查');
      await desk.maker.locator('.standing', { hasText: '待开始' }).waitFor();
      await desk.maker.locator('.facts', { hasText: '示例：集中延续' }).waitFor();
      await desk.maker.locator('.facts', { hasText: until }).waitFor();
      await keys.push('取消任务');
      await desk.maker.locator('.standing', { hasText: '已取消' }).waitFor();
    });

    it('wait for a second person where the type asks for one, who starts them by the keyboard alone', async () => {
      const own = await desk.scene.at('landMaker');
      const keys = byKeyboard(own);
      await keys.push('批量');
      await keys.choose('证照类型', '不动产权证书');
      await own.locator('#bulk-file').setInputFiles({
        ...{ name: 'titles.csv', mimeType: 'text/csv', buffer: Buffer.from(titles) },
      });
      await keys.push('上传并检查');
      await own.getByText('须由另一位工作人员复核').waitFor();
      expect(await own.getByRole('button', { name: '开始办理' }).count()).toBe(0);
      const checker = await desk.scene.at('landChecker');
      const checking = byKeyboard(checker);
      await checking.push('批量');
      const row = checker.locator('.rows .row').first();
      await checking.push(String(await row.textContent()));
      await checking.push('开始办理');
      await checking.push('确认开始');
      await checker.locator('.standing', { hasText: '已完成' }).waitFor();
    });
  });
}
