import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCredential } from '../../shared/formats/credential.ts';
import { holdToCamera } from '../build/hold-to-camera.ts';
import {
  counterId,
  hostile,
  itemCode,
  type MeScene,
  openMeScene,
  signIn,
  tabTo,
  words,
} from '../build/me-scene.ts';
import { readSymbol } from '../build/read-symbol.ts';
import { findOverflow, findViolations } from '../build/web-pages.ts';

let scene: MeScene;
let page: Page;

beforeAll(async () => {
  scene = await openMeScene();
  await scene.issue({ KZ_FDDBR: hostile.markup, KZ_ZS: hostile.long, KZ_JYCS: hostile.script });
  page = await scene.pages.open('/me');
});
afterAll(() => scene.close());

const tab = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
/** What has the focus; nothing where it is the whole page. */
const focused = () =>
  page.evaluate<string>(
    `(({ activeElement: one, body }) => one === body ? '' : one.textContent)(document)`,
  );
const firstCard = () => page.locator('.licence button.title').first();
const namesIn = (credential: unknown) =>
  readCredential(String(credential), { maxBytes: 100_000 }).disclosures.map(({ name }) => name);

/** Leave for the first licence, in the usual way, up to the code. */
async function giveLeave(whom?: string): Promise<void> {
  await tab('证照');
  await firstCard().click();
  await press('出示');
  await press('下一步');
  if (whom !== undefined) {
    await page.getByLabel('只给一个窗口').check();
    await page.getByLabel('窗口编号').fill(whom);
  }
  await press('下一步');
  await page.getByLabel('事项编码').fill(itemCode);
  await page.getByLabel('用途').fill(words);
  await press('下一步');
  await press('下一步');
  await press('确认授权');
  await page.getByRole('heading', { name: '亮证码' }).waitFor();
}

/** What the code on the screen says, as a scanner reads it. */
async function scanCode(of = page): Promise<string> {
  await of.locator('.qr path').waitFor();
  const [text = ''] = await readSymbol(await of.locator('.qr').screenshot());
  return text.split('#')[1] ?? '';
}

/** Codes that say that they end in seven seconds: nobody has to wait for a minute. */
const hurryCodes = (of: Page) =>
  of.route('**/v1/me/show-codes', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as object;
    const expiresAt = new Date(Date.now() + 7000).toISOString();
    await route.fulfill({ response, json: { ...body, expiresAt } });
  });

const retrieve = (by: object) =>
  scene.asCounter('/v1/retrievals', { ...by, purpose: words, itemCode });

describe('a holder and their licences', () => {
  it('sees nothing before signing in, and then every licence with its state in words', async () => {
    // somebody else was here before, and had to sign in again
    await page.evaluate(`{
      sessionStorage['yinzheng-person'] = '"somebody else"';
      sessionStorage['yinzheng-kept-leave-1'] = '{"words":"别人的（示例）"}';
    }`);
    await signIn(page, /沈阳美达/);
    await expect
      .poll(() => page.evaluate<string>('JSON.stringify(sessionStorage)'))
      .not.toContain('别人的');
    await page
      .locator('.licence', { hasText: /食品经营许可证.*有效/s })
      .nth(1)
      .waitFor();
    expect(page.url()).toBe(`${scene.origin}/me`);
  });

  it('sees each as a card with its face in small, in the colour of its type, and who issued it', async () => {
    const card = page.locator('.licence', { hasText: '食品经营许可证' }).first();
    await card.locator('.issuer', { hasText: '沈阳市市场监督管理局（示例）' }).waitFor();
    await card.locator('.thumb [stroke="#a67c2d"]').first().waitFor();
  });

  it('reads whatever a licence says as text and as nothing else', async () => {
    for (const card of await page.locator('.licence button.title').all()) {
      await card.click();
      await page.locator('.facts').waitFor();
      const said = await page.locator('.facts').textContent();
      if (said?.includes('<script>')) break;
      await page.goBack();
      await page.locator('.licence').nth(1).waitFor();
    }
    const said = (await page.locator('.facts').textContent()) ?? '';
    for (const text of Object.values(hostile)) expect(said).toContain(text);
    const [code = ''] = await readSymbol(await page.locator('.printed .qr').screenshot());
    expect(code).toMatch(/\/q#YZ1/);
    await press('生成签章版式文件（PDF）');
    const link = page.getByRole('link', { name: '打开签章版式文件' });
    await link.waitFor();
    expect(await focused()).toBe('打开签章版式文件');
    const file = await fetch(String(await link.getAttribute('href')));
    expect(file.headers.get('content-type')).toContain('application/pdf');
    expect(await page.title()).toContain('我的证照');
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await findOverflow(page)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('a holder gives leave', () => {
  it('step by step and by the keyboard alone, told in plain words before anything is given', async () => {
    await tab('证照');
    await firstCard().focus();
    await page.keyboard.press('Enter');
    await page.locator('.facts').waitFor();
    await tabTo(page, '出示');
    await page.keyboard.press('Enter');
    await page.getByText('第 1 步').waitFor();
    await tabTo(page, '主体业态');
    await page.keyboard.press('Space');
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    await page.getByText('第 2 步').waitFor();
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    await page.getByText('第 3 步').waitFor();
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    await page.locator('.errors').waitFor();
    await tabTo(page, '请填写事项编码');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(itemCode);
    await tabTo(page, '用途');
    await page.keyboard.insertText(words);
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    await page.getByText('第 4 步').waitFor();
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    const plain = await page.locator('.plain').textContent();
    expect(plain).toMatch(/扫描亮证码的人.*申请门店招牌设置（示例）.*最多 1 次/s);
    expect(await page.locator('.facts').textContent()).toContain('主体业态');
    await tabTo(page, '确认授权');
    await page.keyboard.press('Enter');
    await page.locator('.qr path').waitFor();
  });

  it('shows a code that a scanner reads and that renews itself', async () => {
    await hurryCodes(page);
    await page.reload();
    const first = await scanCode();
    const form = /^[\w-]{22}$/;
    expect(first).toMatch(form);
    // no reading at all is no other code
    const scanned = expect.poll(() => scanCode(), { timeout: 15_000, interval: 300 });
    await scanned.toSatisfy((code: string) => form.test(code) && code !== first);
    await page.unrouteAll();
  });

  it('is told when the counter has looked, and finds the use with all that was seen', async () => {
    const got = await retrieve({ code: await scanCode() });
    const [licence] = got['licences'] as { credential: string }[];
    expect(namesIn(licence?.credential)).toEqual(['KZ_ZTYT']);
    await page.locator('.done', { hasText: '已使用' }).waitFor();
    expect(await page.locator('.qr').count()).toBe(0);
    await tab('使用记录');
    // names of items come in after the entry
    await page
      .locator('.entry', { hasText: /沈阳市市场监督管理局.*申请门店招牌设置.*主体业态/s })
      .first()
      .waitFor();
  });

  it('complains about a use, and reads what the department says to it', async () => {
    const entry = page.locator('.entry').first();
    await entry.getByRole('button', { name: '提出异议' }).click();
    await press('提交异议');
    await page.locator('.errors').waitFor();
    await page.getByLabel('说明').fill(hostile.script);
    await press('提交异议');
    await page.locator('.entry', { hasText: '等待部门答复' }).waitFor();
    expect(await focused()).not.toBe('');
    expect(await entry.textContent()).toContain(hostile.script);
    const heard = await scene.asCounter('/v1/complaints');
    const [told] = heard['complaints'] as { complaintId: string; words: string }[];
    expect(told?.words).toBe(hostile.script);
    const said = { words: '已核实并更正（示例）' };
    await scene.asCounter(`/v1/complaints/${told?.complaintId}/answers`, said);
    await tab('证照');
    await tab('使用记录');
    await page.locator('.entry', { hasText: said.words }).waitFor();
    expect(await page.getByRole('button', { name: '提出异议' }).count()).toBe(0);
  });

  it('reads out nine digits to one counter', async () => {
    await giveLeave(counterId);
    await page.locator('summary', { hasText: '口述给窗口' }).click();
    await press('生成口述码');
    const digits = (await page.locator('.digits').textContent()) ?? '';
    expect(digits).toMatch(/^\d{3} \d{3} \d{3}$/);
    await retrieve({ spokenCode: digits.replaceAll(' ', '') });
    await page.locator('.done', { hasText: '已使用' }).waitFor();
  });

  it('names the department that may look, out of the province’s list, and takes leave back in one tap', async () => {
    await tab('证照');
    await firstCard().click();
    await press('出示');
    await press('下一步');
    await page.getByLabel('只给一个部门').check();
    await page.getByLabel('部门', { exact: true }).selectOption('沈阳市市场监督管理局（示例）');
    await press('下一步');
    await page.getByLabel('事项编码').fill(itemCode);
    await page.getByLabel('用途').fill(words);
    await press('下一步');
    await press('下一步');
    expect(await page.locator('.plain').textContent()).toContain('沈阳市市场监督管理局（示例）');
    await press('确认授权');
    const code = await scanCode();
    await tab('授权');
    await page.locator('.entry', { hasText: '沈阳市市场监督管理局（示例）' }).first().waitFor();
    const entry = page.locator('.entry', { hasText: '可使用' }).first();
    await entry.getByRole('button', { name: '撤回' }).click();
    await page.locator('.done', { hasText: '已撤回' }).waitFor();
    await expect(retrieve({ code })).rejects.toThrow();
  });
});

describe('a counter asks', () => {
  const ask = () =>
    scene.asCounter('/v1/retrieval-requests', {
      purpose: { itemCode, words },
      licences: [
        {
          type: '11100000MB0341032Y902',
          items: [
            { name: 'KZ_ZTYT', required: true },
            { name: 'KZ_JYXM', required: false },
            { name: 'KZ_FDDBR', required: false },
          ],
        },
      ],
    });

  it('and the holder sees who, what, why and until when, leaves something out, and agrees', async () => {
    const { address, requestId } = await ask();
    await page.goto(String(address));
    await page.getByRole('heading', { name: '窗口的请求' }).waitFor();
    expect(page.url()).toBe(`${scene.origin}/me`);
    expect(await page.locator('.facts').textContent()).toMatch(/沈阳市市场监督管理局.*招牌/s);
    // of another one that is chosen nothing is agreed to before it is seen what it says
    const { promise: told, resolve: tell } = Promise.withResolvers<void>();
    const others = /\/v1\/me\/licences\/[^/?]+$/;
    await page.route(others, async (route) => {
      await told;
      await route.continue();
    });
    await page.getByRole('group', { name: '选择要出示的证照' }).getByRole('radio').last().check();
    const next = page.getByRole('button', { name: '下一步', exact: true });
    expect(await next.isDisabled()).toBe(true);
    tell();
    await page.getByLabel(/法定代表人/).uncheck();
    await page.unroute(others);
    expect(await page.getByLabel(/主体业态/).isDisabled()).toBe(true);
    // a double click goes on, and agrees to nothing
    await next.dispatchEvent('click', { detail: 1 });
    await page
      .getByRole('button', { name: '同意', exact: true })
      .dispatchEvent('click', { detail: 2 });
    expect(await page.locator('.plain').last().textContent()).toContain('查看一次');
    expect(await page.getByRole('radio').count()).toBe(0);
    await press('同意');
    await page.locator('.done', { hasText: '已同意' }).waitFor();
    const got = await retrieve({ requestId });
    const [licence] = got['licences'] as { credential: string }[];
    expect(new Set(namesIn(licence?.credential))).toEqual(new Set(['KZ_ZTYT', 'KZ_JYXM']));
  });

  it('and the holder scans its code with the camera', async () => {
    const { address, requestId } = await ask();
    await tab('证照');
    await holdToCamera(page, String(address));
    await press('用摄像头扫描');
    await page.getByRole('heading', { name: '窗口的请求' }).waitFor();
    await press('拒绝');
    await page.locator('.done', { hasText: '已拒绝' }).waitFor();
    await expect(retrieve({ requestId })).rejects.toThrow();
  });

  it('and the holder opens its link by hand and declines', async () => {
    const { address, requestId } = await ask();
    await tab('证照');
    await page.getByLabel('窗口的请求链接或编号').fill('https://example.com/');
    await press('打开');
    await page.locator('.notice', { hasText: '不是窗口请求' }).waitFor();
    await page.getByLabel('窗口的请求链接或编号').fill(String(address));
    await press('打开');
    await press('拒绝');
    await page.locator('.done', { hasText: '已拒绝' }).waitFor();
    await expect(retrieve({ requestId })).rejects.toThrow();
  });
});

describe('a holder lets others act, and reports a loss', () => {
  it('delegates, and the delegate accepts and gives leave within that; then it ends at once', async () => {
    await tab('委托代办');
    await press('委托他人代办');
    await press('下一步');
    await page.locator('.errors').waitFor();
    await page
      .getByLabel(/食品经营许可证/)
      .first()
      .check();
    await page.getByLabel('3 次').check();
    await page.getByLabel('受委托人的证件号码').fill('21010319670807375X');
    await press('下一步');
    expect(await page.locator('.plain').textContent()).toContain('对方登录接受后生效');
    await press('确认委托');
    await page.locator('.entry', { hasText: '待接受' }).waitFor();

    const other = await scene.openContext();
    const theirs = await other.pages.open('/me');
    await signIn(theirs, /^马国强/);
    await theirs.getByRole('navigation').getByRole('button', { name: '委托代办' }).click();
    await theirs.getByRole('button', { name: '接受' }).click();
    await theirs.getByRole('button', { name: '代为授权' }).click();
    // they choose by its type what may be seen, and see nothing of it
    await theirs.getByLabel('主体业态').check();
    expect(await theirs.locator('main').textContent()).not.toContain('餐饮服务经营者');
    await theirs.getByRole('button', { name: '下一步' }).click();
    await theirs.getByRole('button', { name: '下一步' }).click();
    await theirs.getByLabel('事项编码').fill(itemCode);
    await theirs.getByLabel('用途').fill(words);
    await theirs.getByRole('button', { name: '下一步' }).click();
    await theirs.getByRole('button', { name: '下一步' }).click();
    await theirs.getByRole('button', { name: '确认授权' }).click();
    await theirs.locator('.qr path').waitFor();
    expect(other.pages.strays).toEqual([]);

    await tab('证照');
    await tab('委托代办');
    await page.getByRole('button', { name: '取消委托' }).first().click();
    await page.locator('.done', { hasText: '委托已取消' }).waitFor();
    await expect(retrieve({ code: await scanCode(theirs) })).rejects.toThrow();
    await other.context.close();
  });

  it('stops a lost licence at once, and takes it back when it is found', async () => {
    await tab('证照');
    await firstCard().click();
    // whoever thinks better of it is still there
    await press('挂失');
    expect(await focused()).toBe('挂失');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused()).toContain('挂失');
    await press('挂失');
    await press('确认挂失');
    await page.locator('.licence.ended', { hasText: '暂停使用' }).waitFor();
    expect(await page.getByRole('button', { name: '出示' }).count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    await press('解除挂失');
    await press('确认解除挂失');
    await page.locator('.licence.good').waitFor();
  });
});

describe('for everybody', () => {
  it('hears each result in 长辈版', async () => {
    await press('长辈版');
    await page.locator('html[data-elder]').waitFor({ state: 'attached' });
    await page.evaluate(
      `globalThis.said = []; speechSynthesis.speak = ({ text }) => said.push(text)`,
    );
    await tab('证照');
    await page.getByLabel('窗口的请求链接或编号').fill('https://example.com/');
    await press('打开');
    await page.locator('.notice', { hasText: '不是窗口请求' }).waitFor();
    const said = () => page.evaluate<string[]>('said');
    await expect.poll(said).toEqual([expect.stringContaining('不是窗口请求')]);
    await press('标准版');
  });

  it('reads English where English is wanted', async () => {
    await press('English');
    await page.locator('main > .acts .act, .tabs button').nth(3).click();
    await page.locator('.entry').first().waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/委托|证照|下一步/);
    await press('中文');
  });

  it('keeps nothing of what was filled in or seen, and is signed out for good', async () => {
    const kept = await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage])');
    expect(kept).not.toMatch(/21010319670807375X|示例街|91210102MA20FNR4XM/);
    await press('退出登录');
    await page.getByRole('button', { name: /退出/ }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(await page.evaluate<number>('sessionStorage.length')).toBe(0);
  });
});

it('asked nobody but the province and its identity provider, and broke none of its own rules', () => {
  expect(scene.pages.strays).toEqual([]);
});
