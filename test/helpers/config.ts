import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadConfig, type Config } from '../../src/config/load.ts'
import { Settings } from '../../src/config/settings.ts'
import type { z } from 'zod'

const shipped = loadConfig({
  dir: fileURLToPath(new URL('../../config', import.meta.url)),
  // The shipped feeds lead out of this machine, and are checked elsewhere.
  readFile: (file) => (file.endsWith('feeds.yaml') ? 'feeds: []' : readFileSync(file, 'utf8')),
})

/** The shipped rules and authorities, with a test's own feeds and settings. */
export function testConfig({
  settings = {},
  feeds = [],
}: { settings?: z.input<typeof Settings>; feeds?: Config['feeds'] } = {}): Config {
  if (!shipped.ok)
    throw new Error(`expected the shipped configuration without faults, got ${JSON.stringify(shipped.faults)}`)
  return { ...shipped.config, feeds, settings: Settings.parse(settings) }
}
