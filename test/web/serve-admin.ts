import { serve } from '@hono/node-server'
import { pino } from 'pino'
import type { Config } from '../../src/config/load.ts'
import type { Settings } from '../../src/config/settings.ts'
import { createQueues } from '../../src/jobs/queues.ts'
import { createLinks } from '../../src/links.ts'
import { createStore } from '../../src/store/store.ts'
import { queueBoard } from '../../src/web/queue-board.ts'
import { createWeb } from '../../src/web/web.ts'
import type { z } from 'zod'
import { testConfig } from '../helpers/config.ts'
import type { TestRedis } from '../helpers/redis.ts'

export const password = 'correct horse battery'
const secret = 'a-secret-of-at-least-32-characters'

type Given = {
  clock: () => Date
  feeds?: Config['feeds']
  settings?: z.input<typeof Settings>
  /** Null: none is set. */
  adminPassword?: string | null
}

/** All pages with those of the operator, on a real port of the loopback address, with the records and queues of this Redis. */
export async function serveAdmin(
  server: TestRedis,
  { clock, feeds = [], settings = {}, adminPassword = password }: Given,
) {
  const redis = server.connect()
  const store = createStore(redis)
  const queues = createQueues({ connection: redis, onError: () => undefined })
  const logged: string[] = []
  let made = 0
  const config = () => testConfig({ feeds, settings })
  const web = createWeb({
    redis,
    store,
    configFault: () => null,
    links: createLinks({ publicUrl: 'https://alerts.example.org', secret }),
    clock,
    log: pino({ level: 'trace' }, { write: (line) => void logged.push(line) }),
    config,
    enqueue: async () => undefined,
    newId: () => `new-${++made}`,
    random: () => 0.5,
    contact: 'alerts@example.org',
    askSns: () => Promise.reject(new Error('nobody asks')),
    mailgunKey: null,
    admin:
      adminPassword === null
        ? null
        : {
            password: adminPassword,
            secret: [secret],
            publicUrl: 'https://alerts.example.org',
            queues,
            board: queueBoard(queues),
            store,
            config,
          },
  })
  const { port, close } = await new Promise<{ port: number; close: () => Promise<void> }>((up) => {
    const http = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
      up({ port: address.port, close: () => new Promise((closed) => void http.close(() => closed())) }),
    )
  })
  const url = `http://127.0.0.1:${port}`
  const authorization = (name: string, given: string) => `Basic ${Buffer.from(`${name}:${given}`).toString('base64')}`
  type Sending = { as?: string; with?: string; headers?: Record<string, string>; method?: string }
  const get = (path: string, { as = 'ann', with: given = password, headers = {}, method = 'GET' }: Sending = {}) =>
    fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: authorization(as, given), ...headers },
    })
  const tokenOn = async (path: string) => /name="token" value="([^"]+)"/.exec(await (await get(path)).text())?.[1] ?? ''
  /** Sends a form as the browser of an operator does who was shown it. */
  const post = async (path: string, form: Record<string, string>, { headers = {}, ...sending }: Sending = {}) =>
    await fetch(`${url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ token: await tokenOn('/admin/subscribers'), ...form }),
      headers: {
        authorization: authorization(sending.as ?? 'ann', sending.with ?? password),
        origin: url,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    })
  return {
    url,
    port,
    /** Every address there is, with its method. */
    routes: web.routes,
    redis,
    store,
    queues,
    logged,
    get,
    post,
    tokenOn,
    authorization,
    text: async (path: string) => await (await get(path)).text(),
    async [Symbol.asyncDispose]() {
      await close()
      await queues.close()
      redis.disconnect()
    },
  }
}
