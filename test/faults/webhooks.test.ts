import { afterAll, beforeAll, expect, test } from 'vitest'
import { testConfig } from '../helpers/config.ts'
import { mailedReader } from '../helpers/mailed-reader.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { startSns, topic, type TestSns } from '../helpers/sns.ts'
import { mailgunFailed, mailgunSignature } from '../mail/mailgun-events.ts'
import { sesBounced } from '../mail/ses-events.ts'
import { serveWeb } from '../web/serve-web.ts'

const now = new Date('2026-03-29T12:00:00Z')
const clock = () => now
const mailgunKey = 'key-of-a-test-0123456789abcdef'
const opened = createOpened()
let redis: TestRedis
let sns: TestSns
let web: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  redis = opened.use(await startRedis())
  sns = opened.use(await startSns({ clock }))
  const config = testConfig({ settings: { webhooks: { ses: { topics: [topic] } } } })
  web = opened.use(await serveWeb(redis, { clock, config, askSns: sns.ask, mailgunKey }))
})
afterAll(() => opened[Symbol.asyncDispose]())

async function post(path: string, body: string): Promise<Response> {
  return await fetch(`${web.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
}

test.each([
  ['/webhooks/ses', (reader: object) => sns.signed(sns.notification(sesBounced(reader)))],
  [
    '/webhooks/mailgun',
    (reader: object) =>
      JSON.stringify({ signature: mailgunSignature(now, mailgunKey), 'event-data': mailgunFailed(reader) }),
  ],
])(
  'a post to %s that finds Redis away is to come again, and is dealt with then',
  async (path, write) => {
    const reader = await mailedReader(web.store, { id: path.slice('/webhooks/'.length), now })
    const body = write(reader)
    redis.freeze()
    try {
      const answer = await post(path, body)
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('60')
      expect(await answer.json()).toEqual({ error: expect.stringContaining('try again') })
    } finally {
      redis.thaw()
    }
    // What waited for Redis may have been done by then, and is not done twice.
    expect((await post(path, body)).status).toBe(200)
    await expect.poll(reader.state).toBe('suspended')
    expect(await reader.logged()).toHaveLength(1)
    expect(web.logged.join('')).not.toContain('@')
  },
  20_000,
)
