import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

let service: RunningService;
let browser: TestBrowser;
let context: BrowserContext;
let page: Page;
/** Whatever a page asked of anybody but its own province and the identity provider, or said on its console. */
const strays: string[] = [];

const origin = () => service.urlOf('liaoning');
const providerOrigin = () => `http://127.0.0.1:${Number(new URL(origin()).port) + 4}`;

beforeAll(async () => {
  [service, browser] = await Promise.all([startRunningService(), startBrowser()]);
  context = await browser.browser.newContext({ locale: 'zh-CN' });
  page = await openPage('/counter');
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

async function openPage(path: string): Promise<Page> {
  const opened = await context.newPage();
  opened.on('request', (request) => {
    const { origin: asked } = new URL(request.url());
    if (![origin(), providerOrigin()].includes(asked)) strays.push(request.url());
  });
  opened.on('pageerror', (error) => strays.push(String(error)));
  opened.on('console', (message) => {
    if (/Content Security|Trusted/.test(message.text())) strays.push(message.text());
  });
  await opened.goto(`${origin()}${path}`);
  await opened.locator('main').waitFor();
  return opened;
}

const kept = (of: Page) => of.evaluate<string>('JSON.stringify({ ...sessionStorage })');

async function signIn(of: Page, whom: RegExp): Promise<void> {
  await of.getByRole('button', { name: '登录', exact: true }).click();
  await of.getByRole('button', { name: whom }).click();
  await of.locator('.signed-in').waitFor();
}

describe('signing in on a page', () => {
  it('leads to the identity provider and back to the page, with nothing left in the address', async () => {
    await signIn(page, /宋佳/);
    expect(await page.locator('.signed-in').textContent()).toContain('宋佳（示例）');
    expect(page.url()).toBe(`${origin()}/counter`);
  });

  it('lasts over a reload in this tab, and in no other', async () => {
    await page.reload();
    await page.locator('.signed-in').waitFor();
    const other = await openPage('/counter');
    await other.getByRole('button', { name: '登录', exact: true }).waitFor();
    await other.close();
  });

  it('keeps a token that is of no use to whoever reads it', async () => {
    const session = JSON.parse(JSON.parse(await kept(page))['yinzheng-session']);
    const read = (scheme: string) =>
      fetch(`${origin()}/v1/me`, {
        headers: { authorization: `${scheme} ${session.accessToken}` },
      });
    expect((await read('Bearer')).status).toBe(401);
    expect((await read('DPoP')).status).toBe(401);
    const keyIsReadable = await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('yinzheng-proof-key');
      opening.onerror = reject;
      opening.onsuccess = () => {
        const asked = opening.result.transaction('keys').objectStore('keys').get('es256');
        asked.onsuccess = () => {
          opening.result.close();
          resolve(asked.result.privateKey.extractable);
        };
      };
    })`);
    expect(keyIsReadable).toBe(false);
  });

  it('takes no answer that this tab did not ask for, nor one twice', async () => {
    for (const query of ['?code=stolen&state=forged', '?error=access_denied&state=forged']) {
      const forged = await openPage(`/counter${query}`);
      await forged.locator('.sign-in .notice').waitFor();
      expect(forged.url()).toBe(`${origin()}/counter`);
      expect(await kept(forged)).toBe('{}');
      await forged.close();
    }
  });

  it('ends everywhere: here and at the provider', async () => {
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: /退出/ }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(await kept(page)).toBe('{}');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    // not signed in by itself again
    await page.getByRole('heading', { name: '示例身份认证' }).waitFor();
  });
});

it('asked nobody but the province and its identity provider', () => {
  expect(strays).toEqual([]);
});
