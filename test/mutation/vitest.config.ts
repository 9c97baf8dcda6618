import { defineConfig } from 'vitest/config';

/** The fast tests alone: what mutants of `shared` are held against, in one process. */
export default defineConfig({
  test: {
    include: ['unit', 'vectors', 'property'].map((kind) => `test/${kind}/**/*.test.ts`),
    testTimeout: 20_000,
    isolate: false,
  },
});
