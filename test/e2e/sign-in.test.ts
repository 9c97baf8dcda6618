import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { logInWithOpenidClient } from '../build/stranger-clients.ts';
import { type WebPages, watchPages } from '../build/web-pages.ts';

let service: RunningService;
let browser: TestBrowser;
let context: BrowserContext;
let page: Page;
/** Nobody is asked but the province and its identity provider. */
let pages: WebPages;

const origin = () => service.urlOf('liaoning');
const providerOrigin = () => `http://127.0.0.1:${Number(new URL(origin()).port) + 4}`;

beforeAll(async () => {
  [service, browser] = await Promise.all([startRunningService(), startBrowser()]);
  context = await browser.browser.newContext({ locale: 'zh-CN' });
  pages = watchPages(context, [origin(), providerOrigin()]);
  page = await openPage('/counter');
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

async function openPage(path: string): Promise<Page> {
  const opened = await pages.open(path);
  await opened.getByRole('button', { name: '取证', exact: true }).first().click();
  return opened;
}

const kept = (of: Page) => of.evaluate<string>('JSON.stringify({ ...sessionStorage })');

async function signIn(of: Page, whom: RegExp): Promise<void> {
  await of.getByRole('button', { name: '登录', exact: true }).click();
  await of.getByRole('button', { name: whom }).click();
  await of.locator('.signed-in').waitFor();
}

/** A company's leave for one licence, shown as a code, for whoever redeems it. */
async function makeShowCode(): Promise<string> {
  const holder = await logInWithOpenidClient(origin(), 'company-2');
  const listed = await holder('GET', '/v1/me/licences');
  const [licence] = listed.body['licences'] as { licenceId: string }[];
  const given = await holder('POST', '/v1/me/authorisations', {
    type: 'yinzheng-licence-use',
    licences: [{ licenceId: licence?.licenceId, items: ['KZ_FDDBR'] }],
    verifier: { client: 'shenyang-market-regulation-counter' },
    purpose: { itemCode: '210102-0001', words: '申请门店招牌设置（示例）' },
    until: new Date(Date.now() + 3600_000).toISOString(),
  });
  const { authorisationId } = given.body;
  const shown = await holder('POST', '/v1/me/show-codes', { authorisationId });
  return String(shown.body['address']);
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

  it('lets a clerk retrieve with a holder’s code, for their counter', async () => {
    await page.getByRole('button', { name: '取证', exact: true }).last().click();
    await page.locator('.errors a').first().waitFor();
    expect(await page.locator('.errors a').count()).toBe(3);
    await page.locator('#item-code').fill('210102-0001');
    await page.locator('#words').fill('申请门店招牌设置（示例）');
    await page.locator('#code').fill(await makeShowCode());
    await page.getByRole('button', { name: '取证', exact: true }).last().click();
    await page.locator('.verdict.valid').waitFor();
    expect(await page.locator('.facts').textContent()).toContain('李文（示例）');
    await page.getByRole('button', { name: '办理下一件' }).click();
    // what it is for stays, the code does not
    expect(await page.locator('#words').inputValue()).toBe('申请门店招牌设置（示例）');
    expect(await page.locator('#code').inputValue()).toBe('');
  });

  it('keeps what was filled in when the sign-in has run out', async () => {
    await page.evaluate(`{
      const session = JSON.parse(sessionStorage['yinzheng-session']);
      delete session.refreshToken;
      sessionStorage['yinzheng-session'] = JSON.stringify({ ...session, expiresAt: 0 });
    }`);
    await page.locator('#code').fill('123456789');
    await page.getByRole('button', { name: '取证', exact: true }).last().click();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.locator('.signed-in').waitFor();
    expect(await page.locator('#words').inputValue()).toBe('申请门店招牌设置（示例）');
  });

  it('takes no answer that this tab did not ask for, nor one twice', async () => {
    for (const query of ['?code=stolen&state=forged', '?error=access_denied&state=forged']) {
      const forged = await openPage(`/counter${query}`);
      await forged.locator('.sign-in .notice').waitFor();
      expect(forged.url()).toBe(`${origin()}/counter`);
      expect(await kept(forged)).not.toContain('session');
      await forged.close();
    }
  });

  it('ends here too where the provider cannot be told, or where the browser goes back', async () => {
    const other = await openPage('/counter');
    const comeIn = async () => {
      await other.evaluate(`{
        const session = { accessToken: '1', expiresAt: Date.now() + 3600000, name: '宋佳（示例）' };
        sessionStorage['yinzheng-session'] = JSON.stringify(session);
      }`);
      await other.reload();
      await other.locator('.signed-in').waitFor();
    };
    await other.route(`${providerOrigin()}/**`, (route) => route.abort());
    await comeIn();
    await other.getByRole('button', { name: '退出登录' }).click();
    await other.locator('.ready').waitFor();
    expect(await kept(other)).toBe('{}');
    await other.evaluate(`sessionStorage['yinzheng-kept-mode'] = '"retrieve"'`);
    await comeIn();
    await other.evaluate(`{
      delete sessionStorage['yinzheng-session'];
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    }`);
    await other.getByRole('button', { name: '登录', exact: true }).waitFor();
    await other.close();
  });

  it('ends everywhere: here and at the provider', async () => {
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: /退出/ }).click();
    await page.getByRole('button', { name: '取证', exact: true }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(await kept(page)).not.toMatch(/session|purpose/);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    // not signed in by itself again
    await page.getByRole('heading', { name: '示例身份认证' }).waitFor();
  });
});

it('asked nobody but the province and its identity provider', () => {
  expect(pages.strays).toEqual([]);
});
