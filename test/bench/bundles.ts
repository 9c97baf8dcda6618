import { join } from 'node:path';
import {
  buildBundles,
  bundleFolder,
  type FunctionBundle,
  listFunctions,
} from '../../infra/bundles.ts';
import { startEnvironment } from '../build/start-environment.ts';
import { measureStart } from './measure.ts';
import type { Figure } from './table.ts';

const verify = 'verifying/verify-licence';
const verifyStarts = 1.3;

/** Size of the verify function, and what starting each function costs beside an empty Node. */
export function measureBundles(): readonly Figure[] {
  const bundle = buildBundles().find(({ name }) => name === verify);
  if (bundle === undefined) throw new Error('no verify function');
  return [...toVerifyFigures(bundle), ...listFunctions().map(toStartFigure)];
}

/** What the verify function starts with, and what every container has loaded by the time it verifies. */
function toVerifyFigures({ main, later }: FunctionBundle): readonly Figure[] {
  const verifier = later.find(({ name }) => name.startsWith('wire-verifying'));
  if (verifier === undefined) throw new Error('no verifier in the verify function');
  const kibibytes = toKibibytes(main.text);
  const loaded = [main, verifier].map(({ name }) => join(bundleFolder, verify, name));
  const value = measureStart(loaded, startEnvironment);
  return [
    {
      what: 'verify function: what starts, KiB minified',
      value: kibibytes,
      target: '≤ 40',
      holds: kibibytes <= 40,
    },
    {
      what: 'the same with its verifier, which is loaded right after, KiB',
      value: kibibytes + toKibibytes(verifier.text),
      target: '–',
      holds: true,
    },
    {
      what: 'both, in empty Node starts',
      value,
      target: `≤ ${verifyStarts}`,
      holds: value <= verifyStarts,
    },
  ];
}

const toKibibytes = (text: string) => Buffer.byteLength(text) / 1024;

function toStartFigure(name: string): Figure {
  const limit = name === verify ? verifyStarts : 4;
  const value = measureStart([join(bundleFolder, name, 'index.js')], startEnvironment);
  return {
    what: `start of ${name}, in empty Node starts`,
    value,
    target: `≤ ${limit}`,
    holds: value <= limit,
  };
}
