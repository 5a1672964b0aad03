import { defineConfig } from 'vitest/config'
import CountReporter from '../../../tools/ci/count-reporter.mjs'

export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    globalSetup: './setup.ts',
    // Much of the time is spent listening at the speed of sound.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', new CountReporter()],
  },
})
