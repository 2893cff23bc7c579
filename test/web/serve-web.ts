import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createLinks } from '../../src/links.ts'
import { createStore } from '../../src/store/store.ts'
import { createWeb } from '../../src/web/web.ts'
import type { TestRedis } from '../helpers/redis.ts'
import { testConfig } from '../helpers/config.ts'
import type { SettingsInput } from '../helpers/worker.ts'

/** The pages on a real port of the loopback address, with the records of this Redis. */
export async function serveWeb(
  server: TestRedis,
  {
    clock,
    configFault = () => null,
    settings = () => ({}),
  }: { clock: () => Date; configFault?: () => string | null; settings?: () => SettingsInput },
) {
  const redis = server.connect()
  const store = createStore(redis)
  const logged: string[] = []
  const queued: unknown[] = []
  let made = 0
  const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) })
  const secret = 'a-secret-of-at-least-32-characters'
  const make = (publicUrl: string) => createLinks({ publicUrl, secret })
  const web = createWeb({
    redis,
    store,
    configFault,
    links: make('http://unused'),
    clock,
    log,
    config: () => testConfig({ settings: settings() }),
    enqueue: async (_job, payload) => void queued.push(payload),
    newId: () => `new-${++made}`,
    contact: 'alerts@example.org',
  })
  const { port, close } = await new Promise<{ port: number; close: () => Promise<void> }>((up) => {
    const http = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
      up({ port: address.port, close: () => new Promise((closed) => void http.close(() => closed())) }),
    )
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    store,
    links: make(url),
    logged,
    queued,
    async [Symbol.asyncDispose]() {
      await close()
      redis.disconnect()
    },
  }
}
