import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callService } from '../../cli/service-client.ts';
import type { SandboxLicence } from '../../shared/api/sandbox.ts';
import type { VerificationAnswer } from '../../shared/api/verification-schema.ts';
import { sandboxCases } from '../../shared/domain/sandbox-case.ts';
import { startBrowser, type TestBrowser } from '../build/browser.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { findOverflow, findViolations, type WebPages, watchPages } from '../build/web-pages.ts';

let service: RunningService;
let browser: TestBrowser;
let context: BrowserContext;
let pages: WebPages;
let page: Page;
let licences: readonly SandboxLicence[];

beforeAll(async () => {
  [service, browser] = await Promise.all([
    startRunningService({ provinces: ['liaoning', 'zhejiang'] }),
    startBrowser(),
  ]);
  context = await browser.browser.newContext({ locale: 'zh-CN' });
  pages = watchPages(context, [service.urlOf('liaoning')]);
  const answer = await fetch(`${service.urlOf('liaoning')}/sandbox/licences`);
  licences = ((await answer.json()) as { readonly licences: readonly SandboxLicence[] }).licences;
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});

async function verify(body: { readonly credential: string } | { readonly printedCode: string }) {
  const call = { method: 'POST', path: '/v1/verifications', body } as const;
  const { body: found } = await callService(service.urlOf('liaoning'), call);
  return found as unknown as VerificationAnswer;
}

describe('the sandbox', () => {
  it('has a licence of every case, and no other', () => {
    expect(licences.map((one) => one.case)).toEqual(Object.keys(sandboxCases));
  });

  it.each(Object.entries(sandboxCases))('gets for %s exactly its verdict', async (name, given) => {
    const licence = licences.find((one) => one.case === name);
    expect(licence?.expected).toEqual(given);
    const ask = () => verify({ credential: licence?.credential ?? '' });
    // what a neighbour publishes is mirrored on the clock
    const found = await expect
      .poll(ask, { timeout: 30_000, interval: 500 })
      .toMatchObject({ verdict: given.verdict })
      .then(ask);
    const failing = found.checks.filter(({ outcome }) => outcome === 'failed');
    const doubted = found.checks.filter(({ outcome }) => outcome === 'indeterminate');
    if (!('check' in given)) return expect([...failing, ...doubted]).toEqual([]);
    const outcome = given.verdict === 'invalid' ? 'failed' : 'indeterminate';
    expect(found.checks).toContainEqual({ name: given.check, outcome, reason: given.reason });
    expect(given.verdict === 'invalid' ? failing.length : doubted.length).toBe(1);
    if (given.verdict === 'indeterminate') expect(failing).toEqual([]);
  });

  it('gives the printed form of what the province issued the same verdict', async () => {
    const printed = licences.filter(({ printedCode }) => printedCode !== undefined);
    expect(printed.map((one) => one.case)).toContain('suspended');
    for (const { printedCode = '', expected } of printed) {
      expect((await verify({ printedCode })).verdict).toBe(expected.verdict);
    }
  });
});

describe('the API reference', () => {
  it('finds an operation by what is typed, and tells all of it', async () => {
    page = await pages.open('/developers');
    await page.getByLabel('查找接口').fill('licences:issue POST /v1/licences');
    const issue = page.locator('#issueLicence');
    await issue.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await issue.locator('.body').waitFor();
    const words = await issue.textContent();
    expect(words).toContain('以本部门印章颁发一份电子证照');
    expect(words).toContain('licences:issue');
    expect(words).toContain('Idempotency-Key');
    expect(words).toContain('KZ_JYZMC');
    const refusal = issue.getByRole('link', { name: 'issuer-not-entitled' });
    expect(await refusal.getAttribute('href')).toBe('/problems/issuer-not-entitled');
    expect(await findViolations(page)).toEqual([]);
  });

  it('shows every operation of the document, and leads from each refusal to its page', async () => {
    const document = (await (await fetch(`${service.urlOf('liaoning')}/openapi.json`)).json()) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };
    const all = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    await page.getByLabel('查找接口').fill('');
    expect(await page.locator('details.operation').count()).toBe(all.length);
    await page.getByLabel('查找接口').fill('number-taken');
    expect(await page.locator('details.operation').count()).toBeLessThan(5);
    await page.getByLabel('查找接口').fill('qwzxqwzx');
    await page.getByText('没有符合条件的接口').waitFor();
  });

  it('opens at the operation that its address names, in English, on a telephone', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${service.urlOf('liaoning')}/developers#verifyLicence`);
    await page.reload();
    await page.locator('#verifyLicence .body').waitFor();
    for (const summary of await page.locator('#verifyLicence .body summary').all()) {
      await summary.click();
    }
    expect(await findOverflow(page)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
  });
});

describe('the sandbox as a page', () => {
  it('verifies each sample here, and says that it came out as expected', async () => {
    await page.getByRole('link', { name: '沙箱样例' }).click();
    await page.locator('.sample').first().waitFor();
    for (const sample of await page.locator('.sample').all()) {
      await sample.getByRole('button', { name: '在本服务核验' }).click();
      await sample.locator('.same').waitFor();
    }
    await page.locator('.sample summary').first().click();
    expect(await findViolations(page)).toEqual([]);
    expect(await findOverflow(page)).toEqual([]);
  });
});

it('asked nobody but its own province, and broke none of its own rules', () => {
  expect(pages.strays).toEqual([]);
});
