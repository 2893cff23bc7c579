import { defineConfig } from 'vitest/config'

/** `npm run soak`: one long run, told on the terminal as it ends. SOAK_SEED and SOAK_MINUTES choose another. */
export default defineConfig({
  test: { include: ['bench/soak.ts'], testTimeout: 3_600_000, hookTimeout: 60_000, disableConsoleIntercept: true },
})
