import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, press, tab } from '../build/at-the-desk.ts';
import { openDeskScene } from '../build/desk-scene.ts';
import { findOverflow, findTooSmall } from '../build/web-pages.ts';
import { describeBatches } from './desk/batches.ts';
import { describeDirectory } from './desk/directory.ts';
import { describeEvents } from './desk/events.ts';
import { describeLicences } from './desk/licences.ts';
import { describeTwoPeople } from './desk/two-people.ts';

/** One service and one browser for all of it, in this order: what is made is used further down. */
const desk = {} as Desk;
beforeAll(async () => {
  desk.scene = await openDeskScene();
  desk.maker = await desk.scene.at('maker');
});
afterAll(() => desk.scene?.close());

describeLicences(desk);
describeTwoPeople(desk);
describeBatches(desk);
describeEvents(desk);
describeDirectory(desk);

describe('every view of the desk', () => {
  it('fits a narrow window in English and the rules of 长辈版, without anything sticking out', async () => {
    await press(desk.maker, 'English');
    await press(desk.maker, 'Large print');
    await desk.maker.setViewportSize({ width: 320, height: 700 });
    const names = await desk.maker.locator('nav.tabs button').allTextContents();
    expect(names.length).toBe(10);
    for (const name of names) {
      await tab(desk.maker, name);
      await desk.maker.locator('.view-heading').waitFor();
      await desk.maker.getByText('Loading…').first().waitFor({ state: 'detached' });
      expect([name, await findOverflow(desk.maker)]).toEqual([name, []]);
      expect([name, await findTooSmall(desk.maker)]).toEqual([name, []]);
    }
  });
});

it('asked nobody but the province and its identity provider', () => {
  expect(desk.scene.strays()).toEqual([]);
});
