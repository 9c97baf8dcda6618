import type { Page } from 'playwright-core';
import type { Eyes } from '../screenshots/camera.ts';
import { findOverflow, findTooSmall, findViolations } from './web-pages.ts';

/** Looks at each state of a walk in every way that somebody may see it, and writes down what is wrong. */
export interface Examiner extends Eyes {
  /** States that were looked at. */
  readonly seen: readonly string[];
  readonly faults: readonly string[];
}

const usual = { width: 1280, height: 900 };
/** The narrowest that has to do without scrolling aside, and what is left of a screen at 200 %. */
const narrow = { width: 320, height: 640 };
const zoomed = { width: 640, height: 450 };

/** Presses a button of the bar, wherever it is on the screen; what it alters is there when this resolves. */
const press = (page: Page, selector: string) =>
  page.evaluate(`document.querySelector('.bar .tools ${selector}').click()`);
const switchElder = (page: Page) => press(page, 'button:first-child');
const enlarge = (page: Page) => press(page, 'button:nth-child(2)');
const switchLanguage = (page: Page) => press(page, 'button[lang]');

/** The way into 长辈版, where nobody has to look for it. */
const findEntry = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const entry = document.querySelector('.bar .tools button[aria-pressed]');
    const { top, width, height } = entry.getBoundingClientRect();
    const isSeen = top + scrollY < 200 && width >= 44 && height >= 44;
    return isSeen && /长辈版|标准版|Large print|Standard/.test(entry.textContent) ? [] : ['no entry'];
  })()`);

type Find = (page: Page) => Promise<readonly string[]>;

/** Overflow in one language, at both widths; in 长辈版 at each of its sizes as well. */
async function examineText(page: Page, note: (way: string, find: Find) => Promise<void>) {
  for (const size of [narrow, zoomed]) {
    await page.setViewportSize(size);
    await note(`${size.width} px`, findOverflow);
  }
  await page.setViewportSize(narrow);
  await switchElder(page);
  for (const size of ['22', '26', '30']) {
    await note(`elder ${size} px, small`, findTooSmall);
    await note(`elder ${size} px, overflow`, findOverflow);
    await enlarge(page);
  }
  await switchElder(page);
  await page.setViewportSize(usual);
}

export function makeExaminer(): Examiner {
  const seen: string[] = [];
  const faults: string[] = [];
  return {
    ...{ seen, faults },
    async shoot(page, name) {
      seen.push(name);
      const note = async (way: string, find: Find) => {
        for (const one of await find(page)) faults.push(`${name}, ${way}: ${one}`);
      };
      await note('axe', findViolations);
      await note('entry to elder mode', findEntry);
      for (const colours of [{ colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
        await page.emulateMedia(colours);
        await note(JSON.stringify(colours), (of) => findViolations(of, 'color-contrast'));
      }
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
      await examineText(page, note);
      await switchLanguage(page);
      await examineText(page, (way, find) => note(`English, ${way}`, find));
      await switchLanguage(page);
    },
    shootPaper: async () => undefined,
    shootDocument: () => undefined,
  };
}
