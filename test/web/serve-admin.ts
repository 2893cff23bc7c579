import type { Config } from '../../src/config/load.ts'
import { createQueues } from '../../src/jobs/queues.ts'
import { queueBoard } from '../../src/web/queue-board.ts'
import { testConfig } from '../helpers/config.ts'
import type { TestRedis } from '../helpers/redis.ts'
import { testSecret, type SettingsInput } from '../helpers/worker.ts'
import { serveWeb } from './serve-web.ts'

export const password = 'correct horse battery'

type Given = {
  clock: () => Date
  feeds?: Config['feeds']
  settings?: SettingsInput
  /** Null: none is set. */
  adminPassword?: string | null
}

/** All pages with those of the operator, on a real port of the loopback address, with the records and queues of this Redis. */
export async function serveAdmin(
  server: TestRedis,
  { clock, feeds = [], settings = {}, adminPassword = password }: Given,
) {
  const connection = server.connect()
  const queues = createQueues({ connection, onError: () => undefined })
  const publicUrl = 'https://alerts.example.org'
  const admin =
    adminPassword === null
      ? null
      : { password: adminPassword, secret: [testSecret], publicUrl, queues, board: queueBoard(queues) }
  const web = await serveWeb(server, { clock, config: testConfig({ feeds, settings }), admin })
  const { url } = web
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
    ...web,
    queues,
    get,
    post,
    tokenOn,
    authorization,
    text: async (path: string) => await (await get(path)).text(),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]()
      await queues.close()
      connection.disconnect()
    },
  }
}
