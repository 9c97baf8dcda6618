import type { Page } from 'playwright-core';
import type { DeskScene } from '../build/desk-scene.ts';
import type { Eyes } from './camera.ts';

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();

/** A department's desk, by who works at it. */
export async function shootDesk(scene: DeskScene, { shoot }: Eyes): Promise<void> {
  const maker = await scene.at('maker');
  await maker.locator('.rows .standing', { hasText: '有效' }).first().waitFor();
  await shoot(maker, 'desk-licences', ['desktop', 'phone', 'dark', 'elder']);
  await maker.locator('.rows .row').first().click();
  await maker.locator('.face img.seal').waitFor();
  await maker.locator('.history li').first().waitFor();
  await shoot(maker, 'desk-licence', ['desktop', 'dark']);
  await press(maker, '核对');
  await maker.locator('.errors a').nth(2).waitFor();
  await shoot(maker, 'desk-change-errors');
  await shootVersion(maker, shoot);
  await tab(maker, '证照');
  await maker.getByLabel('查找依据').selectOption('持证主体 · 统一社会信用代码');
  await maker.getByLabel('查找内容').fill('91210102MA20FNR4XM');
  await press(maker, '查找');
  await maker.getByText('正在读取…').waitFor({ state: 'detached' });
  await maker.locator('.rows .standing').first().waitFor();
  await shoot(maker, 'desk-found');
  await tab(maker, '办证');
  await maker.getByLabel('证照类型').selectOption('食品经营许可证');
  await maker.getByLabel('经营者名称').waitFor();
  await shoot(maker, 'desk-issue');
  await tab(maker, '批量');
  await maker.getByLabel('证照类型').waitFor();
  await shoot(maker, 'desk-bulk');
  await maker.getByLabel('办理内容').selectOption('变更状态');
  await maker.getByLabel('证照范围').selectOption('按条件');
  await shoot(maker, 'desk-bulk-query', []);
  await tab(maker, '印章');
  await maker.locator('.rows .row').first().waitFor();
  await maker.locator('.rows .row').first().click();
  await maker.locator('img.seal').waitFor();
  await shoot(maker, 'desk-seal');
  await scene.draftTitle();
  await shootEvents(maker, shoot);
  const checker = await scene.at('landChecker');
  await tab(checker, '待办');
  await checker.locator('.rows .row').first().waitFor();
  await shoot(checker, 'desk-work', ['desktop', 'phone']);
  await checker.locator('.rows .row').first().click();
  await checker.locator('.face').first().waitFor();
  await shoot(checker, 'desk-draft');
  await scene.complain('我没有到窗口办过这件事（示例）');
  const clerk = await scene.at('clerk');
  await clerk.getByText('我没有到窗口办过这件事').waitFor();
  await shoot(clerk, 'desk-complaint');
  await shootGoverning(await scene.at('governorOne'), shoot);
}

/** The next version of the licence that is open, with what changes in it. */
async function shootVersion(maker: Page, shoot: Eyes['shoot']): Promise<void> {
  await press(maker, '制作新版本');
  await maker.getByLabel('事项').selectOption('变更');
  await maker.getByLabel('法律依据').fill('《中华人民共和国行政许可法》第四十九条');
  await maker.getByLabel('理由').fill('示例：法定代表人变更');
  await maker.getByLabel('法定代表人').fill('金小明（示例）');
  await press(maker, '核对');
  await maker.locator('.confirmation').waitFor();
  await shoot(maker, 'desk-version');
}

/** What happened, where it is posted, and figures. */
async function shootEvents(maker: Page, shoot: Eyes['shoot']): Promise<void> {
  await tab(maker, '事件');
  await maker.getByLabel('推送地址（https）').fill('https://hooks.example/yinzheng');
  await press(maker, '登记推送地址');
  await maker.getByText(/whsec_/).waitFor();
  await maker.getByRole('button', { name: 'https://hooks.example/yinzheng' }).click();
  await maker.getByRole('button', { name: '保存修改' }).waitFor();
  await shoot(maker, 'desk-webhook');
  await tab(maker, '统计');
  await maker.locator('.view-heading').waitFor();
  await maker.getByText('正在读取…').first().waitFor({ state: 'detached' });
  await shoot(maker, 'desk-counts');
}

/** A type's definition with its preview, and other provinces. */
async function shootGoverning(governor: Page, shoot: Eyes['shoot']): Promise<void> {
  await tab(governor, '类型');
  await governor.getByRole('button', { name: '食品经营许可证' }).click();
  await press(governor, '预览');
  await governor.locator('.face .qr path').first().waitFor();
  await shoot(governor, 'desk-type');
  await tab(governor, '互认');
  await governor.getByRole('heading', { name: '提议互认省份' }).waitFor();
  await governor.getByText('正在读取…').first().waitFor({ state: 'detached' });
  await shoot(governor, 'desk-provinces');
}
