import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testConfig } from '../helpers/config.ts'
import { mailedReader } from '../helpers/mailed-reader.ts'
import { mutatedText, textMutations } from '../helpers/mutated-text.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { startSns, topic, type TestSns } from '../helpers/sns.ts'
import { mailgunFailed, mailgunSignature } from '../mail/mailgun-events.ts'
import { sesBounced } from '../mail/ses-events.ts'
import { serveWeb } from './serve-web.ts'

const now = new Date('2026-03-29T12:00:00Z')
const clock = () => now
const mailgunKey = 'key-of-a-test-0123456789abcdef'
const opened = createOpened()
let sns: TestSns
let web: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  const redis = opened.use(await startRedis())
  sns = opened.use(await startSns({ clock }))
  const config = testConfig({ settings: { webhooks: { ses: { topics: [topic] } } } })
  web = opened.use(await serveWeb(redis, { clock, config, askSns: sns.ask, mailgunKey }))
})
afterAll(() => opened[Symbol.asyncDispose]())

const rubbish = ['"', '{', '}', '[', ',', ':', 'null', '\\', '\\u0000', '\0', 'Notification', 'https://']
const mutations = textMutations(rubbish, 2000)

/** A fault of ours would be answered as it is when Redis is away. */
const noFault = () => expect(web.logged.join('')).not.toContain('could not be dealt with')

async function post(path: string, body: string): Promise<number> {
  const answer = await fetch(`${web.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } })
  expect(await answer.json()).toEqual(expect.any(Object))
  return answer.status
}

// A certificate that cannot be had is 503, and stands for nothing else here.
const whole = (status: number) => [200, 400, 403, 415, 503].includes(status)

test('a damaged post is answered for what it is, and suspends nobody', async () => {
  const reader = await mailedReader(web.store, { id: 'ann', now })
  await fc.assert(
    fc.asyncProperty(mutations, async (steps) => {
      const body = sns.signed(sns.notification(sesBounced(reader)))
      const damaged = mutatedText(body, steps, 200_000)
      const status = await post('/webhooks/ses', damaged)
      expect(whole(status)).toBe(true)
      // What is not signed (UnsubscribeURL, unknown fields) may be damaged without harm.
      if (status !== 200) expect(await reader.state()).toBe('active')
      if ((await reader.state()) !== 'active')
        await web.store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'active' }))
    }),
    { numRuns: 200 },
  )
  noFault()
}, 60_000)

test('a signed post with a damaged event is dealt with', async () => {
  const reader = await mailedReader(web.store, { id: 'bob', now })
  await fc.assert(
    fc.asyncProperty(mutations, async (steps) => {
      const said = mutatedText(JSON.stringify(sesBounced(reader)), steps, 100_000)
      expect(await post('/webhooks/ses', sns.signed(sns.notification(said)))).toBe(200)
    }),
    { numRuns: 200 },
  )
  noFault()
}, 60_000)

test('a damaged post of Mailgun’s is answered for what it is', async () => {
  await fc.assert(
    fc.asyncProperty(mutations, async (steps) => {
      const event = { signature: mailgunSignature(now, mailgunKey), 'event-data': mailgunFailed() }
      const body = mutatedText(JSON.stringify(event), steps, 200_000)
      const answer = await fetch(`${web.url}/webhooks/mailgun`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect([200, 400, 403]).toContain(answer.status)
      await answer.text()
    }),
    { numRuns: 200 },
  )
  noFault()
}, 60_000)
