import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { pageDocuments } from './page-documents.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the bundled function finds its pages under, in its own folder. */
export const bundledPages = 'pages';

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'error',
  write: false,
} as const satisfies BuildOptions;

const scripts = [
  'web/counter/counter.tsx',
  'web/counter/counter.css',
  'web/check/check.tsx',
  'web/desk/desk.tsx',
  'web/desk/desk.css',
  'web/developers/developers.tsx',
  'web/developers/developers.css',
  'web/me/me.tsx',
  'web/me/me.css',
  'web/kit/kit.css',
];
/** A file of the pages, by the name under which it is served. */
export interface PageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** Scripts and style; what only some pages or some licences need is loaded when it is asked for. */
export function bundlePages(): readonly PageFile[] {
  const { outputFiles, metafile } = buildSync({
    ...options,
    entryPoints: scripts,
    outdir: 'pages',
    splitting: true,
    metafile: true,
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
  });
  const built = outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    bytes: contents,
  }));
  const files = [...built, { name: 'zxing.wasm', bytes: readFileSync(wasm) }];
  const counter = new Set([
    'kit.css',
    'counter.css',
    'zxing.wasm',
    ...listParts(metafile, 'counter.js'),
  ]);
  return [...files, bundleWorker(files.filter(({ name }) => counter.has(name)))];
}

/** The file of that name with all that it imports, at once or later. */
export function listParts(
  { outputs }: Metafile,
  name: string,
  kinds = ['import-statement', 'dynamic-import'],
) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set([name]);
  for (const one of found) {
    for (const { path, kind } of byName.get(one)?.imports ?? []) {
      if (kinds.includes(kind)) found.add(basename(path));
    }
  }
  return found;
}

/** The service worker knows which files the counter consists of, and changes whenever one of them does. */
function bundleWorker(files: readonly PageFile[]): PageFile {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(name).update(bytes);
  const own = files.map(({ name }) => `/pages/${name}`);
  const kept = ['/counter', '/pages/settings.json', ...own];
  const [worker] = buildSync({
    ...options,
    entryPoints: ['web/counter/worker.ts'],
    outfile: 'counter-worker.js',
    define: {
      pagesVersion: JSON.stringify(hash.digest('hex').slice(0, 16)),
      pagesFiles: JSON.stringify(kept),
    },
  }).outputFiles;
  if (worker === undefined) throw new Error('no bundle of the worker');
  return { name: 'counter-worker.js', bytes: worker.contents };
}

/** Builds the pages into a folder that holds nothing else. */
export function buildPages(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of bundlePages()) writeFileSync(join(folder, name), bytes);
  for (const { name, text } of pageDocuments) writeFileSync(join(folder, name), text);
}
