import { serve } from '@hono/node-server'
import { pino } from 'pino'
import type { Config } from '../../src/config/load.ts'
import { createLinks } from '../../src/links.ts'
import { createStore } from '../../src/store/store.ts'
import { createWeb, type WebDeps } from '../../src/web/web.ts'
import type { TestRedis } from '../helpers/redis.ts'
import { testConfig } from '../helpers/config.ts'
import { testSecret, type SettingsInput } from '../helpers/worker.ts'

type Options = Pick<WebDeps, 'clock'> &
  Partial<Pick<WebDeps, 'configFault' | 'askSns' | 'mailgunKey' | 'admin'>> & {
    settings?: SettingsInput
    config?: Config
    /** In place of `config`, where it changes. */
    currentConfig?: WebDeps['config']
  }

const asksNobody: WebDeps['askSns'] = async (url) => {
  throw new Error(`expected a test to answer for Amazon SNS, it was asked for ${url}`)
}

/** The pages on a real port of the loopback address, with the records of this Redis. */
export async function serveWeb(
  server: TestRedis,
  {
    clock,
    configFault = () => null,
    settings = {},
    config = testConfig({ settings }),
    currentConfig = () => config,
    askSns = asksNobody,
    mailgunKey = null,
    admin = null,
  }: Options,
) {
  const redis = server.connect()
  const store = createStore(redis)
  const logged: string[] = []
  const queued: unknown[] = []
  const delays: (number | undefined)[] = []
  let made = 0
  const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) })
  const make = (publicUrl: string) => createLinks({ publicUrl, secret: testSecret })
  const web = createWeb({
    redis,
    store,
    configFault,
    links: make('http://unused'),
    clock,
    log,
    config: currentConfig,
    enqueue: async (_job, payload, { delayMs } = {}) => {
      queued.push(payload)
      delays.push(delayMs)
    },
    newId: () => `new-${++made}`,
    random: () => 0.5,
    contact: 'alerts@example.org',
    askSns,
    mailgunKey,
    admin,
  })
  const { routes } = web
  const { port, close } = await new Promise<{ port: number; close: () => Promise<void> }>((up) => {
    const http = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
      up({ port: address.port, close: () => new Promise((closed) => void http.close(() => closed())) }),
    )
  })
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    redis,
    port,
    /** Every address there is, with its method. */
    routes,
    store,
    links: make(url),
    logged,
    queued,
    /** How long each of them is to wait, in milliseconds. */
    delays,
    async [Symbol.asyncDispose]() {
      await close()
      redis.disconnect()
    },
  }
}
