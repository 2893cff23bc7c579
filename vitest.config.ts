import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Fault tests start the real worker from dist, so it is compiled once before the first test.
    globalSetup: ['test/compile.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are what a small CI machine has; more forks only fight each other for them.
    maxWorkers: 2,
  },
})
