import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSubscriber } from '../helpers/build.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { serveWeb } from '../web/serve-web.ts'
import { ask } from './raw.ts'

const now = new Date('2026-03-01T08:00:00Z')
let server: TestRedis
let redis: Redis
let web: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  server = await startRedis()
  redis = server.connect()
  web = await serveWeb(server, { clock: () => now })
  for (const state of ['active', 'paused', 'pending', 'suspended', 'unsubscribed'] as const)
    await web.store.subscribers.save(buildSubscriber({ id: state, address: `${state}@example.org`, state }), 0, now)
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  redis?.disconnect()
  await server?.[Symbol.asyncDispose]()
})

let network = 0
const wishes = 'where=all&rules=rating-change&cadence=immediate'

/** What can be seen from outside, and what Redis is asked, but for what differs by chance. */
async function seen(path: string, address: string) {
  network += 1
  const limits = await redis.keys('*:limit:*')
  if (limits.length > 0) await redis.del(limits)
  const monitor = await redis.monitor()
  const commands: string[] = []
  monitor.on('monitor', (_: string, command: string[]) => {
    const text = command.join(' ').replaceAll(address, 'ADDRESS')
    commands.push(text.replaceAll(/limit:\w+|new-\d+|198\.51\.\d+/g, 'CHANCE'))
  })
  const answer = await ask(web.port, {
    method: 'POST',
    path,
    body: `address=${encodeURIComponent(address)}&${wishes}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `198.51.${network}.9` },
  })
  await redis.echo('end')
  await expect.poll(() => commands.at(-1)).toBe('echo end')
  monitor.disconnect()
  const ours = commands.filter((command) => !/^(keys|del|echo) /i.test(command))
  return { ...answer, headers: { ...answer.headers, date: '' }, commands: ours }
}

test.each(['/subscribe', '/manage'])(
  'a form to %s is answered to the byte alike, after the same commands, whoever the address is',
  async (path) => {
    // The first of each script is sent by its text.
    await seen(path, 'first@example.org')
    const unknown = await seen(path, 'nobody@example.org')
    expect(unknown.status).toBe(303)
    expect(unknown.commands.length).toBeGreaterThan(2)
    for (const known of ['active', 'paused', 'pending', 'suspended', 'unsubscribed'])
      expect(await seen(path, `${known}@example.org`), known).toEqual(unknown)
  },
)

test('the message is written at a moment that nobody knows, and not while the next form is read', async () => {
  web.delays.length = 0
  await seen('/manage', 'active@example.org')
  await seen('/subscribe', 'nobody@example.org')
  // Half-way between the earliest and the latest, as the lots of this test fall.
  expect(web.delays).toEqual([4500, 4500])
})
