import { defineConfig } from 'vitest/config';

const { MUTATION_TESTS = '' } = process.env;

/** The fast tests that mutants of one group are held against, in one process: run.ts names them. */
export default defineConfig({
  test: {
    include: MUTATION_TESTS.split(' '),
    testTimeout: 20_000,
    isolate: false,
  },
});
