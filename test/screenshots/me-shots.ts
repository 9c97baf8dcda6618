import type { Page } from 'playwright-core';
import { counterId, itemCode, type MeScene, signIn, words } from '../build/me-scene.ts';
import { readSymbol } from '../build/read-symbol.ts';
import type { Eyes } from './camera.ts';

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

/** A holder's page, signed in, with a licence and what else the samples have. */
export async function openHolderPage(scene: MeScene, { shoot }: Eyes): Promise<Page> {
  const page = await scene.pages.open('/me');
  await page.getByRole('button', { name: '登录', exact: true }).waitFor();
  await shoot(page, 'me-signed-out', ['desktop', 'phone']);
  await signIn(page, /沈阳美达/);
  await page.locator('.licence', { hasText: '食品经营许可证' }).first().waitFor();
  return page;
}

/** Leave step by step, up to the code on the screen. */
async function giveLeave(page: Page, eyes?: Eyes): Promise<void> {
  const look = async (name: string) => eyes?.shoot(page, `me-leave-${name}`, ['phone']);
  await tab(page, '证照');
  await page.locator('.licence button.title').first().click();
  await press(page, '出示');
  await page.locator('.choices.inner').first().waitFor();
  await look('1-what');
  await press(page, '下一步');
  if (eyes === undefined) {
    await page.getByLabel('只给一个窗口').check();
    await page.getByLabel('窗口编号').fill(counterId);
  }
  await look('2-whom');
  await press(page, '下一步');
  if (eyes !== undefined) {
    await press(page, '下一步');
    await page.locator('.errors').waitFor();
    await eyes.shoot(page, 'me-leave-errors', []);
  }
  await page.getByLabel('事项编码').fill(itemCode);
  await page.getByLabel('用途').fill(words);
  await look('3-why');
  await press(page, '下一步');
  await look('4-how-long');
  await press(page, '下一步');
  await page.locator('.plain').waitFor();
  await look('5-check');
  await press(page, '确认授权');
  await page.locator('.qr path').waitFor();
}

/** A show code as a counter's scanner reads it. */
export async function makeCode(page: Page, eyes: Eyes): Promise<string> {
  await giveLeave(page, eyes);
  await eyes.shoot(page, 'me-show-code', ['phone', 'dark', 'elder']);
  const [code = ''] = await readSymbol(await page.locator('.qr').screenshot());
  return code;
}

/** What comes after a licence was used, and what else a holder does. */
export async function shootHolder(scene: MeScene, { shoot }: Eyes, page: Page): Promise<void> {
  await tab(page, '证照');
  await page.locator('.licence').nth(1).waitFor();
  await shoot(page, 'me-licences', ['desktop', 'phone', 'dark', 'elder']);
  await page.locator('.licence button.title').first().click();
  await page.locator('.facts', { hasText: '主体业态' }).waitFor();
  await shoot(page, 'me-licence', ['desktop', 'phone', 'dark']);
  await press(page, '挂失');
  await shoot(page, 'me-loss', []);
  await giveLeave(page);
  await page.locator('summary', { hasText: '口述给窗口' }).click();
  await press(page, '生成口述码');
  await page.locator('.digits').waitFor();
  await shoot(page, 'me-spoken-code', ['phone']);
  await tab(page, '授权');
  await page.locator('.entry').first().waitFor();
  await shoot(page, 'me-authorisations');
  await tab(page, '使用记录');
  await page
    .locator('.entry', { hasText: '法定代表人' })
    .or(page.locator('.entry'))
    .first()
    .waitFor();
  await shoot(page, 'me-uses', ['desktop', 'phone']);
  await press(page, '提出异议');
  await press(page, '提交异议');
  await page.locator('.errors').waitFor();
  await shoot(page, 'me-complaint', []);
  await tab(page, '委托代办');
  await press(page, '委托他人代办');
  await page.locator('.field').first().waitFor();
  await shoot(page, 'me-delegate');
  await press(page, '下一步');
  await page.locator('.errors').waitFor();
  await shoot(page, 'me-delegate-errors', []);
  await page
    .getByLabel(/食品经营许可证/)
    .first()
    .check();
  await page.getByLabel('受委托人的证件号码').fill('21010319670807375X');
  await press(page, '下一步');
  await page.locator('.plain').waitFor();
  await shoot(page, 'me-delegate-check', []);
  await press(page, '确认委托');
  await page.locator('.entry', { hasText: '待接受' }).waitFor();
  await shoot(page, 'me-delegations', ['desktop']);
  const { address } = await scene.asCounter('/v1/retrieval-requests', {
    purpose: { itemCode, words },
    licences: [{ type: '11100000MB0341032Y902', items: [{ name: 'KZ_ZTYT', required: true }] }],
  });
  await page.goto(String(address));
  await page.getByRole('heading', { name: '窗口的请求' }).waitFor();
  await page.locator('.facts').first().waitFor();
  await shoot(page, 'me-request', ['desktop', 'phone']);
  await press(page, '下一步');
  await page.locator('.plain').last().waitFor();
  await shoot(page, 'me-request-check', []);
  await press(page, '同意');
  await page.locator('.done').waitFor();
  await shoot(page, 'me-request-done', []);
}
