import { defineConfig } from 'vitest/config';
import { FiguresReporter } from './test/tools/figures-reporter.ts';

/** Kinds of test that need no engine, no browser and no build: they run in `npm run check`. */
const fast = ['unit', 'vectors', 'architecture'];
/** Kinds that start engines, bundles, a browser or the whole service, or try very many inputs. */
const slow = ['property', 'contract', 'faults', 'infra', 'e2e'];

const filesOf = (kinds: readonly string[]) => kinds.map((kind) => `test/${kind}/**/*.test.ts`);

export default defineConfig({
  test: {
    reporters: [
      'default',
      ['json', { outputFile: '.build/test-results.json' }],
      new FiguresReporter(),
    ],
    projects: [
      {
        test: {
          name: 'fast',
          include: filesOf(fast),
          testTimeout: 20_000,
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'slow',
          include: filesOf(slow),
          globalSetup: ['test/setup/document-tools.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // what is waited for comes at once on an idle machine, and late on a busy one
          expect: { poll: { timeout: 30_000 } },
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
