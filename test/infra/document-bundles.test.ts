import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { copyAssets } from '../../infra/bundle-assets.ts';
import { bundleInParts } from '../../infra/bundle-parts.ts';
import { bundleOptions, writeBundle } from '../../infra/bundles.ts';

it('what draws and finds works as it is bundled, with its font and its subsetter beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-drawing-'));
  try {
    writeBundle(bundleInParts('test/build/draw-in-bundle.ts', bundleOptions), folder);
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
    copyAssets('issuing/make-face', folder);
    const told = execFileSync(process.execPath, ['index.js'], { cwd: folder, encoding: 'utf8' });
    expect(told).toBe('true true 1');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('documents are verified by our own code alone, which needs nothing of Node: a page can do it', () => {
  const { metafile, outputFiles } = buildSync({
    ...{ entryPoints: ['shared/verify/document-verifier.ts'], outfile: 'out.js', write: false },
    ...{ bundle: true, minify: true, platform: 'browser', format: 'esm', metafile: true },
    ...{ target: 'es2022', logLevel: 'error' },
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
  const external = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter((one) => one.external === true).map(({ path }) => path),
  );
  expect(external).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/\bBuffer\b|process\./);
});
