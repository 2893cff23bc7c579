import { afterEach, expect, test } from 'vitest'
import { buildEvent, buildSource, buildSubscription } from '../helpers/build.ts'
import { createClock } from '../helpers/clock.ts'
import { startInbox } from '../helpers/inbox.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { createOpened } from '../helpers/opened.ts'
import { startTestApp } from '../helpers/worker.ts'

const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

const longName = 'Bournemouth, Christchurch and Poole with "Ampersand & Sons" and a good deal more'
const count = 300

/** So many events of places with long names, each told by several sources with long titles. */
const events = Array.from({ length: count }, (_, index) =>
  buildEvent({
    id: `event-${index}`,
    authority: `${index} ${longName}`,
    rule: 'monitoring-visit',
    fields: { number: 1 + (index % 9) },
    opened: '2026-03-01T10:00:00.000Z',
    sources: Array.from({ length: 6 }, (_, source) =>
      buildSource({ itemId: `${index}-${source}`, title: 'A long headline '.repeat(12), outlet: longName }),
    ),
  }),
)

test('a digest of 300 events with long names is small enough for every mail program, and its page names each of them once', async () => {
  const time = createClock('2026-03-01T07:59:00Z')
  const inbox = opened.use(await startInbox())
  const app = opened.use(
    await startTestApp({ smtpUrl: inbox.url, clock: time.clock, settings: { mail: { timeout: '30s' } } }),
  )
  await app.subscribe('ann', { subscriptions: [buildSubscription({ cadence: { kind: 'daily', at: '08:00' } })] })
  await app.drain()
  await keepEvents(app.store, events, time.now())
  time.advance(3_600_000)
  await app.drain()

  expect(inbox.messages.length).toBeGreaterThan(1)
  for (const { parsed } of inbox.messages) expect(Buffer.byteLength(String(parsed.html))).toBeLessThan(102_000)
  const [first] = inbox.messages.filter(({ parsed }) => /and \d+ more, in further mails/.test(parsed.text ?? ''))
  const link = /See all of them on the web:\n(\S+)/.exec(first?.parsed.text ?? '')?.[1] ?? ''
  expect(String(first?.parsed.html)).toContain(`<a href="${link}">See all of them on the web</a>`)

  const open = async (address: string) => await fetch(`http://127.0.0.1:${app.httpPort}${new URL(address).pathname}`)
  const answer = await open(link)
  const page = await answer.text()
  expect(answer.status).toBe(200)
  const named = [...page.matchAll(/<a href="\/events\/event-(\d+)">/g)].map(([, id]) => Number(id))
  expect(named.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index))
  // As much as a mail may be: names of this length leave no choice.
  expect(Buffer.byteLength(page)).toBeLessThan(102_000)

  // What followed is linked, and every mail has a page of its own, on which it is told in full.
  const further = [...page.matchAll(/<h3><a href="(\/digests\/[^"]+)">(\d+) events<\/a>, sent<\/h3>/g)]
  expect(further).toHaveLength(inbox.messages.length - 1)
  const own = inbox.messages.map(({ parsed }) => /Read this on the web: (\S+)/.exec(parsed.text ?? '')?.[1] ?? '')
  expect(new Set(own).size).toBe(inbox.messages.length)
  expect(own.map((address) => new URL(address).pathname)).toEqual(
    expect.arrayContaining(further.map(([, path]) => path)),
  )
  for (const address of own) expect((await open(address)).status).toBe(200)
})
