import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A real headless browser, and where it unpacked itself. */
export interface TestBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/**
 * A font with Chinese characters, which machines without a screen lack: the one that documents are made
 * with, and no other, so that pages look alike on every machine.
 */
function writeFontSettings(folder: string): string {
  const { resolve } = createRequire(import.meta.url);
  const fonts = ['400Regular', '700Bold'].map((weight) =>
    dirname(resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`)),
  );
  const file = join(folder, 'fonts.conf');
  const folders = fonts.map((one) => `<dir>${one}</dir>`).join('');
  const cache = `<cachedir>${join(folder, 'font-cache')}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${folders}${cache}</fontconfig>`);
  return file;
}

/**
 * Starts the browser that comes with a devDependency. It brings the system libraries it needs only
 * when it thinks that it is in Lambda, and unpacks everything into its own temporary folder: both
 * must be said before it is imported.
 * @param more switches, for instance of a camera that shows a file
 */
export async function startBrowser(more: readonly string[] = []): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-browser-'));
  process.env['TMPDIR'] = folder;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  const browser = await chromium.launch({
    executablePath: await bundled.executablePath(),
    // not the arguments it comes with: they put everything into one process, which cannot look for a
    // font that has Chinese characters, and they switch off what keeps pages apart
    args: ['--no-sandbox', ...more],
    env: { ...process.env, FONTCONFIG_FILE: writeFontSettings(folder) } as Record<string, string>,
    headless: true,
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      // what the browser's children still write may come after it
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
