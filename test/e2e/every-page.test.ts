import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeskScene, openDeskScene } from '../build/desk-scene.ts';
import { type MeScene, openMeScene } from '../build/me-scene.ts';
import { makeExaminer } from '../build/page-examiner.ts';
import { startWeb, type Web } from '../build/start-web.ts';
import { walkPages } from '../screenshots/walk.ts';

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
  await walkPages({ me, desk }, examiner);
  expect(examiner.faults).toEqual([]);
  expect(examiner.seen.length).toBeGreaterThan(35);
  expect([...me.pages.strays, ...desk.strays()]).toEqual([]);
});
