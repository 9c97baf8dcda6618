import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJws } from '../../shared/formats/jws.ts';
import { readReceipt, receiptType } from '../../shared/formats/receipt.ts';
import {
  counterId,
  itemCode,
  type MeScene,
  openMeScene,
  signIn,
  tabTo,
  words,
} from '../build/me-scene.ts';
import { readSymbol } from '../build/read-symbol.ts';
import { logInWithOpenidClient, type StrangersCall } from '../build/stranger-clients.ts';

let scene: MeScene;
/** A clerk's own browser. */
let page: Page;
let clerkStrays: readonly string[];
let holder: StrangersCall;
let licence: { readonly licenceId: string; readonly credential: string; readonly number: string };

beforeAll(async () => {
  scene = await openMeScene();
  const issued = await scene.issue();
  licence = issued as unknown as typeof licence;
  holder = await logInWithOpenidClient(scene.origin, 'company-2');
  const { pages } = await scene.openContext();
  clerkStrays = pages.strays;
  page = await pages.open('/counter');
});
afterAll(() => scene.close());

const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click();

/** Leave for the one counter, and nine digits to read out to its clerk. */
async function makeSpokenCode(): Promise<string> {
  const given = await holder('POST', '/v1/me/authorisations', {
    type: 'yinzheng-licence-use',
    licences: [{ licenceId: licence.licenceId, items: ['KZ_FDDBR'] }],
    verifier: { client: counterId },
    purpose: { itemCode, words },
    until: new Date(Date.now() + 3600_000).toISOString(),
  });
  const { authorisationId } = given.body;
  const made = await holder('POST', '/v1/me/show-codes', { authorisationId, counter: counterId });
  return String(made.body['spokenCode']);
}

describe('a clerk at the counter', () => {
  it('is told why to sign in, and what for', async () => {
    await press('取证');
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    await signIn(page, /宋佳/);
  });

  it('is told what is wrong, with the focus on it, and is not disturbed while mending it', async () => {
    await press('取证');
    await page.locator('.errors').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toBe('errors');
    await page.locator('#item-code').pressSequentially('21');
    expect(await page.evaluate('document.activeElement.id')).toBe('item-code');
    await page.locator('#item-code').fill('');
    await press('取证');
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('errors');
  });

  it('retrieves by keyboard alone, with the nine digits that the holder reads out', async () => {
    const digits = await makeSpokenCode();
    await page.reload();
    await page.locator('#code').waitFor();
    await tabTo(page, '事项编码');
    await page.keyboard.type(itemCode);
    await tabTo(page, '用途');
    await page.keyboard.type(words);
    await page.evaluate(
      `globalThis.said = []; speechSynthesis.speak = ({ text }) => said.push(text)`,
    );
    await tabTo(page, '亮证码或九位口述码');
    await page.keyboard.type(digits.replace(/(\d{3})(?=\d)/g, '$1 '));
    await page.keyboard.press('Enter');
    await page.locator('.verdict.valid').waitFor();
    expect(await page.locator('.facts').textContent()).toContain('胡刚杰（示例）');
    await expect
      .poll(() => page.evaluate<string[]>('said'))
      .toEqual([expect.stringContaining('有效')]);
    await tabTo(page, '办理下一件');
    await page.keyboard.press('Enter');
    expect(await page.locator('#words').inputValue()).toBe(words);
  });

  it('has every department to choose from, however many pages they come in', async () => {
    const asked: string[] = [];
    await page.context().route(/\/v1\/departments\?/, async (route) => {
      asked.push(route.request().url());
      await route.continue({ url: route.request().url().replace('limit=100', 'limit=3') });
    });
    await page.getByLabel('按编号核对').check();
    const { departments } = await scene.asCounter('/v1/departments?limit=100');
    const count = (departments as readonly unknown[]).length;
    expect(count).toBeGreaterThan(3);
    // and what stands there while none is chosen
    await expect.poll(() => page.locator('#department option').count()).toBe(count + 1);
    expect(asked.filter((url) => url.includes('&cursor=')).length).toBeGreaterThan(0);
    await page.context().unroute(/\/v1\/departments\?/);
  });

  it('checks what somebody says of a licence by its number', async () => {
    await page.getByLabel('按编号核对').check();
    await page.locator('#which').fill(licence.number);
    await page.locator('#type').selectOption({ label: '食品经营许可证' });
    await page.locator('#department').selectOption({ label: '沈阳市市场监督管理局（示例）' });
    await page.locator('#name').fill('沈阳美达餐饮管理有限公司（示例）');
    await press('核对');
    await page.locator('.done', { hasText: '一致：所填内容' }).waitFor();
    await page.locator('#name').fill('沈阳美达餐饮公司');
    expect(await page.locator('.done').count()).toBe(0);
    await press('核对');
    await page.locator('.notice', { hasText: '不一致' }).waitFor();
  });
});

/** The counter's request for a type with one item, up to the code on the screen. */
async function ask(): Promise<string> {
  await page.locator('#type').selectOption({ label: '食品经营许可证' });
  await page.getByLabel('法定代表人').check();
  await press('下一步');
  await page.locator('.confirmation').waitFor();
  await press('出示取证请求码');
  await page.locator('.symbol path').waitFor();
  const [address = ''] = await readSymbol(await page.locator('.symbol svg').screenshot());
  return address;
}

describe('a counter’s request on the screen', () => {
  let phone: Page;

  it('is scanned and approved by the holder on their phone, and the licence is there', async () => {
    await page.getByLabel('出示取证请求码').check();
    const address = await ask();
    phone = await scene.pages.open('/me');
    await signIn(phone, /沈阳美达/);
    await phone.goto(address);
    await phone.getByRole('heading', { name: '窗口的请求' }).waitFor();
    await phone.getByRole('button', { name: '下一步', exact: true }).click();
    await phone.getByRole('button', { name: '同意', exact: true }).click();
    await page.locator('.verdict.valid').waitFor();
    expect(await page.locator('.facts').textContent()).toMatch(
      /法定代表人（负责人）(?:胡刚杰|李文)/,
    );
    await press('办理下一件');
  });

  it('is declined, and the clerk is told what to do then', async () => {
    await phone.goto(await ask());
    await phone.getByRole('button', { name: '拒绝', exact: true }).click();
    await page.locator('.notice', { hasText: '没有同意' }).waitFor();
    await press('重新出示');
    await page.locator('.confirmation').waitFor();
    await press('返回修改');
    await page.locator('#type').waitFor();
  });
});

describe('a signed receipt', () => {
  it('is saved, and stands on what is printed', async () => {
    await press('核验');
    await page.locator('#scan').fill(licence.credential);
    await page.locator('#scan').press('Enter');
    await page.locator('.verdict.valid').waitFor();
    const saving = page.waitForEvent('download');
    await press('保存签名回执');
    const saved = readFileSync(await (await saving).path(), 'utf8');
    const expected = { typ: receiptType, maxBytes: 64 * 1024 };
    const receipt = readReceipt(readJws(saved, expected).payload);
    expect(receipt).toMatchObject({ verdict: 'valid', askedBy: counterId });
    await page.locator('.toast', { hasText: '回执已保存' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sheet').isVisible()).toBe(true);
    expect(await page.locator('.sheet').textContent()).toContain(receipt.id);
    await page.emulateMedia({ media: 'screen' });
  });
});

describe('a clerk of two counters', () => {
  it('chooses for which they act, in this tab, and a use is recorded under that one', async () => {
    const { pages } = await scene.openContext();
    page = await pages.open('/counter');
    await press('取证');
    await signIn(page, /苏晴/);
    const choice = page.getByLabel('所代表的窗口');
    await choice.waitFor();
    expect(await choice.inputValue()).toBe(counterId);
    await choice.selectOption('shenyang-health-counter');
    await page.reload();
    await choice.waitFor();
    expect(await choice.inputValue()).toBe('shenyang-health-counter');
    await page.getByLabel('按编号核对').check();
    await page.locator('#item-code').fill(itemCode);
    await page.locator('#words').fill('两个窗口（示例）');
    await page.locator('#which').fill(licence.number);
    await page.locator('#type').selectOption({ label: '食品经营许可证' });
    await page.locator('#department').selectOption({ label: '沈阳市市场监督管理局（示例）' });
    await page.locator('#name').fill('沈阳美达餐饮管理有限公司（示例）');
    await press('核对');
    await page.locator('.done', { hasText: '一致：所填内容' }).waitFor();
    const { body } = await holder('GET', '/v1/me/uses');
    const mine = (body['uses'] as readonly object[]).filter((use) =>
      JSON.stringify(use).includes('两个窗口（示例）'),
    );
    expect(mine).toHaveLength(1);
    expect(JSON.stringify(mine)).toContain('shenyang-health-counter');
    expect(pages.strays).toEqual([]);
  });
});

it('asked nobody but the province and its identity provider', () => {
  expect(clerkStrays).toEqual([]);
});
