import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { openSession } from '../../cli/service-client.ts';
import { toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { startBrowser } from '../build/browser.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { median } from './measure.ts';

/**
 * A process of its own: the embedded service, a real browser with the counter's page, and how long it
 * takes from the end of a scan until the verdict is painted. Prints medians as JSON.
 */

/** Medians, in milliseconds. */
export interface CounterTimes {
  readonly scanner: number;
  readonly offline: number;
  readonly camera: number;
  readonly raw: number;
}

/** Different licences, so that no verdict is one remembered. */
const licences = 24;
const warmUp = 6;

/** Runs in the page before its own script: when the scan ended, and when its verdict was painted. */
const stopwatch = `{
  const watch = (globalThis.stopwatch = { startedAt: 0 });
  watch.afterPaint = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(0);
  }));
  addEventListener('keydown', ({ key, timeStamp }) => {
    if (key === 'Enter') watch.startedAt = timeStamp;
  }, true);
  let last;
  new MutationObserver(async () => {
    const shown = document.querySelector('.full .verdict.valid');
    if (shown === null || shown === last) return;
    last = shown;
    const { startedAt } = watch;
    const paintedAt = await watch.afterPaint();
    watch.tell?.(paintedAt - startedAt);
  }).observe(document, { subtree: true, childList: true });
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 960 });
  const paper = canvas.getContext('2d');
  const draw = ({ size, path }) => {
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, 1280, 960);
    const scale = 800 / (size + 8);
    paper.setTransform(scale, 0, 0, scale, 240 + 4 * scale, 80 + 4 * scale);
    paper.fillStyle = '#000';
    paper.fill(new Path2D(path));
    paper.resetTransform();
  };
  watch.hold = (symbol) => {
    draw(symbol);
    watch.startedAt = performance.now();
  };
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
}`;

/** Milliseconds of one raw signature check and one change of the page. */
const raw = `(async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const data = new Uint8Array(1000);
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const signature = await crypto.subtle.sign(algorithm, privateKey, data);
  const times = [];
  for (let i = 0; i < 31; i += 1) {
    const startedAt = performance.now();
    await crypto.subtle.verify(algorithm, publicKey, signature, data);
    document.querySelector('h1').textContent += ' ';
    times.push((await stopwatch.afterPaint()) - startedAt);
  }
  return times;
})()`;

interface Printed {
  readonly credential: string;
  readonly printedCode: string;
}

async function issue(service: RunningService): Promise<readonly Printed[]> {
  const client = service.client('liaoning', 'shenyang-market-regulation-licences');
  const session = openSession(client);
  const body = { ...toApplicationBody('foodPermit'), seal: client.seal };
  const call = { method: 'POST', path: '/v1/licences', body } as const;
  const issued: Printed[] = [];
  while (issued.length < licences) {
    const answer = await session.call({ ...call, idempotencyKey: randomUUID() });
    issued.push(answer.body as unknown as Printed);
  }
  return issued;
}

/** Brings licences in, one after the other, and says how long each took once the page was warm. */
async function time(page: Page, bring: readonly (() => Promise<unknown>)[]): Promise<number> {
  const times: number[] = [];
  for (const one of bring) {
    const told = page.evaluate<number>('new Promise((tell) => { stopwatch.tell = tell; })');
    await one();
    times.push(await told);
  }
  return median(times.slice(warmUp));
}

/** The text at once, as nothing is waited for in it, and the key that ends it. */
const scan = (page: Page, text: string) => async () => {
  await page.locator('#scan').focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
};

const holdUp = (page: Page, code: string) => () =>
  page.evaluate(`stopwatch.hold(${JSON.stringify(toQrSymbol(code))})`);

async function measure(page: Page, issued: readonly Printed[]): Promise<CounterTimes> {
  await page.locator('.kit', { hasText: '断网时可用' }).waitFor();
  const scans = issued.map(({ credential }) => scan(page, credential));
  const scanner = await time(page, scans);
  await page.getByRole('button', { name: '清除，等待下一个' }).click();
  await page.getByRole('button', { name: '使用摄像头' }).click();
  await page.locator('video').waitFor();
  const camera = await time(
    page,
    issued.map(({ printedCode }) => holdUp(page, printedCode)),
  );
  await page.getByRole('button', { name: '关闭摄像头' }).click();
  await page.context().setOffline(true);
  const offline = await time(page, scans);
  return { scanner, camera, offline, raw: median(await page.evaluate<number[]>(raw)) };
}

const [service, browser] = await Promise.all([startRunningService(), startBrowser()]);
try {
  const context = await browser.browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.addInitScript(stopwatch);
  const issued = await issue(service);
  await page.goto(`${service.urlOf('liaoning')}/counter`);
  process.stdout.write(JSON.stringify(await measure(page, issued)));
} finally {
  await browser.close();
  await service.stop();
}
