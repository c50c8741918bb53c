import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const reports = process.env['MOORING_TEST_REPORTS'];
/** `ci` or `full` where test/proof/run.ts runs the proofs. */
const proof = process.env['MOORING_PROOF'];
const aMinute = 60_000;

/**
 * Everything under `test/` that ends in `.test.ts`, or with MOORING_PROOF in `.proof.ts`, which may take its time and tells as it goes;
 * with MOORING_TEST_REPORTS a count a run is left in that folder.
 */
export default defineConfig({
  test: {
    include: [proof === undefined ? 'test/**/*.test.ts' : 'test/**/*.proof.ts'],
    testTimeout: proof === undefined ? 90_000 : (proof === 'ci' ? 40 : 24 * 60) * aMinute,
    hookTimeout: 90_000,
    // By default one core is left alone: of two that is half of them.
    maxWorkers: availableParallelism(),
    disableConsoleIntercept: proof !== undefined,
    reporters:
      reports === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${reports}/${process.pid}.json` }]],
  },
});
