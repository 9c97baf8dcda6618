import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '../../infra/bundle-pages.ts';
import { measureFirstLoad } from '../build/page-sizes.ts';
import type { CounterTimes } from './counter-page-run.ts';
import { runOnTwoCores } from './on-two-cores.ts';
import type { Figure } from './table.ts';

const maxMilliseconds = 300;
const maxKilobytes = 150;

function toFigure(what: string, value: number, most: number): Figure {
  return { what, value, target: `≤ ${most}`, holds: value <= most };
}

function measureFirstLoads(): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-pages-'));
  buildPages(folder);
  const figures = ['counter', 'check', 'me', 'desk', 'developers'].map((page) => {
    const { compressedBytes } = measureFirstLoad(folder, page);
    const what = `first load of the page ${page}, without the scanner's WebAssembly: kB compressed`;
    return toFigure(what, compressedBytes / 1000, maxKilobytes);
  });
  rmSync(folder, { recursive: true });
  return figures;
}

/** How soon the counter's page shows a verdict in a real browser, and what pages load first. */
export function measureCounterPage(): readonly Figure[] {
  const told = runOnTwoCores<CounterTimes>('counter-page-run.ts');
  return [
    toFigure('scan to verdict on the page, hand scanner, warm: ms', told.scanner, maxMilliseconds),
    toFigure('the same without network, from the kit: ms', told.offline, maxMilliseconds),
    toFigure('code before the camera to verdict, warm: ms', told.camera, maxMilliseconds),
    {
      what: 'one raw ES256 verification and one change painted in that browser: ms',
      ...{ value: told.raw, target: '–', holds: true },
    },
    ...measureFirstLoads(),
  ];
}
