import { defineConfig } from 'vitest/config';

const reports = process.env['MOORING_TEST_REPORTS'];

/** Everything under `test/` that ends in `.test.ts`; with MOORING_TEST_REPORTS a count a run is left in that folder. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters:
      reports === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${reports}/${process.pid}.json` }]],
  },
});
