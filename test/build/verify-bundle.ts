import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A bundle: its text, and what went into it. */
export interface Bundle {
  readonly text: string;
  readonly sizeBytes: number;
  /** Files inside, from the project's root. */
  readonly inputs: readonly string[];
  readonly metafile: Metafile;
}

/** The verify function, bundled as it is deployed. */
export const bundleVerifyFunction = (): Bundle =>
  bundle('functions/verifying/verify-licence/index.ts', { platform: 'node', format: 'cjs' });

/** The verifier for a page. */
export const bundleForBrowser = (): Bundle =>
  bundle('test/build/verify-in-browser.ts', { platform: 'browser', format: 'iife' });

function bundle(
  entry: string,
  given: { readonly platform: 'node' | 'browser'; readonly format: 'cjs' | 'iife' },
): Bundle {
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: 'out.js',
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    target: given.platform === 'node' ? 'node24' : 'es2022',
    logLevel: 'error',
    ...given,
  });
  const [output] = outputFiles;
  const [inside] = Object.values(metafile.outputs);
  if (output === undefined || inside === undefined) throw new Error(`no bundle of ${entry}`);
  return {
    text: output.text,
    sizeBytes: output.contents.length,
    inputs: Object.keys(inside.inputs),
    metafile,
  };
}
