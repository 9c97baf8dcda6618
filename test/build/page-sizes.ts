import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The file and what it imports at once, not what it loads when it is asked for. */
function listLoaded(folder: string, name: string): ReadonlySet<string> {
  const loaded = new Set([name]);
  for (const one of loaded) {
    const text = readFileSync(join(folder, one), 'utf8');
    const imports = text.matchAll(/(?:from|import)"\.\/(chunk-[A-Z0-9]+\.js)"/g);
    for (const [, chunk = ''] of imports) loaded.add(chunk);
  }
  return loaded;
}

/** What a page loads before it works. @param folder of the built pages */
export function measureFirstLoad(folder: string, page: string) {
  const own = readdirSync(folder).filter((name) => name === `${page}.css`);
  const names = [...listLoaded(folder, `${page}.js`), 'kit.css', ...own, `${page}.html`];
  const sizes = names.map((name) => gzipSync(readFileSync(join(folder, name))).length);
  return { files: names.length, compressedBytes: sizes.reduce((sum, size) => sum + size, 0) };
}
