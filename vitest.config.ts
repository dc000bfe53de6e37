import { defineConfig } from 'vitest/config'

/** Each project runs with `vitest run --project NAME`; a plain run is all of them. */
const project = (name: string, ...include: string[]) => ({ test: { name, include, testTimeout: 20_000, hookTimeout: 30_000 } })

export default defineConfig({
  test: {
    // What functions log is shown where a test fails.
    silent: 'passed-only',
    projects: [
      project('unit', 'test/{rules,access,house}/**/*.test.ts'),
      project('endpoints', 'test/{endpoints,events,local}/**/*.test.ts'),
      project('infra', 'test/infra/**/*.test.ts'),
      project('browser', 'test/browser/**/*.test.ts'),
    ],
  },
})
