import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';

/** Pages of one browser context, and whatever they did that they must not. */
export interface WebPages {
  /** What a page asked of anybody but its own province, threw, or broke of its own rules. */
  readonly strays: string[];
  /** Opens an address of the province and waits until there is something to see. */
  open(path: string): Promise<Page>;
}

/** Opens pages of a province, at whose doors it is written down what goes elsewhere. */
export function watchPages(context: BrowserContext, origins: readonly string[]): WebPages {
  const strays: string[] = [];
  const [home] = origins;
  return {
    strays,
    async open(path) {
      const page = await context.newPage();
      page.on('request', (request) => {
        const isOwn = origins.some((origin) => request.url().startsWith(origin));
        if (!isOwn) strays.push(request.url());
      });
      page.on('pageerror', (error) => strays.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security|Trusted/.test(message.text())) {
          strays.push(message.text());
        }
      });
      await page.goto(`${home}${path}`);
      await page.locator('main').waitFor();
      return page;
    },
  };
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, in short: everything, or by one rule. */
export async function findViolations(of: Page, rule?: 'color-contrast'): Promise<string[]> {
  // in the page itself: no frames stand in it that would need another
  const axe = new AxeBuilder({ page: of }).setLegacyMode();
  const { violations } = await (rule === undefined
    ? axe.withTags(rules)
    : axe.withRules(rule)
  ).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
}

/** What is not told apart by its colours, in the ones that are shown now. */
async function findPale(of: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: of }).withRules(['color-contrast']).analyze();
  return violations.flatMap(({ nodes }) => nodes.map(({ target }) => String(target)));
}

/** Evaluated in the page: presses one of the switches that every page has at its top. */
const press = (which: 'first' | 'last') =>
  `document.querySelector('.bar .tools button:${which}-child').click()`;

/**
 * All that is wrong with what a page shows now: dark, in forced colours, at 200 % and 400 % in both
 * languages, in 长辈版 on a telephone too. Leaves it as it was.
 */
export async function findFaults(of: Page): Promise<string[]> {
  const faults = await findViolations(of);
  const usual = of.viewportSize() ?? { width: 1280, height: 720 };
  const look = async (way: string, find: (page: Page) => Promise<string[]>) => {
    faults.push(...(await find(of)).map((one) => `${way}: ${one}`));
  };
  await of.emulateMedia({ colorScheme: 'dark' });
  await look('dark', findPale);
  await of.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  await look('forced colours', findPale);
  await of.emulateMedia({ forcedColors: 'none' });
  for (const turn of [1, 2]) {
    await of.evaluate(press('last'));
    for (const width of [640, 320]) {
      await of.setViewportSize({ ...usual, width });
      await look(`language ${turn}, ${width} px`, findOverflow);
    }
  }
  await of.evaluate(press('first'));
  await of.setViewportSize({ ...usual, width: 390 });
  await look('elder, 390 px', findOverflow);
  await of.setViewportSize(usual);
  await look('elder', findTooSmall);
  await of.evaluate(press('first'));
  return faults;
}

/** Evaluated in the page: what is smaller than the rules for 长辈版 permit. Links within sentences are text. */
const tooSmall = `(() => {
  const seen = (query) => [...document.querySelectorAll(query)].filter((one) => one.offsetParent);
  const texts = seen('p, dt, dd, h1, h2, h3, li, label, button, summary, textarea, input:not([type=checkbox], [type=radio], [type=file]), pre, code').filter((one) => {
    const { fontSize, lineHeight } = getComputedStyle(one);
    return parseFloat(fontSize) < 18 || parseFloat(lineHeight) < parseFloat(fontSize) * 1.3 - 0.01;
  });
  const targets = seen('button, .file, summary, nav a, select, input:not([type=file])').filter((one) => {
    const { width, height } = (one.closest('label') ?? one).getBoundingClientRect();
    return width < 60 || height < 60;
  });
  return [...texts, ...targets].map((one) => one.outerHTML.slice(0, 80));
})()`;

export const findTooSmall = (of: Page): Promise<string[]> => of.evaluate(tooSmall);

/** Whatever sticks out to the side, in short. */
export const findOverflow = (of: Page): Promise<string[]> =>
  of.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML.slice(0, 80))`);
