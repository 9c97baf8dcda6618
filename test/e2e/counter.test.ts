import { readFileSync } from 'node:fs';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { drawGoods } from '../build/draw-goods.ts';
import { toApplicationBody } from '../build/licences.ts';
import { listenInPlaceOf } from '../build/listen-in-place.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import {
  findOverflow,
  findTooSmall,
  findViolations,
  type WebPages,
  watchPages,
} from '../build/web-pages.ts';

let service: RunningService;
let browser: TestBrowser;
let context: BrowserContext;
let page: Page;
let pages: WebPages;

beforeAll(async () => {
  [service, browser] = await Promise.all([startRunningService(), startBrowser()]);
  context = await browser.browser.newContext({ locale: 'zh-CN' });
  pages = watchPages(context, [origin()]);
  page = await pages.open('/counter');
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

const origin = () => service.urlOf('liaoning');

const besideClients = (name: string) => service.clientPath('liaoning', name).replace(/\.json$/, '');
const sample = () => readFileSync(besideClients('sample-licence-1.credential'), 'utf8').trim();
function tampered(): string {
  const [jws = '', ...others] = sample().split('~');
  return [`${jws.slice(0, -8)}AAAAAAAA`, ...others].join('~');
}

/** As a hand scanner does it: fast, into whatever has the focus, and a key at the end. */
async function scan(text: string, end = 'Enter'): Promise<void> {
  await page.locator('#scan').focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press(end);
}

async function nextVerdict(bring: () => Promise<void>): Promise<string> {
  await page.evaluate(`document.querySelector('.verdict')?.setAttribute('data-old', '')`);
  await bring();
  const verdict = page.locator('.verdict:not([data-old])');
  await verdict.waitFor({ timeout: 15_000 });
  return (await verdict.locator('h2').textContent()) ?? '';
}
const verdictOf = (text: string, end = 'Enter') => nextVerdict(() => scan(text, end));

type Files = Parameters<Page['setInputFiles']>[1];
const verdictOfFile = (file: Files) =>
  nextVerdict(() => page.setInputFiles('input[type=file]', file));

/** A licence in each of its forms. */
async function issue() {
  const client = service.client('liaoning', 'shenyang-market-regulation-licences');
  const session = openSession(client);
  const body = { ...toApplicationBody('foodPermit'), seal: client.seal };
  const call = { method: 'POST', path: '/v1/licences', idempotencyKey: 'in-each-form' } as const;
  const { credential, printedCode, licenceId } = (await session.call({ ...call, body })).body;
  const path = `/v1/licences/${licenceId}/document`;
  const { url } = (await session.call({ method: 'GET', path })).body;
  const document = Buffer.from(await (await fetch(String(url))).arrayBuffer());
  return { credential: String(credential), printedCode: String(printedCode), document };
}

/** Whatever the page's service worker did not answer out of what it keeps. */
async function listPassed(asked: readonly Request[]): Promise<readonly string[]> {
  const answered = await Promise.all(
    asked.map(async (one) => (await one.response())?.fromServiceWorker() === true),
  );
  return asked.filter((_, at) => !answered[at]).map((one) => one.url());
}

describe('the counter', () => {
  it('says clearly what it found, one licence after the other without a mouse', async () => {
    await page.locator('form button.act:not([disabled])').waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(await verdictOf(sample())).toBe('有效');
    expect(await page.locator('.verdict').textContent()).toContain('状态截至');
    expect(await findViolations(page)).toEqual([]);
    expect(await verdictOf(tampered(), 'Tab')).toBe('无效');
    expect(await page.locator('.sentence').textContent()).toContain('签名不符');
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate('document.activeElement.id')).toBe('scan');
  });

  it.each([
    ['a show code', 'https://yinzheng.example/r#abc', '亮证码'],
    ['a number', 'JY22101000000028', '仅凭编号'],
    ['goods', '6901234567892', '商品条码'],
    ['a web link', 'https://example.com/menu', '网页链接'],
    ['half a code', 'eyJhbGciOiJFUzI1NiIsInR5c', '一部分'],
    ['a code of another system', '1234567890', '其他系统'],
    ['a payment by WeChat', '134567890123456789', '微信或支付宝'],
    ['a code to be paid by', 'https://qr.alipay.com/fkx1', '微信或支付宝'],
    ['what a paper licence leads to', 'https://www.gsxt.gov.cn/x', '政府网站'],
    ['a counter’s own request', 'https://yinzheng.example/a#abc', '取证请求码'],
    ['nine spoken digits', '123456789', '口述码'],
    ['a health certificate', 'HC1:NCFOXN', '其他系统'],
    ['nothing', '', '请先扫描'],
  ])('says what %s is, and what to do next', async (_name, text, words) => {
    await scan(text);
    await page.locator('[role=status] .notice').filter({ hasText: words }).waitFor();
    expect(await page.locator('.verdict').count()).toBe(0);
  });

  it.each([
    ['an OFD document', 'PK\u0003\u0004 OFD.xml', '这是 OFD 文件'],
    ['an office document', 'PK\u0003\u0004 word/document.xml', '压缩包或办公文档'],
    ['a file of something else', '\u0000\u0001\u0002', '无法读取此文件'],
  ])('says what %s is, and what to bring instead', async (_name, text, words) => {
    const file = { name: 'x', mimeType: '', buffer: Buffer.from(text) };
    await page.setInputFiles('input[type=file]', file);
    await page.locator('[role=status] .notice').filter({ hasText: words }).waitFor();
  });

  it('says of a picture of goods and of a plain PDF what they are, and what to bring instead', async () => {
    const goods = {
      name: 'x.png',
      mimeType: 'image/png',
      buffer: await drawGoods('6901234567892'),
    };
    await page.setInputFiles('input[type=file]', goods);
    await page.locator('[role=status] .notice', { hasText: '商品条码' }).waitFor();
    const paper = await PDFDocument.create();
    paper.addPage();
    const buffer = Buffer.from(await paper.save());
    const plain = { name: 'x.pdf', mimeType: 'application/pdf', buffer };
    expect(await verdictOfFile(plain)).toBe('无效');
    expect(await page.locator('.sentence').textContent()).toMatch(/普通 PDF.*请出示/);
  });

  it('reads a file, and a scan with spaces and wide characters in it', async () => {
    await page.setInputFiles('input[type=file]', besideClients('sample-licence-1.credential'));
    await page.locator('.verdict.valid').waitFor();
    expect(await verdictOf(sample().replace(/~/g, '~ \u3000'))).toBe('有效');
  });

  it('speaks two languages and fits at twice the size', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Counter' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await page.setViewportSize({ width: 640, height: 900 });
    expect(await verdictOf(sample())).toBe('Valid');
    expect(await findOverflow(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await findOverflow(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('is as large in its elder mode as the rules for 长辈版 ask, dark as well', async () => {
    await page.getByRole('button', { name: '长辈版' }).click();
    expect(await verdictOf(sample())).toBe('有效');
    expect(await findTooSmall(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    expect(await findViolations(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none' });
  });
});

describe('the check that a phone opens', () => {
  it('verifies nothing by its address alone', async () => {
    const check = await pages.open('/q?verdict=valid&ok=1');
    await check.locator('.notice').waitFor();
    expect(await check.locator('.verdict').count()).toBe(0);
    expect(await findViolations(check)).toEqual([]);
    await check.close();
    const forged = await pages.open('/q#YZ1AAAAAAAAAAAAAAAAAAAAAAAA');
    await forged.locator('.verdict.invalid').waitFor();
    await forged.close();
  });
});

describe('a show code on a camera that is no counter’s', () => {
  it('says what it is for, asks nobody about it and leaves nothing in the address', async () => {
    const code = 'A'.repeat(22);
    const asked: string[] = [];
    const note = (request: Request) => asked.push(`${request.url()} ${request.postData()}`);
    context.on('request', note);
    const shown = await pages.open(`/r#${code}`);
    await shown.getByRole('heading', { name: '这是亮证码' }).waitFor();
    await shown.waitForURL(`${origin()}/r`);
    await shown.waitForLoadState('networkidle');
    context.off('request', note);
    expect(asked.length).toBeGreaterThan(1);
    // the browser itself tells no server what stands behind #
    expect(asked.slice(1).filter((one) => one.includes(code))).toEqual([]);
    expect(asked.every((one) => /\/(?:r|pages\/[\w-]+\.(?:js|css))(?:#\w+)? null$/.test(one))).toBe(
      true,
    );
    expect(await findViolations(shown)).toEqual([]);
    // the elder mode was chosen on the counter
    await shown.locator('html[data-elder]').waitFor({ state: 'attached' });
    expect(await findTooSmall(shown)).toEqual([]);
    await shown.close();
  });
});

it('a counter that was here before hears of another root without another build', async () => {
  // one of its own: what an opening asks for comes late, and would be counted with what others ask
  const own = await context.browser()?.newContext({ locale: 'zh-CN' });
  if (own === undefined) throw new Error('no browser');
  const counter = await own.newPage();
  const notices = async () => {
    await counter.goto(`${origin()}/counter`);
    await counter.locator('form button.act:not([disabled]), .notice').first().waitFor();
    return counter.locator('.notice', { hasText: '未能载入设置' }).count();
  };
  const forget = () =>
    counter.evaluate(`(async () => {
      await navigator.serviceWorker.ready;
      const [name] = (await caches.keys()).filter((one) => one.startsWith('counter-'));
      await (await caches.open(name)).put('/pages/settings.json', new Response('{"anchors":""}'));
    })()`);
  expect(await notices()).toBe(0);
  await expect.poll(() => forget().then(notices)).toBe(1);
  await expect.poll(notices).toBe(0);
  await own.close();
});

describe('the counter without network', () => {
  it('keeps itself and its kit', async () => {
    await page.locator('.kit', { hasText: '断网时可用' }).waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.waitForFunction('navigator.serviceWorker.controller !== null');
  });

  it('verifies after a reload with the network off, asks nobody, and says that it does not know what came later', async () => {
    const { credential, printedCode, document } = await issue();
    const forged = tampered();
    await service.stop({ keepData: true });
    const place = await listenInPlaceOf(origin());
    const asked: Request[] = [];
    const note = (request: Request) => asked.push(request);
    await context.setOffline(true);
    // as a browser says it whose machine has no network; the emulation forgets it when a page is loaded again
    await page.addInitScript(`Object.defineProperty(navigator, 'onLine', { get: () => false })`);
    context.on('request', note);
    await page.reload();
    await page.locator('form button.act:not([disabled])').waitFor();
    await page.locator('.notice', { hasText: '当前无网络' }).waitFor();
    expect(await verdictOf(credential)).toBe('有效');
    expect(await verdictOf(printedCode)).toBe('有效');
    expect(await verdictOf(forged)).toBe('无效');
    expect(
      await verdictOfFile({ name: 'x.pdf', mimeType: 'application/pdf', buffer: document }),
    ).toBe('有效');
    expect(await page.locator('.kit').textContent()).toContain('此后的变更无从得知');
    context.off('request', note);
    expect(asked.length).toBeGreaterThan(5);
    expect(await listPassed(asked)).toEqual([]);
    expect(place.connections()).toBe(0);
    // what counts would have counted: whoever is told to asks for a new kit
    await context.setOffline(false);
    await page.getByRole('button', { name: '更新离线核验包' }).click();
    await expect.poll(place.connections).toBeGreaterThan(0);
    await place.close();
  });

  it('makes nothing valid any more past the grace of its kit', async () => {
    const page2 = await context.newPage();
    await page2.clock.install({ time: Date.now() + 25 * 3600_000 });
    await page2.goto(`${origin()}/counter`);
    await page2.locator('form button.act:not([disabled])').waitFor();
    await page2.locator('.kit', { hasText: '已过期' }).waitFor();
    await page2.close();
  });
});

it('asked nobody but its own province, and broke none of its own rules', () => {
  expect(pages.strays).toEqual([]);
});
