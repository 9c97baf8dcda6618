import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinzheng-camera-'));
const film = join(folder, 'film.y4m');

let service: RunningService;
let browser: TestBrowser;
let page: Page;
let printed: string;
/** Whatever was asked of anybody but the province. */
const strays: string[] = [];

/** What a camera sees of a printed code, as two frames of raw film. */
function toFilm(code: string): Uint8Array {
  const [width, height] = [960, 720];
  const { size, modules } = toQrSymbol(code);
  const scale = Math.floor((height - 40) / (size + 8));
  const [left, top] = [width, height].map((side) => Math.floor((side - size * scale) / 2));
  const grey = new Uint8Array(width * height * 1.5).fill(128);
  grey.fill(235, 0, width * height);
  for (let y = 0; y < size * scale; y += 1) {
    for (let x = 0; x < size * scale; x += 1) {
      const isDark = modules[Math.floor(y / scale) * size + Math.floor(x / scale)] === 1;
      if (isDark) grey[(y + (top ?? 0)) * width + x + (left ?? 0)] = 16;
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`);
  return Buffer.concat([head, frame, frame]);
}

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
  const issued = (await openSession(client).call({ ...call, body })).body;
  printed = String(issued['printedCode']);
  writeFileSync(film, toFilm(printed));
  page = await browser.browser.newPage({ locale: 'zh-CN', permissions: ['camera'] });
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

/** One key as a scanner presses it while an input method is on: the method gets it, the page its place. */
async function typeBehindInputMethod(text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const shifted: Readonly<Record<string, string>> = { ':': 'Semicolon', '#': 'Digit3' };
  const plain: Readonly<Record<string, string>> = { '/': 'Slash', '.': 'Period' };
  const press = (code: string, modifiers: number) =>
    session.send('Input.dispatchKeyEvent', {
      ...{ type: 'rawKeyDown', code, modifiers, key: 'Process', windowsVirtualKeyCode: 229 },
    });
  const sent: Promise<unknown>[] = [];
  for (const one of text) {
    const letter = /[a-z]/i.test(one) ? `Key${one.toUpperCase()}` : `Digit${one}`;
    const isShifted = one in shifted || /[A-Z]/.test(one);
    sent.push(press(shifted[one] ?? plain[one] ?? letter, isShifted ? 8 : 0));
  }
  sent.push(
    session.send('Input.imeSetComposition', { text: '雅', selectionStart: 1, selectionEnd: 1 }),
  );
  sent.push(press('Enter', 0));
  await Promise.all(sent);
  await session.detach();
}

describe('a hand scanner at the counter', () => {
  it('is understood while a Chinese input method is on', async () => {
    await page.locator('#scan').focus();
    await typeBehindInputMethod(printed);
    await page.locator('.verdict.valid').waitFor();
    expect(await page.locator('#scan').inputValue()).toBe('');
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
