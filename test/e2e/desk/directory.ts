import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { byKeyboard, type Desk, press, tab } from '../../build/at-the-desk.ts';
import { makeSampleProvince } from '../../build/province-pki.ts';
import { endOfYear } from '../../build/today.ts';
import { findViolations } from '../../build/web-pages.ts';

/** Licence types, other provinces, and two governors. */
export function describeDirectory(desk: Desk): void {
  describe('licence types and other provinces', () => {
    it('are shown with a sample of face and printed code', async () => {
      await tab(desk.maker, '类型');
      await desk.maker.getByRole('button', { name: '食品经营许可证' }).click();
      await desk.maker.locator('.face .qr path').waitFor();
      expect(await desk.maker.getByText('提议新版本').count()).toBe(0);
      await tab(desk.maker, '互认');
      await desk.maker.getByRole('heading', { name: '互认协议', exact: true }).waitFor();
      await desk.maker.getByText('正在读取…').first().waitFor({ state: 'detached' });
    });

    it('get a version that one governor proposes after a preview, and another confirms', async () => {
      const one = await desk.scene.at('governorOne');
      await tab(one, '类型');
      await one.getByRole('button', { name: '食品经营许可证' }).click();
      const field = one.getByLabel('类型定义（JSON）');
      const definition = JSON.parse(await field.inputValue());
      await field.fill('{');
      await press(one, '预览');
      await one.locator('.errors a', { hasText: 'JSON' }).waitFor();
      await field.fill(JSON.stringify({ ...definition, holder: 'nobody' }));
      await press(one, '预览');
      await one.locator('.errors a', { hasText: '/holder' }).waitFor();
      expect(await findViolations(one)).toEqual([]);
      definition.items[0].name = '经营者名称（示例修订）';
      await field.fill(JSON.stringify(definition));
      await press(one, '预览');
      await one.locator('.face', { hasText: '示例修订' }).waitFor();
      await press(one, '提议此版本');
      await one.getByText('已提议').waitFor();
      await tab(one, '待确认');
      await one.locator('.rows .row').first().click();
      await one.getByText('须由另一管理人员确认').waitFor();
      expect(await one.getByRole('button', { name: '确认变更' }).count()).toBe(0);
      const two = await desk.scene.at('governorTwo');
      await two.locator('.rows .row').first().click();
      await two.locator('.facts', { hasText: '经营者名称 → 经营者名称（示例修订）' }).waitFor();
      await press(two, '确认变更');
      expect(await findViolations(two)).toEqual([]);
      await press(two, '确认生效');
      await two.getByText('已办理。').waitFor();
    });

    it('are recognised, and agreed on, by two governors who compare what they see, by the keyboard alone', async () => {
      const jilin = await makeSampleProvince({
        ...{ url: 'https://yinzheng.jilin.example', name: '吉林省', code: '220000' },
      });
      const one = await desk.scene.at('governorOne');
      await byKeyboard(one).push('互认');
      const add = one.locator('section', {
        has: one.getByRole('heading', { name: '提议互认省份' }),
      });
      const keys = byKeyboard(one);
      await keys.reach('textarea', '信任根证书');
      await keys.push('核对');
      await add.locator('.errors a').nth(3).waitFor();
      expect(await findViolations(one)).toEqual([]);
      await keys.write('行政区划代码', '229999');
      await keys.write('省份名称', jilin.name);
      await keys.write('服务地址', jilin.url);
      await keys.write('信任根证书', Buffer.from(jilin.root.certificate).toString('base64'));
      await keys.push('核对');
      const fingerprint = createHash('sha256').update(jilin.root.certificate).digest('hex');
      await add.locator('.confirmation', { hasText: fingerprint }).waitFor();
      expect(await findViolations(one)).toEqual([]);
      await keys.push('提出提议');
      await add.locator('.errors a', { hasText: '行政区划代码' }).waitFor();
      await keys.write('行政区划代码', jilin.code);
      await keys.push('核对');
      await keys.push('提出提议');
      await add.getByText('已提议').waitFor();
      const two = await desk.scene.at('governorTwo');
      const confirm = async (hasText: string) => {
        const comparing = byKeyboard(two);
        await comparing.push('待确认');
        const row = two.locator('.rows > li', { hasText }).getByRole('button');
        await comparing.push(String(await row.textContent()));
        await comparing.push('确认变更');
        await comparing.push('确认生效');
        await two.getByText('已办理。').waitFor();
      };
      await confirm('220000');
      await keys.push('互认');
      const agree = one.locator('section', {
        has: one.getByRole('heading', { name: '提议互认协议' }),
      });
      await keys.write('协议编号', 'liaoning-jilin-food');
      await keys.choose('互认省份', '吉林省');
      await keys.write('协议名称', '食品经营许可证互认协议（示例）');
      await keys.write('对方证照类型代码', '11100000MB0341032Y902');
      const last = endOfYear(2);
      await keys.writeDay('互认止', last);
      await keys.push('核对');
      await keys.push('提出提议');
      await agree.getByText('已提议').waitFor();
      await confirm('liaoning-jilin-food');
      await keys.push('互认');
      await one.getByText('食品经营许可证互认协议（示例）').waitFor();
      await one.getByText(`${Number(last.slice(0, 4)) + 1}/01/01 00:00`).waitFor();
    });
  });
}
