import { join } from 'node:path';
import { buildBundles, bundleFolder, listFunctions } from '../../infra/bundles.ts';
import { startEnvironment } from '../build/start-environment.ts';
import { measureStart } from './measure.ts';
import type { Figure } from './table.ts';

const verify = 'verifying/verify-licence';

/** Size of the verify function, and what starting each function costs beside an empty Node. */
export function measureBundles(): readonly Figure[] {
  const bundle = buildBundles().find(({ name }) => name === verify);
  const kibibytes = Buffer.byteLength(bundle?.main.text ?? '') / 1024;
  return [
    {
      what: 'verify function: what starts, KiB minified',
      value: kibibytes,
      target: '≤ 40',
      holds: kibibytes <= 40,
    },
    ...listFunctions().map(toStartFigure),
  ];
}

const toBundle = (name: string) => join(bundleFolder, name, 'index.js');

function toStartFigure(name: string): Figure {
  const limit = name === verify ? 1.3 : 4;
  const value = measureStart(toBundle(name), startEnvironment);
  return {
    what: `start of ${name}, in empty Node starts`,
    value,
    target: `≤ ${limit}`,
    holds: value <= limit,
  };
}
