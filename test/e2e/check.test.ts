import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPrintedCode } from '../../shared/formats/printed-code.ts';
import { putProvinceBefore } from '../build/foreign-page.ts';
import { hostileTexts, issuable, refusable } from '../build/hostile-texts.ts';
import { type MeScene, openMeScene } from '../build/me-scene.ts';
import { makeSampleCredential } from '../build/presented.ts';
import { makeProvinceCode } from '../build/printed-codes.ts';
import { findOverflow, findViolations } from '../build/web-pages.ts';

let scene: MeScene;
let issued: Record<string, unknown>;
/** Of the licence's printed code. */
let hash: string;

beforeAll(async () => {
  scene = await openMeScene();
  issued = await scene.issue();
  hash = new URL(String(issued['printedCode'])).hash;
});
afterAll(() => scene.close());

/** Keeps what a page says aloud. */
const listen = (page: Page) =>
  page.addInitScript(`globalThis.said = [];
    speechSynthesis.speak = ({ text }) => said.push(text);`);

describe('the check that a phone opens', () => {
  it('shows what is printed and nothing else, and tells no server what the licence says', async () => {
    const asked: Request[] = [];
    const note = (request: Request) => asked.push(request);
    scene.context.on('request', note);
    const check = await scene.pages.open(`/q${hash}`);
    await check.locator('.verdict.valid').waitFor();
    await check.waitForLoadState('networkidle');
    scene.context.off('request', note);
    const said = (await check.locator('.facts').textContent()) ?? '';
    expect(said).toContain(String(issued['number']));
    expect(said).toContain('示例街8号1层');
    // the type prints neither the holder's code nor the representative
    expect(said).not.toMatch(/91210102MA20FNR4XM|胡刚杰/);
    const sent = asked.map((one) => ({ url: new URL(one.url()), request: one }));
    for (const { url, request } of sent) {
      expect([request.method(), request.postData()]).toEqual(['GET', null]);
      expect(url.href.replace(url.hash, '')).not.toContain(String(issued['number']));
      expect(await request.allHeaders()).not.toHaveProperty('cookie');
    }
    const paths = new Set(sent.map(({ url }) => `/${url.pathname.split('/')[1]}`));
    const lists = [
      '/departments',
      '/licence-types',
      '/pages',
      '/q',
      '/status-lists',
      '/trust-list',
    ];
    expect([...paths].sort()).toEqual(lists);
    await check.close();
  });

  it.each([
    ['no code', '/q?verdict=valid&ok=1', '.notice'],
    ['words behind #', '/q#verdict=valid', '.notice'],
    ['half a code', '/q#YZ1AAAA', '.notice'],
    ['a code of nobody', '/q#YZ1AAAAAAAAAAAAAAAAAAAAAAAA', '.verdict.invalid'],
    ['a licence in its own form', '/q#eyJhbGciOiJFUzI1NiJ9.e30.AAAA~', '.notice'],
    ['a show code', `/q#https://a.example/r#${'A'.repeat(22)}`, '.notice'],
  ])('makes nothing good of its address alone: %s', async (_name, path, expected) => {
    const check = await scene.pages.open(path);
    await check.locator(expected).waitFor();
    expect(await check.locator('.verdict.valid').count()).toBe(0);
    await check.close();
  });

  it('says its verdict aloud in 长辈版, and what comes after it when the code changes', async () => {
    const { context } = await scene.openContext();
    const check = await context.newPage();
    await listen(check);
    await check.goto(`${scene.origin}/q`);
    await check.getByRole('button', { name: '长辈版' }).click();
    await check.goto(`${scene.origin}/q#YZ1${'A'.repeat(24)}`);
    await check.locator('.verdict.invalid').waitFor();
    await check.goto(`${scene.origin}/q${hash}`);
    await check.locator('.verdict.valid').waitFor();
    const said = () => check.evaluate<string[]>('said');
    await expect.poll(async () => (await said()).join('|')).toMatch(/无效.*\|.*有效/s);
    await context.close();
  });
});

describe('a good licence whose words are hostile', () => {
  const odd = [...issuable, ...refusable.map(({ text }) => text)];
  const typeMetadata = {
    name: hostileTexts.script.text,
    display: [{ locale: 'zh-Hans', name: `${hostileTexts.markup.text}\u202e` }],
    claims: [
      { path: ['KZ_0'], display: [{ locale: 'zh-Hans', label: 'שלום\u202eמסמך' }], sd: 'always' },
    ],
  };

  /** No text has become more than text, whoever reads sees that something is there, and nothing sticks out. */
  async function expectText(page: Page): Promise<void> {
    const said = (await page.locator('.verdict .facts').textContent()) ?? '';
    for (const text of issuable) expect(said).toContain(text);
    expect(said).toContain('沈阳[U+202E]司公某[U+202C]有限');
    expect(said).toContain('沈[U+200B]阳[U+200C]公[U+2060]司');
    expect(said).toContain('沈阳[U+000D][U+000A]状态：有效');
    expect(said).toContain('沈阳[U+E000][U+F0000]公司');
    expect(said).not.toMatch(/[\p{Cf}\p{Cc}\p{Co}]/u);
    expect(await page.locator('.facts').locator('img, script, b, i, h2').count()).toBe(0);
    expect(await page.title()).toMatch(/核验/);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await findOverflow(page)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
  }

  it('shows them as text, unseen characters as their numbers, at the counter and in the check', async () => {
    const { context, pages } = await scene.openContext();
    const province = await putProvinceBefore(context, scene.origin, typeMetadata);
    const disclosed = odd.map((value, at) => ({ name: `KZ_${at}`, value }));
    const holders = [
      { name: hostileTexts['turned around'].text, codeType: '001' as const, code: 'A' },
    ];
    const credential = makeSampleCredential(province, { content: { disclosed, holders } });
    const counter = await pages.open('/counter');
    await counter.locator('form button.act:not([disabled])').waitFor();
    await counter.locator('#scan').focus();
    await counter.keyboard.insertText(credential);
    await counter.keyboard.press('Enter');
    await counter.locator('.verdict.valid').waitFor();
    await expectText(counter);
    expect(await counter.locator('.verdict .facts').textContent()).toContain(
      hostileTexts.endless.text,
    );

    for (let from = 0; from < odd.length; from += 4) {
      const some = odd.slice(from, from + 4).filter((text) => text.length < 100);
      const items = some.map((value, at) => ({ code: `KZ_${at}`, value, isCuttable: true }));
      const code = makeProvinceCode(province, { items });
      const told = [...readPrintedCode(code).claims.items.values()];
      const check = await pages.open(`/q${new URL(code).hash}`);
      await check.locator('.verdict.valid').waitFor();
      const said = (await check.locator('.facts').textContent()) ?? '';
      for (const text of told) if (issuable.includes(String(text))) expect(said).toContain(text);
      expect(said).not.toMatch(/[\p{Cf}\p{Cc}\p{Co}]/u);
      expect(await check.locator('.facts').locator('img, script, b, i, h2').count()).toBe(0);
      await check.close();
    }
    expect(pages.strays).toEqual([]);
    await context.close();
  });
});

it('asked nobody but its own province, and broke none of its own rules', () => {
  expect(scene.pages.strays).toEqual([]);
});
