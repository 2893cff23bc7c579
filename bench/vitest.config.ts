import { defineConfig } from 'vitest/config'

/** What is measured, not tested: each file is one long run whose figures are told on the terminal. `npm run soak`, `npm run bench:hostile`. */
export default defineConfig({
  test: {
    include: ['bench/*.ts'],
    // A program of its own: `npm run bench:classify`.
    exclude: ['bench/classify.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
})
