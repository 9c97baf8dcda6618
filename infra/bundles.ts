import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';
import { copyAssets } from './bundle-assets.ts';
import { type BundleFiles, bundleInParts, hasLaterParts, inputsOf } from './bundle-parts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundles lie, a folder a function: `<folder>/<zone>/<verb-noun>/index.js`, and what is loaded later beside it. */
export const bundleFolder = join(root, '.build', 'functions');

/** A function's bundle. */
export interface FunctionBundle extends BundleFiles {
  /** `<zone>/<verb-noun>`. */
  readonly name: string;
}

/** CommonJS, because it starts faster in Lambda. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  charset: 'utf8',
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './shared/adapters/aws/environment-credentials.ts',
  },
  logLevel: 'error',
} as const satisfies BuildOptions;

const toEntry = (name: string) => `functions/${name}/index.ts`;

/** All functions there are, as `<zone>/<verb-noun>`. */
export function listFunctions(): readonly string[] {
  return globSync('functions/*/*/index.ts', { cwd: root })
    .map((file) => dirname(file).slice('functions/'.length))
    .sort();
}

/** Functions that only a province in several Regions has. */
const ofSeveralRegions: readonly string[] = ['issuing/hold-turn', 'issuing/mend-licences'];

/** All functions of a province in one Region. */
export function listFunctionsOfOneRegion(): readonly string[] {
  return listFunctions().filter((name) => !ofSeveralRegions.includes(name));
}

/** What the bundles of functions hold, all of them unless named; nothing is written. One call of esbuild, and one more for each function of which a part is loaded later. */
export function inspectBundles(
  names: readonly string[] = listFunctions(),
): readonly FunctionBundle[] {
  const { metafile, outputFiles } = buildSync({
    ...bundleOptions,
    entryPoints: names.map(toEntry),
    outbase: 'functions',
    outdir: bundleFolder,
    format: 'cjs',
    metafile: true,
    write: false,
  });
  return names.map((name) => {
    const path = join(bundleFolder, name, 'index.js');
    const text = outputFiles.find((file) => file.path === path)?.text ?? '';
    const output = Object.values(metafile.outputs).find(
      ({ entryPoint }) => entryPoint === toEntry(name),
    );
    const inputs = output === undefined ? [] : inputsOf(output);
    if (hasLaterParts(inputs, metafile))
      return { name, ...bundleInParts(toEntry(name), bundleOptions) };
    return { name, main: { name: 'index.js', text, inputs }, later: [] };
  });
}

/** Bundles every function into the folder of bundles; there, as in Lambda, a `.js` file is CommonJS. */
export function buildBundles(): readonly FunctionBundle[] {
  const bundles = inspectBundles();
  mkdirSync(bundleFolder, { recursive: true });
  writeFileSync(join(bundleFolder, 'package.json'), '{"type":"commonjs"}\n');
  for (const bundle of bundles) {
    const folder = join(bundleFolder, bundle.name);
    writeBundle(bundle, folder);
    copyAssets(bundle.name, folder);
  }
  return bundles;
}

/** Writes a bundle's files into a folder that holds nothing else. */
export function writeBundle({ main, later }: BundleFiles, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of [main, ...later]) writeFileSync(join(folder, name), text);
}
