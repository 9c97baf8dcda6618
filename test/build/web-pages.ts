import axe from 'axe-core';
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
  // it stays in the page, where to read its half megabyte takes longer than to look around
  if (!(await of.evaluate<boolean>(`'axe' in window`))) await of.evaluate(axe.source);
  const runOnly = rule === undefined ? { type: 'tag', values: rules } : [rule];
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  return of.evaluate(`axe.run(document, ${options}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target).join(' ')))`);
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
