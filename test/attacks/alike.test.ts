import { beforeAll, expect, test } from 'vitest'
import { buildSubscriber } from '../helpers/build.ts'
import { usePages } from '../web/use-pages.ts'
import { ask } from './raw.ts'

const now = new Date('2026-03-01T08:00:00Z')
const pages = usePages(now)

beforeAll(async () => {
  for (const state of ['active', 'paused', 'pending', 'suspended', 'unsubscribed'] as const)
    await pages.web.store.subscribers.save(
      buildSubscriber({ id: state, address: `${state}@example.org`, state }),
      0,
      now,
    )
})

let network = 0
const wishes = 'where=all&rules=rating-change&cadence=immediate'

/** What can be seen from outside, and what Redis is asked, but for what differs by chance. */
async function seen(path: string, address: string) {
  network += 1
  const limits = await pages.web.redis.keys('*:limit:*')
  if (limits.length > 0) await pages.web.redis.del(limits)
  const monitor = await pages.web.redis.monitor()
  const commands: string[] = []
  monitor.on('monitor', (_: string, command: string[]) => {
    const text = command.join(' ').replaceAll(address, 'ADDRESS')
    commands.push(text.replaceAll(/limit:\w+|new-\d+|198\.51\.\d+/g, 'CHANCE'))
  })
  const answer = await ask(pages.web.port, {
    method: 'POST',
    path,
    body: `address=${encodeURIComponent(address)}&${wishes}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `198.51.${network}.9` },
  })
  await pages.web.redis.echo('end')
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
  pages.web.delays.length = 0
  await seen('/manage', 'active@example.org')
  await seen('/subscribe', 'nobody@example.org')
  // Half-way between the earliest and the latest, as the lots of this test fall.
  expect(pages.web.delays).toEqual([4500, 4500])
})
