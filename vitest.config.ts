import { defineConfig } from 'vitest/config'

/** Each project runs with `vitest run --project NAME`; a plain run is all of them. */
const project = (name: string, include: string, more = {}) => ({
  test: { name, include: [include], testTimeout: 20_000, hookTimeout: 30_000, ...more },
})

export default defineConfig({
  test: {
    // What functions log is shown where a test fails.
    silent: 'passed-only',
    // Both cores of a small machine: half of each test is waiting for the engine.
    maxWorkers: 2,
    reporters: ['default', './test/totals.ts'],
    projects: [
      project('unit', 'test/{rules,access,house}/**/*.test.ts'),
      // One registry for all files of a worker: each starts a stack of its own on data of its own, in half the time.
      project('endpoints', 'test/{endpoints,events,local}/**/*.test.ts', { isolate: false }),
      // A real browser for each worker, in front of a stack for each file.
      project('browser', 'test/browser/**/*.test.ts', {
        isolate: false,
        globalSetup: ['test/built-console.ts', 'test/browser/set-up.ts'],
        testTimeout: 60_000,
      }),
      // Each file synthesises once; a fresh worker for each would load the CDK again.
      project('infra', 'test/infra/**/*.test.ts', { isolate: false, globalSetup: 'test/built-console.ts' }),
    ],
  },
})
