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
  await tab(maker, '办证');
  await maker.getByLabel('证照类型').selectOption('食品经营许可证');
  await maker.getByLabel('经营者名称').waitFor();
  await shoot(maker, 'desk-issue');
  await tab(maker, '批量');
  await maker.getByLabel('证照类型').waitFor();
  await shoot(maker, 'desk-bulk');
  await tab(maker, '印章');
  await maker.locator('.rows .row').first().waitFor();
  await maker.locator('.rows .row').first().click();
  await maker.locator('img.seal').waitFor();
  await shoot(maker, 'desk-seal');
  await scene.draftTitle();
  const checker = await scene.at('landChecker');
  await tab(checker, '复核');
  await checker.locator('.rows .row').first().click();
  await checker.locator('.face').first().waitFor();
  await shoot(checker, 'desk-draft');
}
