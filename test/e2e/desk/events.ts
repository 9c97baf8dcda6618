import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { byKeyboard, type Desk, press, tab } from '../../build/at-the-desk.ts';
import { findViolations } from '../../build/web-pages.ts';

/** Opens a view again until something stands in it: events are told a moment after they happened. */
const untilThere = (maker: Page, name: string, [selector, hasText]: readonly [string, RegExp]) =>
  expect
    .poll(
      async () => {
        await tab(maker, name);
        await maker.getByText('正在读取…').first().waitFor({ state: 'detached' });
        return maker.locator(selector, { hasText }).count();
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBeGreaterThan(0);

/** Events, endpoints and figures; complaints. */
export function describeEvents(desk: Desk): void {
  describe('what happened in the department', () => {
    it('is listed in order, posted to an endpoint, and each delivery is told, by the keyboard alone', async () => {
      await untilThere(desk.maker, '事件', ['.rows strong', /证照颁发/]);
      const keys = byKeyboard(desk.maker);
      await keys.push('登记推送地址');
      await desk.maker.locator('.errors a').waitFor();
      await keys.write('推送地址（https）', 'https://hooks.example/yinzheng');
      await keys.push('登记推送地址');
      await desk.maker.getByText(/whsec_/).waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await keys.push('https://hooks.example/yinzheng');
      await keys.push('发送测试事件');
      await desk.maker.getByText('测试事件已发送').waitFor();
      await keys.push('刷新记录');
      const look = async () => {
        await desk.maker.keyboard.press('Enter');
        return desk.maker.locator('.delivery').count();
      };
      await expect.poll(look, { timeout: 20_000, interval: 200 }).toBeGreaterThan(0);
      await keys.push('webhook.test');
      await desk.maker
        .locator('.delivery .facts', { hasText: /event-/ })
        .first()
        .waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await keys.tick('证照颁发');
      await keys.push('保存修改');
      await desk.maker.getByText('已保存。').waitFor();
      await desk.maker.locator('.facts dd', { hasText: /^证照颁发$/ }).waitFor();
      await keys.push('更换签名密钥');
      await keys.push('确认更换');
      await desk.maker.getByText(/whsec_/).waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
      await keys.push('删除');
      await keys.push('确认删除');
      const said = () => desk.maker.locator('main').textContent();
      await expect.poll(said, { timeout: 30_000 }).toContain('还没有推送地址');
    });

    it('is counted by type, seal and month', async () => {
      await untilThere(desk.maker, '统计', ['.entry', /颁发/]);
      await desk.maker.locator('.entry', { hasText: '食品经营许可证' }).first().waitFor();
      expect(await findViolations(desk.maker)).toEqual([]);
    });
  });

  describe('what holders have against a use', () => {
    it('is read and answered, once, by whoever uses licences', async () => {
      await desk.scene.complain('我没有到窗口办过这件事（示例）');
      const clerk = await desk.scene.at('clerk');
      await clerk.getByText('我没有到窗口办过这件事').waitFor();
      expect(await clerk.locator('nav.tabs button').allTextContents()).toEqual(['异议']);
      await press(clerk, '核对答复');
      await clerk.locator('.errors a', { hasText: '请填写答复' }).waitFor();
      expect(await findViolations(clerk)).toEqual([]);
      await clerk.getByLabel('答复').fill('经核查，为代办人办理（示例）');
      await press(clerk, '核对答复');
      await press(clerk, '提交答复');
      await clerk.locator('.standing.good', { hasText: '已答复' }).waitFor();
      await clerk.getByText('经核查，为代办人办理').waitFor();
      expect(await clerk.getByRole('button', { name: '核对答复' }).count()).toBe(0);
      expect(await findViolations(clerk)).toEqual([]);
    });
  });
}
