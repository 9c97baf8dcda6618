import type { Locator, Page } from 'playwright-core';
import type { DeskScene } from './desk-scene.ts';

/** The scene of a file's tests, with the page of whom most of them are about. */
export interface Desk {
  scene: DeskScene;
  maker: Page;
}

/** Opens a view by its tab. */
export const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();

export const press = (page: Page | Locator, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

/** Evaluated in the page: is what has the focus of this kind, and called so? A label or a summary may go on. */
const hasFocus = (kind: string, name: string) => `((kind, name) => {
  const { activeElement: one } = document;
  const said = (one.labels?.[0] ?? one).textContent.trim();
  return one.matches(kind) && (one.matches('button') ? said === name : said.startsWith(name));
})(${JSON.stringify(kind)}, ${JSON.stringify(name)})`;

/** What has the focus at the moment when something comes up on a page, before anything else happens there. */
export const focusWhenShown = (page: Page, selector: string): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return;
      observer.disconnect();
      resolve(document.activeElement.textContent);
    }).observe(document.body, { childList: true, subtree: true });
  })`);

const mostPresses = 400;

/** Whoever has no mouse: goes on by the Tab key until they are there, as long as it takes the page to have it. */
export function byKeyboard(page: Page) {
  const { keyboard } = page;
  const reach = async (kind: string, name: string) => {
    for (let presses = 0; presses < mostPresses; presses += 1) {
      await keyboard.press('Tab');
      if (await page.evaluate<boolean>(hasFocus(kind, name))) return;
    }
    throw new Error(`the Tab key does not lead to ${name}`);
  };
  return {
    reach,
    /** A button, or what opens. */
    async push(name: string) {
      await reach('button, summary', name);
      await keyboard.press('Enter');
    },
    /** Over what stood there. */
    async write(label: string, text: string) {
      await reach('input, textarea', label);
      await keyboard.insertText(text);
    },
    /** @param day as `2026-11-28`: in the order of the browser's own language, which is English */
    async writeDay(label: string, day: string) {
      const [year = '', month = '', date = ''] = day.split('-');
      await reach('input[type=date]', label);
      await keyboard.type(`${month}${date}${year}`);
      const written = await page.evaluate('document.activeElement.value');
      if (written !== day) throw new Error(`${label} says ${written}`);
    },
    async tick(label: string) {
      await reach('input[type=checkbox]', label);
      await keyboard.press('Space');
    },
    async choose(label: string, option: string) {
      await reach('select', label);
      await keyboard.press('Home');
      for (let presses = 0; presses < mostPresses; presses += 1) {
        const chosen = await page.evaluate('document.activeElement.selectedOptions[0]?.text');
        if (chosen === option) return;
        await keyboard.press('ArrowDown');
      }
      throw new Error(`${label} has no ${option}`);
    },
  };
}
