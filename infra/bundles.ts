import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundles lie, a folder a function: `<folder>/<zone>/<verb-noun>/index.js`. */
export const bundleFolder = join(root, '.build', 'functions');

/** All functions there are, as `<zone>/<verb-noun>`. */
export function listFunctions(): readonly string[] {
  return globSync('functions/*/*/index.ts', { cwd: root })
    .map((file) => dirname(file).slice('functions/'.length))
    .sort();
}

/** One call of esbuild for all functions: CommonJS, because it starts faster in Lambda. */
function bundle(write: boolean): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: listFunctions().map((name) => `functions/${name}/index.ts`),
    outbase: 'functions',
    outdir: bundleFolder,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': './shared/adapters/aws/environment-credentials.ts',
    },
    metafile: true,
    logLevel: 'error',
    write,
  });
  return metafile;
}

/** Bundles every function into the folder of bundles; there, as in Lambda, a `.js` file is CommonJS. */
export function buildBundles(): Metafile {
  mkdirSync(bundleFolder, { recursive: true });
  writeFileSync(join(bundleFolder, 'package.json'), '{"type":"commonjs"}\n');
  return bundle(true);
}

/** What bundles would hold, without writing any. */
export function inspectBundles(): Metafile {
  return bundle(false);
}
