import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { sandboxAnswer } from '../../shared/api/sandbox.ts';
import { toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { toFilm } from '../build/camera-film.ts';
import {
  bringDetector,
  refuseCamera,
  type Told,
  takeTold,
  watchDevice,
} from '../build/device-spies.ts';
import { typeBehindInputMethod } from '../build/input-method.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { findViolations } from '../build/web-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinzheng-camera-'));
const film = join(folder, 'film.y4m');

let service: RunningService;
let browser: TestBrowser;
let context: BrowserContext;
let page: Page;
let printed: string;
/** Whatever was asked of anybody but the province. */
const strays: string[] = [];

beforeAll(async () => {
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
  [service, browser] = await Promise.all([startRunningService(), startBrowser(camera)]);
  const client = service.client('liaoning', 'shenyang-market-regulation-licences');
  const call = { method: 'POST', path: '/v1/licences', idempotencyKey: 'on-paper' } as const;
  const body = { ...toApplicationBody('foodPermit'), seal: client.seal };
  printed = String((await openSession(client).call({ ...call, body })).body['printedCode']);
  writeFileSync(film, toFilm(printed));
  context = await browser.browser.newContext({ locale: 'zh-CN', permissions: ['camera'] });
  page = await context.newPage();
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(service.urlOf('liaoning')) && !/^(?:blob|data):/.test(url)) {
      strays.push(url);
    }
  });
  await page.goto(`${service.urlOf('liaoning')}/counter`);
  await page.locator('form button.act:not([disabled])').waitFor();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(folder, { recursive: true });
});

const clear = () => page.getByRole('button', { name: '清除，等待下一个' }).click();

describe('the counter’s camera', () => {
  it('reads a code on paper, once for as long as it is held there', async () => {
    await page.getByRole('button', { name: '使用摄像头' }).click();
    await page.locator('.verdict.valid').waitFor({ timeout: 20_000 });
    await clear();
    await page.waitForTimeout(800);
    expect(await page.locator('.verdict').count()).toBe(0);
  });

  it('is off while nobody sees the page, and on again afterwards', async () => {
    const hide = (isHidden: boolean) =>
      page.evaluate(`{
        Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });
        globalThis.track ??= document.querySelector('video').srcObject.getTracks()[0];
        document.dispatchEvent(new Event('visibilitychange'));
      }`);
    await hide(true);
    await expect.poll(() => page.evaluate('globalThis.track.readyState')).toBe('ended');
    await hide(false);
    const isOn = () => page.evaluate(`document.querySelector('video')?.srcObject?.active`);
    await expect.poll(isOn).toBe(true);
    await page.locator('.verdict.valid').waitFor({ timeout: 20_000 });
    await clear();
    await page.getByRole('button', { name: '关闭摄像头' }).click();
  });
});

describe('a hand scanner at the counter', () => {
  it('is understood while a Chinese input method is on', async () => {
    await page.locator('#scan').focus();
    await typeBehindInputMethod(page, printed);
    await page.locator('.verdict.valid').waitFor();
    expect(await page.locator('#scan').inputValue()).toBe('');
    await clear();
  });

  it('may put its own signs before and into what it read, and end by Tab', async () => {
    await page.locator('#scan').focus();
    await page.keyboard.type(`]Q1 ${printed.slice(0, 60)} ${printed.slice(60)}`, { delay: 0 });
    await page.keyboard.press('Tab');
    await page.locator('.verdict.valid').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('scan');
    await clear();
  });

  it('is heard wherever the focus is, and presses no button by the key that ends it', async () => {
    await page.getByRole('button', { name: 'English' }).focus();
    await page.keyboard.type(printed, { delay: 0 });
    await page.keyboard.press('Enter');
    await page.locator('.verdict, .notice').first().waitFor();
    expect(await page.locator('main').textContent()).toContain('证照真实有效');
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-Hans');
    await clear();
  });
});

describe('what is opened at the counter', () => {
  it('is a picture with a code in it, or it says that there is none', async () => {
    const view = await browser.browser.newPage();
    const { size, path } = toQrSymbol(printed);
    const box = `-4 -4 ${size + 8} ${size + 8}`;
    await view.setContent(
      `<body style="margin:0;background:#fff"><svg viewBox="${box}" width="700"><path d="${path}"/></svg>`,
    );
    const picture = { name: 'p.png', mimeType: 'image/png', buffer: await view.screenshot() };
    await view.setContent('<p>nothing</p>');
    const none = { ...picture, buffer: await view.screenshot() };
    await view.close();
    await page.setInputFiles('input[type=file]', picture);
    await page.locator('.verdict.valid').waitFor();
    await clear();
    await page.setInputFiles('input[type=file]', none);
    await page.locator('.notice', { hasText: '没有找到二维码' }).waitFor();
  });

  it('is a document, which is verified here: one without a seal is none of ours', async () => {
    const buffer = Buffer.from('%PDF-1.7\nnot much of a document');
    await page.setInputFiles('input[type=file]', {
      ...{ name: 'x.pdf', mimeType: 'application/pdf', buffer },
    });
    await page.locator('.verdict.invalid').waitFor();
    await clear();
  });
});

describe('what a device can do', () => {
  let own: Page;
  const wasms: string[] = [];
  const press = (name: string) => own.getByRole('button', { name, exact: true }).click();
  const verdict = (name: string) => own.locator(`.verdict.${name}`).waitFor({ timeout: 20_000 });
  const told = () => own.evaluate<Told>(takeTold);

  beforeAll(async () => {
    own = await context.newPage();
    own.on('request', (request) => {
      if (request.url().endsWith('.wasm')) wasms.push(request.url());
    });
    await own.addInitScript(watchDevice);
    await own.addInitScript(bringDetector(printed));
    await own.goto(page.url());
    await own.locator('form button.act:not([disabled])').waitFor();
  });
  afterAll(() => own.close());

  it('is to read codes by itself, and to light them: nothing of ours is loaded for that', async () => {
    await press('使用摄像头');
    await verdict('valid');
    await press('补光灯');
    await own.locator('button[aria-pressed=true]', { hasText: '补光灯' }).waitFor();
    await press('补光灯');
    await own.locator('button[aria-pressed=false]', { hasText: '补光灯' }).waitFor();
    expect((await told()).torch).toEqual([true, false]);
    expect(await own.evaluate('detector.looked')).toBeGreaterThan(0);
    expect(wasms).toEqual([]);
    await press('关闭摄像头');
    await press('清除，等待下一个');
  });

  it('is read by our own when its reader breaks', async () => {
    await own.evaluate('detector.isBroken = true');
    await press('使用摄像头');
    await verdict('valid');
    expect(wasms.length).toBeGreaterThan(0);
    await press('关闭摄像头');
    await press('清除，等待下一个');
  });

  it.each([
    ['NotAllowedError', '未获准使用摄像头'],
    ['NotFoundError', '没有找到摄像头'],
    ['NotReadableError', '可能正被其他程序使用'],
  ])('is no camera: %s is said, and what to do', async (name, words) => {
    await own.evaluate(refuseCamera(name));
    await press('使用摄像头');
    await own.locator('.notice[role=alert]', { hasText: words }).waitFor();
    await press('关闭摄像头');
  });

  it('tells each verdict by sound, vibration and voice together, and without the voice where it was switched off', async () => {
    const { licences } = sandboxAnswer.parse(
      await (await fetch(`${service.urlOf('liaoning')}/sandbox/licences`)).json(),
    );
    const scan = async (name: string, seen: string) => {
      await own.locator('#scan').fill(licences.find((one) => one.case === name)?.credential ?? '');
      await own.locator('#scan').press('Enter');
      await verdict(seen);
      return told();
    };
    await told();
    expect(await scan('valid', 'valid')).toEqual({
      ...{ torch: [], tones: [660, 880], shaken: [[80]] },
      said: ['zh-CN 有效。证照真实有效。'],
    });
    const invalid = await scan('withdrawn', 'invalid');
    expect(invalid).toMatchObject({ tones: [330, 220], shaken: [[300, 100, 300]] });
    expect(invalid.said).toEqual([expect.stringMatching(/^zh-CN 无效。.*撤销/)]);
    await press('关闭语音播报');
    const doubt = await scan('stale', 'indeterminate');
    expect(doubt).toMatchObject({ tones: [440, 440, 440], said: [] });
    expect(doubt.shaken).toHaveLength(1);
  });

  it('prints, where there is no verdict, one sheet that says what to do next', async () => {
    await own.emulateMedia({ media: 'print' });
    expect(await own.locator('.sheet').textContent()).toMatch(
      /^印证 电子证照电子证照核验告知单.*这不表示证照无效.*请保留本告知单.*经办人/s,
    );
    expect(await own.locator('button:visible, .verdict:visible').count()).toBe(0);
    expect(await findViolations(own)).toEqual([]);
    const paper = await PDFDocument.load(await own.pdf({ format: 'A4', preferCSSPageSize: true }));
    expect(paper.getPageCount()).toBe(1);
    await own.emulateMedia({ media: 'screen' });
  });
});

it('the check that a phone opens verifies the code on paper, and shows what the type lets be printed', async () => {
  const check = await browser.browser.newPage({ locale: 'zh-CN' });
  await check.goto(printed);
  await check.locator('.verdict.valid').waitFor();
  expect(await check.locator('.facts').textContent()).not.toContain('1.00'.repeat(9));
  expect(await check.locator('.facts dd').count()).toBeGreaterThan(3);
  await check.close();
});

it('asked nobody but its own province', () => {
  expect(strays).toEqual([]);
});
