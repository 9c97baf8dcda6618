import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../docs/pages/', import.meta.url));

/** Bytes of one picture, at most. */
const maxBytes = 150_000;
/** Pixels. */
const desktop = { width: 1120, height: 800 };
const phone = { width: 390, height: 844 };

/** In which ways a view is shown. */
export type Way = 'desktop' | 'phone' | 'dark' | 'elder';

/** Whoever looks at the states that a walk through the pages comes to: takes pictures, or checks them. */
export interface Eyes {
  /** A state, in some ways; none for one that is looked at and not worth a picture. */
  shoot(page: Page, name: string, ways?: readonly Way[]): Promise<void>;
  /** What comes out of a printer. */
  shootPaper(page: Page, name: string): Promise<void>;
  shootDocument(name: string, document: Uint8Array, dotsPerInch?: number): void;
}

/** A picture that another program made of something, for instance of a document. */
function keepPicture(name: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  if (bytes.length > maxBytes) throw new Error(`${name}.png is too large: ${bytes.length} bytes`);
  writeFileSync(`${folder}${name}.png`, bytes);
  console.log(`docs/pages/${name}.png ${Math.round(bytes.length / 1000)} kB`);
}

/** What a picture is about, where it does not stand at the top; of several the first named here. */
const telling = [
  ...['.errors', '.confirmation', '.request', '.digits', '.code', '.plain', 'form .notice'],
  ...['.retrieval .verdict', 'details.operation[open]'],
];

async function take(page: Page, name: string): Promise<void> {
  // what has the focus is not part of the picture, nor is what still moves
  await page.evaluate(`document.activeElement?.blur();
    const telling = [...(innerWidth < 700 ? ['.full'] : []), ...${JSON.stringify(telling)}];
    const found = telling.map((one) => document.querySelector(one)).find(Boolean) ?? null;
    const isSeen = found === null || found.getBoundingClientRect().bottom + scrollY < innerHeight;
    scrollTo(0, isSeen ? 0 : found.getBoundingClientRect().top + scrollY - 16)`);
  keepPicture(name, await page.screenshot({ animations: 'disabled', scale: 'css' }));
}

/** Sizes the page, and switches dark and 长辈版 on or off. */
async function prepare(page: Page, way: Way): Promise<void> {
  await page.setViewportSize(way === 'desktop' ? desktop : phone);
  await page.emulateMedia({ colorScheme: way === 'dark' ? 'dark' : 'light' });
  const isElder = (await page.locator('html[data-elder]').count()) > 0;
  if (isElder !== (way === 'elder')) await page.locator('.bar .tools button').first().click();
}

/** Shows a view in some ways, all but the first on a telephone, and leaves it as it was. */
async function shoot(page: Page, name: string, wanted: readonly Way[] = ['desktop']) {
  for (const way of wanted) {
    await prepare(page, way);
    await take(page, way === 'desktop' ? name : `${name}-${way}`);
  }
  if (wanted.length > 0) await prepare(page, 'desktop');
}

/** What comes out of a printer. */
async function shootPaper(page: Page, name: string): Promise<void> {
  shootDocument(name, await page.pdf({ format: 'A4', preferCSSPageSize: true }));
}

/** The first page of a document, where the machine has poppler. */
function shootDocument(name: string, document: Uint8Array, dotsPerInch = 75): void {
  const options = ['-png', '-r', String(dotsPerInch), '-singlefile', '-'];
  const { stdout, error } = spawnSync('pdftoppm', options, { input: document });
  if (error === undefined) keepPicture(name, stdout);
  else console.log(`no picture of ${name}: ${error.message}`);
}

/** Takes pictures into `docs/pages`, of what begins with one of these names; of everything where there is none. */
export function makeCamera(names: readonly string[]): Eyes {
  const isWanted = (name: string) =>
    names.length === 0 || names.some((one) => name.startsWith(one));
  return {
    async shoot(page, name, ways) {
      if (isWanted(name)) await shoot(page, name, ways);
    },
    async shootPaper(page, name) {
      if (isWanted(name)) await shootPaper(page, name);
    },
    shootDocument(name, document, dotsPerInch) {
      if (isWanted(name)) shootDocument(name, document, dotsPerInch);
    },
  };
}
