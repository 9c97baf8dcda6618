import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildPages, bundledPages } from './bundle-pages.ts';

const resolve = createRequire(import.meta.url).resolve;

/** The font's name in a bundle's folder, which is where a function starts. */
export const bundledFont = 'font.ttf';

/** What goes beside a bundle because it is no source: the font of faces and seals, and what cuts characters out of it. */
const subsetter = 'harfbuzzjs/dist/harfbuzz-subset.wasm';
const font = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const assetsOf: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'sealing/stamp-document': [[font, bundledFont]],
  'issuing/make-face': [
    [font, bundledFont],
    // asked for by its package's name, and so found as Node finds packages
    [subsetter, `node_modules/${subsetter}`],
  ],
};

/** Puts a function's files into the folder of its bundle. */
export function copyAssets(name: string, folder: string): void {
  if (name === 'verifying/serve-pages') buildPages(join(folder, bundledPages));
  for (const [from, to] of assetsOf[name] ?? []) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(resolve(from), join(folder, to));
  }
}
