import { describe, expect, it } from 'vitest';
import { byKeyboard, type Desk, focusWhenShown, press, tab } from '../../build/at-the-desk.ts';
import { findOverflow, findViolations } from '../../build/web-pages.ts';

/** Licences: found, shown, changed, issued, their next versions. */
export function describeLicences(desk: Desk): void {
  describe('a department’s licences on its desk', () => {
    it('are listed with their states, and searched by type and state', async () => {
      await desk.maker.locator('.rows .standing', { hasText: '有效' }).first().waitFor();
      await desk.maker.getByLabel('状态', { exact: true }).selectOption('deregistered');
      await press(desk.maker, '查询');
      await desk.maker.getByText('没有符合条件的证照').waitFor();
      await desk.maker.getByLabel('状态', { exact: true }).selectOption('valid');
      await press(desk.maker, '查询');
      await desk.maker.locator('.rows .row').first().waitFor();
      await press(desk.maker, '查找');
      await desk.maker
        .locator('.errors a', { hasText: '请填写完整的证照标识或证照编号' })
        .waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
    });

    it('are found by number, by identifier and by their holder', async () => {
      const number = String(await desk.maker.locator('.rows .row').first().textContent());
      const find = async (what: string) => {
        await desk.maker.getByLabel('查找内容').fill(what);
        await press(desk.maker, '查找');
      };
      await find(number);
      await desk.maker.getByRole('heading', { name: '查找结果' }).waitFor();
      const row = desk.maker.locator('.rows .row');
      await expect.poll(() => row.allTextContents(), { timeout: 15_000 }).toEqual([number]);
      await row.click();
      const fact = desk.maker.locator('.facts > div', { hasText: '证照标识' }).locator('dd');
      const identifier = String(await fact.textContent());
      await tab(desk.maker, '证照');
      await find(`${number}0`);
      await desk.maker.getByText('没有符合条件的证照').waitFor();
      await find(identifier);
      await desk.maker.locator('.face .qr path').waitFor();
      await tab(desk.maker, '证照');
      await desk.maker.getByLabel('查找依据').selectOption('持证主体 · 统一社会信用代码');
      await find('91210102MA20FNR4XX');
      await desk.maker.locator('.errors a', { hasText: '校验位' }).waitFor();
      await find('91210102ma20fnr4xm');
      await desk.maker.locator('.rows .standing').first().waitFor();
      await press(desk.maker, '返回全部证照');
      await desk.maker.getByLabel('状态', { exact: true }).selectOption('valid');
      await press(desk.maker, '查询');
      await row.first().waitFor();
    });

    it('open with face, versions and history, and lead to the sealed document', async () => {
      await desk.maker.locator('.rows .row').first().click();
      await desk.maker.locator('.face .qr path').waitFor();
      await desk.maker.locator('.face img.seal').waitFor();
      await desk.maker.locator('.history li').first().waitFor();
      await press(desk.maker, '生成签章版式文件（PDF）');
      const link = desk.maker.getByRole('link', { name: '打开签章版式文件' });
      await link.waitFor();
      const file = await fetch(String(await link.getAttribute('href')));
      expect(file.headers.get('content-type')).toContain('application/pdf');
    });

    it('change their state on a legal basis, by the keyboard alone', async () => {
      await press(desk.maker, '核对');
      await desk.maker.locator('.errors a').nth(2).waitFor();
      const keys = byKeyboard(desk.maker);
      await keys.choose('变更为', '暂停使用');
      await keys.write('法律依据', '《示例法》第一条');
      await keys.write('理由', '示例：调查期间暂停使用');
      const focused = focusWhenShown(desk.maker, '.confirmation');
      await keys.push('核对');
      expect(await focused).toBe('变更状态');
      expect(await findViolations(desk.maker)).toEqual([]);
      await keys.push('确认变更');
      await desk.maker.locator('.history li', { hasText: '《示例法》第一条' }).waitFor();
      expect(await desk.maker.locator('.standing').first().textContent()).toBe('暂停使用');
    });

    it('can be read in English', async () => {
      await press(desk.maker, 'English');
      expect(await findViolations(desk.maker)).toEqual([]);
      await press(desk.maker, '中文');
    });

    it('can be read and not changed by an auditor', async () => {
      const auditor = await desk.scene.at('auditor');
      await auditor.getByText('只读岗位').waitFor();
      await auditor.locator('.rows .row').first().click();
      await auditor.locator('.face .qr path').waitFor();
      expect(await auditor.getByText('变更状态').count()).toBe(0);
    });
  });

  describe('issuing one licence on the desk', () => {
    it('asks for what the type’s definition says, and leads to what is missing', async () => {
      await tab(desk.maker, '办证');
      await desk.maker.getByLabel('证照类型').selectOption('食品经营许可证');
      await desk.maker.getByLabel('经营者名称').waitFor();
      await press(desk.maker, '核对');
      await desk.maker.locator('.errors a', { hasText: '请填写“主体业态”' }).click();
      expect(await desk.maker.evaluate('document.activeElement.id')).toBe('issue-items-KZ_ZTYT');
      expect(await findViolations(desk.maker)).toEqual([]);
      await desk.maker.setViewportSize({ width: 320, height: 700 });
      expect(await findOverflow(desk.maker)).toEqual([]);
      await desk.maker.setViewportSize({ width: 1280, height: 900 });
    });

    it('shows what the service finds wrong at its field, then issues', async () => {
      const company = '沈阳美达餐饮管理有限公司（示例）';
      await desk.maker.getByLabel('名称（姓名）').fill(company);
      await desk.maker.getByLabel('证件号码').fill('91210102MA20FNR4XX');
      await desk.maker.getByLabel('经营者名称').fill(company);
      await desk.maker.getByLabel('法定代表人').fill('胡刚杰（示例）');
      await desk.maker.getByLabel('住所').fill('示例街8号');
      await desk.maker.getByLabel('经营场所').fill('示例街8号1层');
      await desk.maker.getByLabel('主体业态').selectOption('餐饮服务经营者');
      await desk.maker.getByLabel('热食类食品制售').check();
      await press(desk.maker, '核对');
      await desk.maker.locator('.confirmation .face').waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await press(desk.maker, '确认颁发');
      await desk.maker.locator('.errors a').first().click();
      expect(await desk.maker.evaluate('document.activeElement.id')).toBe('issue-holders-0-code');
      await desk.maker.getByLabel('证件号码').fill('91210102MA20FNR4XM');
      await press(desk.maker, '核对');
      await press(desk.maker, '确认颁发');
      await desk.maker.getByRole('heading', { name: '证照已颁发。' }).waitFor();
      await press(desk.maker, '打开证照');
      await desk.maker.locator('.face', { hasText: '胡刚杰（示例）' }).waitFor();
    });
  });

  describe('the next version of a licence on the desk', () => {
    it('shows what changes before it is made, and is refused nothing to change', async () => {
      await press(desk.maker, '制作新版本');
      await desk.maker.getByLabel('事项').selectOption('变更');
      await desk.maker.getByLabel('法律依据').fill('《示例法》第二条');
      await desk.maker.getByLabel('理由').fill('示例：法定代表人变更');
      await press(desk.maker, '核对');
      await desk.maker.locator('.errors a', { hasText: '没有修改任何内容' }).waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await desk.maker.getByLabel('法定代表人').fill('金小明（示例）');
      await press(desk.maker, '核对');
      await desk.maker
        .locator('.confirmation .facts', { hasText: '胡刚杰（示例） → 金小明（示例）' })
        .waitFor();
      await press(desk.maker, '确认制作');
      await press(desk.maker, '打开证照');
      await desk.maker.locator('.face', { hasText: '金小明（示例）' }).waitFor();
      await desk.maker.locator('.face', { hasText: '沈阳美达餐饮管理有限公司（示例）' }).waitFor();
      await desk.maker.locator('.history li', { hasText: '《示例法》第二条' }).first().waitFor();
      await desk.maker.locator('.facts > div', { hasText: '前一版本' }).waitFor();
    });

    it('renews without anything to change', async () => {
      await press(desk.maker, '制作新版本');
      await press(desk.maker, '核对');
      await desk.maker.locator('.errors a').nth(2).waitFor();
      await desk.maker.getByLabel('事项').selectOption('延续');
      await desk.maker.getByLabel('法律依据').fill('《中华人民共和国行政许可法》第五十条');
      await desk.maker.getByLabel('理由').fill('示例：届满前申请延续');
      await press(desk.maker, '核对');
      await desk.maker.getByText('照面内容不变。').waitFor();
      await press(desk.maker, '确认制作');
      await press(desk.maker, '打开证照');
      await desk.maker.locator('.history li', { hasText: '延续' }).first().waitFor();
    });
  });
}
