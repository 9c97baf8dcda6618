import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { byKeyboard, type Desk, press, tab } from '../../build/at-the-desk.ts';
import { findViolations } from '../../build/web-pages.ts';

/** What takes more than one person: drafts and seals; and lists of several pages. */
export function describeTwoPeople(desk: Desk): void {
  describe('two people on the desk', () => {
    it('issue a licence of a type that asks for both, as the second one saw it', async () => {
      const made = await desk.scene.draftTitle();
      const own = await desk.scene.at('landMaker');
      await tab(own, '复核');
      await own.locator('.rows .row').first().click();
      await own.getByText('须由另一岗位复核').waitFor();
      expect(await own.getByRole('button', { name: '通过并颁发' }).count()).toBe(0);
      const checker = await desk.scene.at('landChecker');
      await tab(checker, '待办');
      await checker.locator('.figures .in-time', { hasText: '1 期限内' }).waitFor();
      await checker.getByRole('button', { name: '复核证照 · 不动产权证书' }).click();
      await checker.locator('.face', { hasText: made.place }).waitFor();
      await press(checker, '退回');
      await press(checker, '确认退回');
      await checker.locator('.errors a').waitFor();
      expect(await findViolations(checker)).toEqual([]);
      await press(checker, '取消');
      await press(checker, '通过并颁发');
      expect(await findViolations(checker)).toEqual([]);
      await press(checker, '确认通过');
      await checker.getByText('已通过，证照已颁发。').waitFor();
      await tab(checker, '证照');
      await checker.locator('.rows .standing', { hasText: '有效' }).first().waitFor();
      expect(await checker.getByRole('button', { name: '办证' }).count()).toBe(0);
    });

    it('and a third one bring a seal into use', async () => {
      await tab(desk.maker, '印章');
      await press(desk.maker, '核对');
      await desk.maker.locator('.errors a').waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await desk.maker.getByLabel('印章名称').fill('示例业务专用章');
      await press(desk.maker, '核对');
      await press(desk.maker, '确认申请');
      const row = (of: Page) => of.getByRole('button', { name: '示例业务专用章' });
      await row(desk.maker).click();
      await desk.maker.locator('img.seal').waitFor();
      expect(await desk.maker.getByRole('button', { name: '启用印章' }).count()).toBe(0);
      const sealMaker = await desk.scene.at('sealMaker');
      await sealMaker.getByLabel('所属部门').selectOption('沈阳市市场监督管理局（示例）');
      await row(sealMaker).click();
      await press(sealMaker, '制作印章');
      expect(await findViolations(sealMaker)).toEqual([]);
      await press(sealMaker, '确认办理');
      await sealMaker.locator('.history li', { hasText: '已制作' }).waitFor();
      const checker = await desk.scene.at('checker');
      await tab(checker, '印章');
      await row(checker).click();
      await press(checker, '启用印章');
      await press(checker, '确认办理');
      await checker.locator('.history li', { hasText: '启用' }).waitFor();
      await press(checker, '停用印章');
      await press(checker, '确认办理');
      await checker.locator('.errors a').waitFor();
      expect(await findViolations(checker)).toEqual([]);
      await checker.getByLabel('理由').fill('示例：密钥可能外泄');
      await checker.getByLabel('密钥可能泄露，自').fill('2026-11-01T08:30');
      await press(checker, '确认办理');
      await checker.locator('.history li', { hasText: '2026/11/01 08:30' }).waitFor();
    });

    it('have a seal made anew whose key may be in other hands, by the keyboard alone', async () => {
      const keys = byKeyboard(desk.maker);
      await keys.push('印章');
      await keys.push('示例业务专用章');
      await keys.choose('重制原因', '密钥泄露');
      await keys.push('核对');
      await desk.maker.locator('.confirmation').waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await keys.push('确认申请重制');
      await desk.maker.getByText('已申请重制').waitFor();
      await tab(desk.maker, '印章');
      const remade = desk.maker.locator('.rows > li', { hasText: '已申请' });
      await remade.getByRole('button', { name: '示例业务专用章' }).click();
      await desk.maker
        .locator('.facts > div', { hasText: '重制自' })
        .getByText('密钥泄露')
        .waitFor();
    });

    it('see each use of a seal', async () => {
      const auditor = await desk.scene.at('auditor');
      await tab(auditor, '印章');
      await auditor.locator('.rows .row').filter({ hasNotText: '示例业务' }).first().click();
      await auditor.locator('.uses li').first().waitFor();
      expect(await findViolations(auditor)).toEqual([]);
    });
  });

  describe('a list of several pages', () => {
    const lists = /\/v1\/(?:licence-types|seals)\?/;

    it('says when there is more, and is read to its end where something is chosen from it', async () => {
      const auditor = await desk.scene.at('auditor');
      const known = await fetch(`${desk.scene.origin}/v1/licence-types?limit=100`);
      const { licenceTypes } = (await known.json()) as {
        readonly licenceTypes: readonly unknown[];
      };
      const asked: string[] = [];
      await auditor.context().route(lists, async (route) => {
        asked.push(route.request().url());
        await route.continue({ url: route.request().url().replace('limit=100', 'limit=1') });
      });
      await tab(auditor, '证照');
      // and what stands there while none is chosen
      const options = auditor.getByLabel('证照类型', { exact: true }).locator('option');
      await expect.poll(() => options.count(), { timeout: 15_000 }).toBe(licenceTypes.length + 1);
      expect(asked.length).toBeGreaterThanOrEqual(licenceTypes.length);
      await tab(auditor, '印章');
      const rows = auditor.locator('.rows .row');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(1);
      await press(auditor, '更多');
      await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(2);
      await auditor.context().unroute(lists);
    });
  });
}
