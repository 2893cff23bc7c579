import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Digest } from '../../src/events/digest.ts'
import { keys } from '../../src/store/keys.ts'
import { buildEvent, buildSource, buildSubscriber } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { htmlFaults } from './html-faults.ts'
import { serveWeb } from './serve-web.ts'

const day = 86_400_000
const now = new Date('2026-03-01T08:00:00Z')
const window = 'daily-2026-03-01-0800Z'
let redis: TestRedis
let web: Awaited<ReturnType<typeof serveWeb>>
let made = 0
let ann = ''
let closings = 0

beforeAll(async () => {
  redis = await startRedis()
  web = await serveWeb(redis, { clock: () => now })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  ann = `reader-${++made}`
  closings = 0
  await web.store.subscribers.save(buildSubscriber({ id: ann, address: `${ann}@example.org` }), 0, now)
})

const visit = (number: number) =>
  buildEvent({ id: `visit-${number}`, rule: 'monitoring-visit', authority: 'Kent', fields: { number } })

/** Freezes a digest of the subscriber; its delivery's id. */
async function freeze(overrides: Partial<Digest> = {}): Promise<string> {
  const events = [{ known: null, event: buildEvent() }]
  const digest: Digest = {
    subscriberId: ann,
    window,
    cadence: 'daily',
    timeZone: 'Europe/London',
    frozen: now.toISOString(),
    events,
    more: 0,
    failedFeeds: [],
    ...overrides,
  }
  const outcome = await web.store.digests.close({
    subscriberId: ann,
    version: 1,
    closings,
    windows: [],
    firstDue: null,
    immediateUpTo: null,
    digest,
    telling: [],
    messageId: (id) => `<${id}@example.org>`,
    keepMs: 90 * day,
    now: new Date(digest.frozen),
  })
  if (outcome.kind !== 'closed' || outcome.deliveryId === null)
    throw new Error(`expected a delivery, got ${outcome.kind}`)
  closings += 1
  return outcome.deliveryId
}

async function get(url: string) {
  const answer = await fetch(url)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const linkOf = (of = window) => web.links.edition(ann, of)
const tokenOf = (url: string) => new URL(url).pathname.split('/')[2] ?? ''

describe('the page of a digest', () => {
  test('says what its mail says, and nothing of whose it is', async () => {
    await freeze({
      events: [
        { known: null, event: buildEvent() },
        {
          known: 1,
          event: {
            ...visit(7),
            revision: 2,
            history: [
              { revision: 1, fields: { number: null } },
              { revision: 2, fields: { number: 7 } },
            ],
          },
        },
      ],
      failedFeeds: [{ name: 'BBC Kent', lastOk: null }],
    })
    const { status, headers, text } = await get(linkOf())
    expect(status).toBe(200)
    expect(text).toContain('<h1>2 events in 2 authorities, 1 March 2026</h1>')
    expect(text).toContain('<h2>Sandwell</h2>')
    expect(text).toContain('<a href="/events/event-1">Sandwell: remains Inadequate</a>')
    expect(text).toContain('“Ofsted rated the services inadequate.”')
    expect(text).toContain('Update</span> <a href="/events/visit-7">Kent: seventh monitoring visit</a>')
    expect(text).toContain('Known before: “Kent: ')
    expect(text).toContain('BBC Kent has never answered')
    expect(text).not.toContain(ann)
    expect(text).not.toContain('What followed')
    expect(text).toContain('<meta name="robots" content="noindex" />')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(await htmlFaults(text)).toEqual([])
  })

  test('asks below each event whether it was right, as its mail does', async () => {
    await keepEvents(web.store, [visit(7)])
    await freeze({ events: [{ known: null, event: visit(7) }] })
    const { text } = await get(linkOf())
    const [, asked = ''] = /href="(\/feedback\/[^"]+)">Not relevant\?</.exec(text) ?? []
    expect((await get(`${web.url}${asked}`)).text).toContain('Kent: seventh monitoring visit')
    expect((await get(`${web.url}/sample-digest`)).text).not.toContain('/feedback/')
  })

  test('tells more shortly of many events, and leaves out none', async () => {
    await freeze({ events: Array.from({ length: 300 }, (_, index) => ({ known: null, event: visit(index) })) })
    const { text } = await get(linkOf())
    expect(new Set([...text.matchAll(/href="\/events\/visit-(\d+)"/g)].map(([, id]) => id)).size).toBe(300)
    expect(Buffer.byteLength(text)).toBeLessThan(50_000)
    expect(await htmlFaults(text)).toEqual([])
  })

  test('leads to what followed, in the order in which it was made, and says what became of it', async () => {
    await freeze({ more: 3 })
    await freeze({ more: 1, events: [1, 2].map((number) => ({ known: null, event: visit(number) })) })
    const last = await freeze({ events: [{ known: null, event: visit(3) }] })
    await web.store.deliveries.suppress(last, 'a test', now)
    const { text } = await get(linkOf())
    expect(text).toContain('<p>3 more events had no room in this digest. Further digests came right after it:</p>')
    const parts = text.slice(text.indexOf('What followed')).split('<h3>').slice(1)
    expect(parts).toHaveLength(2)
    const [second = '', third = ''] = parts
    expect(second).toMatch(/^<a href="\/digests\/[^"]+\/daily-2026-03-01-0800Z-2">2 events<\/a>, not sent yet/)
    expect(second.match(/\/events\/visit-[12]"/g)).toHaveLength(2)
    expect(third).toMatch(/^<a href="[^"]+-3">One event<\/a>, not sent</)
    const next = await get(`${web.url}${/href="([^"]+-2)"/.exec(text)?.[1]}`)
    expect(next.text).toContain('One more event had no room in this digest.')
    expect(next.text.match(/-0800Z-3"/g)).toHaveLength(1)
  })

  test('does not claim that something followed before it has', async () => {
    await freeze({ more: 3 })
    expect((await get(linkOf())).text).toContain('No further digest with what had no room has been made by now.')
  })

  test('is honest about mail that was not sent, and keeps what the mail server said to itself', async () => {
    const id = await freeze()
    expect((await get(linkOf())).text).toContain('It has not been sent yet.')
    const attempt =
      (await web.store.deliveries.claim(id, { id: ann, version: 1 }, new Date(now.getTime() + day), now)) ?? 0
    expect((await get(linkOf())).text).toContain('It is being sent at this moment.')
    await web.store.deliveries.failed(id, attempt, `550 ${ann}@example.org is full`, now)
    const { text } = await get(linkOf())
    expect(text).toContain('It was not sent: the mail server did not take it.')
    expect(text).not.toContain('550')
  })

  test('is no longer there when its time is over', async () => {
    const id = await freeze()
    await web.store.deliveries.suppress(id, 'a test', now)
    await web.store.deliveries.prune(new Date(now.getTime() + day), 10)
    const { status, text } = await get(linkOf())
    expect(status).toBe(410)
    expect(text).toContain('This digest is no longer kept')
    expect(text).toContain('90 days')
    expect(await htmlFaults(text)).toEqual([])
  })

  test('is no longer there when only its events are gone, or its subscriber', async () => {
    await freeze()
    const client = redis.connect()
    await client.del(...(await client.keys(keys.snapshot('*'))))
    client.disconnect()
    expect((await get(linkOf())).status).toBe(410)
    await web.store.subscribers.erase(ann)
    expect((await get(linkOf())).status).toBe(404)
  })

  test('opens to its own link alone', async () => {
    await freeze()
    const other = `${ann}-daily`
    await web.store.subscribers.save(buildSubscriber({ id: other, address: `${other}@example.org` }), 0, now)
    const token = tokenOf(linkOf())
    const manage = tokenOf(web.links.manage(ann, new Date(now.getTime() + day)))
    const paths = [
      // Another scope, another window, another's token, a name that begins alike.
      `/digests/${manage}/${window}`,
      `/digests/${tokenOf(web.links.unsubscribe(ann))}/${window}`,
      `/digests/${token}/daily-2026-03-02-0800Z`,
      `/digests/${token}/${window}-2`,
      `/digests/${token}/${encodeURIComponent(`../${window}`)}`,
      `/digests/${token}/${window}%00`,
      `/digests/${token.slice(0, -1)}/${window}`,
      `/digests/${token}.${token}/${window}`,
      `/digests/x/${window}`,
      `/digests/${'x'.repeat(9000)}/${window}`,
    ]
    for (const path of paths) expect((await get(web.url + path)).status, path.slice(0, 80)).toBe(404)
    // Somebody else's own link; and one id of a delivery for two pairs of subscriber and window.
    expect((await get(web.links.edition(other, window))).status).toBe(410)
    expect((await get(web.links.edition(other, window.replace('daily-', '')))).status).toBe(410)
    expect((await get(linkOf())).status).toBe(200)
  })

  test('is harmless whatever others wrote', async () => {
    const attack = '"><script>alert(1)</script>\u202E\u0000'
    const source = buildSource({ title: attack, outlet: attack, url: 'javascript:alert(1)' })
    await freeze({
      events: [{ known: null, event: buildEvent({ id: attack, rule: attack, authority: attack, sources: [source] }) }],
      failedFeeds: [{ name: attack, lastOk: null }],
    })
    expect((await get(linkOf())).text).not.toMatch(/<script|javascript:|[\u202E\u0000]/)
  })
})

describe('the last digests, where their subscriber changes what they get,', () => {
  const manage = () => web.links.manage(ann, new Date(now.getTime() + day))
  const owned = () => web.links.owner(ann, new Date(now.getTime() + day))

  test('are ten, the newest first, each leading to its page', async () => {
    expect((await get(manage())).text).not.toContain('Your last digests')
    for (let number = 1; number <= 12; number += 1) {
      const at = new Date(now.getTime() + number * day).toISOString()
      await freeze({
        window: `immediate-${number}`,
        frozen: at,
        events: Array.from({ length: number }, (_, index) => ({ known: null, event: visit(index) })),
      })
    }
    const { text } = await get(manage())
    const shown = text.slice(text.indexOf('Your last digests'), text.indexOf('What we keep'))
    const lines = [...shown.matchAll(/<li><a href="([^"]+)">([^<]+)<\/a>: ([^<]+)<\/li>/g)]
    expect(lines).toHaveLength(10)
    expect(lines[0]?.slice(2)).toEqual(['13 March 2026', '12 events, not sent yet'])
    const edition = await get(`${web.url}${lines[0]?.[1]}`)
    expect(edition.text).toContain('<h1>12 events in Kent, 13 March 2026</h1>')
    expect(Buffer.byteLength(text)).toBeLessThan(50_000)
    expect(await htmlFaults(text)).toEqual([])
  })

  test('are part of the copy that they get of what is kept', async () => {
    await freeze()
    const answer = await fetch(`${owned()}/export`, { method: 'POST' })
    expect(await answer.json()).toMatchObject({
      digests: [
        { window, frozen: now.toISOString(), events: 1, state: 'pending', page: expect.stringContaining('/digests/') },
      ],
    })
  })
})
