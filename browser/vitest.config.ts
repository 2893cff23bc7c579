import { defineConfig } from 'vitest/config'

/** What only a browser can show: `npm run test:browser`. With the mode `pictures`, pictures of all pages and mails: `npm run pictures`. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === 'pictures' ? 'browser/pictures.ts' : 'browser/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file starts a browser, which takes a core and more.
    maxWorkers: 1,
  },
}))
