import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { type FunctionBundle, inspectBundles } from '../../infra/bundles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The verify function, bundled as it is deployed. */
export function bundleVerifyFunction(): FunctionBundle {
  const [bundle] = inspectBundles(['verifying/verify-licence']);
  if (bundle === undefined) throw new Error('no bundle of the verify function');
  return bundle;
}

/** A page's bundle: its text, and the sources inside, from the project's root. */
export interface PageBundle {
  readonly text: string;
  readonly inputs: readonly string[];
  /** What it asks its runtime for. */
  readonly externals: readonly string[];
}

/** The verifier for a page, in one file. */
export function bundleForBrowser(): PageBundle {
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['test/build/verify-in-browser.ts'],
    outfile: 'out.js',
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'error',
  });
  const [output] = outputFiles;
  const [inside] = Object.values(metafile.outputs);
  if (output === undefined || inside === undefined) throw new Error('no bundle for a page');
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return {
    text: output.text,
    inputs: Object.keys(inside.inputs),
    externals: imports.filter(({ external }) => external === true).map(({ path }) => path),
  };
}
