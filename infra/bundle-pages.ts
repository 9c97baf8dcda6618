import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

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
  'web/check/check.tsx',
  'web/developers/developers.tsx',
  'web/developers/developers.css',
  'web/kit/kit.css',
];
const documents = [
  'web/counter/counter.html',
  'web/check/check.html',
  'web/developers/developers.html',
];

/** A file of the pages, by the name under which it is served. */
export interface PageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Scripts and style; what only some pages or some licences need is loaded when it is asked for. */
export function bundlePages(): readonly PageFile[] {
  const { outputFiles } = buildSync({
    ...options,
    entryPoints: scripts,
    outdir: 'pages',
    splitting: true,
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
  });
  const files = outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    bytes: contents,
  }));
  return [...files, bundleWorker(files)];
}

/** The service worker knows which files the page consists of, and changes whenever one of them does. */
function bundleWorker(files: readonly PageFile[]): PageFile {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(name).update(bytes);
  const own = files.map(({ name }) => name).filter((name) => name !== 'check.js');
  const kept = ['/counter', '/pages/settings.json', ...own.map((name) => `/pages/${name}`)];
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
  for (const file of documents) cpSync(join(root, file), join(folder, basename(file)));
}
