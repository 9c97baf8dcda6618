import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeskScene, openDeskScene } from '../build/desk-scene.ts';
import { hostileTexts } from '../build/hostile-texts.ts';
import { type MeScene, openMeScene } from '../build/me-scene.ts';
import { makeExaminer } from '../build/page-examiner.ts';
import { startWeb, type Web } from '../build/start-web.ts';
import { findViolations } from '../build/web-pages.ts';
import { walkPages } from '../screenshots/walk.ts';

/** As hostile and as long as the type lets them be. */
const items = {
  KZ_JYZMC: hostileTexts.markup.text,
  KZ_FDDBR: 'W'.repeat(60),
  KZ_ZS: `${hostileTexts.script.text}${'W'.repeat(200 - hostileTexts.script.text.length)}`,
  KZ_JYCS: hostileTexts.closing.text,
};

let web: Web;
let me: MeScene;
let desk: DeskScene;

beforeAll(async () => {
  web = await startWeb();
  [me, desk] = await Promise.all([openMeScene(web), openDeskScene(web)]);
});
afterAll(() => web.close());

/** Axe in light, dark and forced colours; both languages at 320 px, at 200 % and in each size of 长辈版. */
it('every state of every page can be read and used by everybody', {
  timeout: 300_000,
}, async () => {
  const examiner = makeExaminer();
  await walkPages({ me, desk }, examiner, items);
  expect(examiner.faults).toEqual([]);
  expect(examiner.seen.length).toBeGreaterThan(45);
  expect([...me.pages.strays, ...desk.strays()]).toEqual([]);
});

it('whoever looks at the pages sees what is wrong with one', async () => {
  const page = await (await desk.at('maker')).context().newPage();
  await page.setContent(`<html lang="en"><title>?</title><main><h1>?</h1><button></button>
    <p style="color: #aaa; background: #fff">too pale to read</p></main></html>`);
  const find = async (rule?: 'color-contrast') =>
    (await findViolations(page, rule)).map((one) => one.split(':')[0]);
  expect(await find()).toEqual(['button-name', 'color-contrast']);
  expect(await find('color-contrast')).toEqual(['color-contrast']);
  await page.close();
});

it('what a licence says is text on the desk, and stands in no log', async () => {
  const page = await desk.at('maker');
  await page.getByRole('navigation').getByRole('button', { name: '证照', exact: true }).click();
  const row = page.locator('.rows li', { hasText: '食品经营许可证' }).first();
  await row.locator('.row').click();
  const face = page.locator('.face', { hasText: items.KZ_JYCS });
  for (const text of Object.values(items)) await face.getByText(text).first().waitFor();
  expect(await face.locator('script, b, h2, img[src=x]').count()).toBe(0);
  const log = readFileSync(join(web.service.directory, 'liaoning', 'service.log'), 'utf8');
  expect(log).toContain('licence.issued');
  for (const text of Object.values(items))
    expect(log).not.toContain(JSON.stringify(text).slice(1, -1));
  for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('event');
});
