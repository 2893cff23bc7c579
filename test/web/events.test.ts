import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { htmlFaults } from './html-faults.ts'
import { serveWeb } from './serve-web.ts'

let redis: TestRedis
let web: Awaited<ReturnType<typeof serveWeb>>

const attack = '"><script>alert(1)</script>\u202E\u0000'
const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T09:00:00.000Z`
const record = buildSource({
  itemId: 'report',
  outlet: 'Ofsted',
  title: 'Sandwell: children’s services inspection',
  url: 'https://reports.ofsted.gov.uk/1',
  score: 100,
  fields: { rating: 'inadequate', previous: 'requires-improvement', direction: 'declined', areas: {} },
  evidence: [{ sentence: 'Children wait too long.', start: 0, end: 1, why: 'said by Ofsted itself' }],
  report: {
    kind: 'inspection',
    file: '50000001',
    day: '2026-02-01',
    moves: [{ area: 'overall', kind: 'declined', from: 'requires-improvement', to: 'inadequate' }],
    inspections: [
      { authority: 'Sandwell', day: '2026-02-01', grades: { overall: 'inadequate' } },
      { authority: 'Sandwell', day: '2022-02-01', grades: { overall: 'requires-improvement' } },
    ],
    since: null,
  },
})
const graded = buildEvent({
  id: 'graded',
  fields: record.fields,
  revision: 2,
  date: day(9),
  opened: day(9),
  history: [
    { revision: 1, fields: { rating: null, direction: 'unknown' }, at: day(9) },
    { revision: 2, fields: record.fields, at: day(10) },
  ],
  sources: [buildSource({ itemId: 'bbc' }), record],
})
const hostile = buildEvent({
  id: 'hostile',
  rule: 'resignation-call',
  authority: attack,
  fields: { person: attack, [attack]: attack, areas: { [attack]: { from: attack, to: attack } } },
  date: day(8),
  opened: day(8),
  sources: [
    buildSource({
      url: 'javascript:alert(1)',
      title: attack + 'x'.repeat(1_000_000),
      outlet: attack + 'y'.repeat(1_000_000),
      evidence: [{ sentence: attack + 'z '.repeat(500_000), start: 0, end: 1, why: attack + 'w'.repeat(1_000_000) }],
    }),
    ...Array.from({ length: 400 }, (_, index) =>
      buildSource({ itemId: `s${index}`, url: `https://a.example/${'a'.repeat(1900)}` }),
    ),
  ],
})
const visits = Array.from({ length: 45 }, (_, index) =>
  buildEvent({
    id: `visit-${index}`,
    rule: 'monitoring-visit',
    authority: 'Kent',
    fields: { number: index + 1 },
    date: day(1),
    opened: day(1),
  }),
)

beforeAll(async () => {
  redis = await startRedis()
  web = await serveWeb(redis, { clock: () => new Date(day(12)) })
  await keepEvents(web.store, [...visits, graded, hostile])
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(web.url + path, { headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('the page of an event', () => {
  test('says what happened, where, since when it is known, and who says so', async () => {
    const { status, text } = await get('/events/graded')
    expect(status).toBe(200)
    expect(text).toContain('<h1>Sandwell')
    expect(text).toContain('href="/authorities/sandwell"')
    expect(text).toContain('Rating change')
    expect(text).toContain('<a href="https://example.org/news/1" rel="noopener nofollow ugc">')
    expect(text).toContain('Counted because: a grade is given')
    expect(text).toContain('Known since 9 March 2026 at 09:00</span> Sandwell: ')
    expect(text).toContain('Known since 10 March 2026 at 09:00</span> Sandwell: down to')
    expect(text).toMatch(/<meta name="description" content="Rating change, Sandwell, 9 March 2026\./)
    expect(text).toContain('<meta property="og:title" content="Sandwell')
  })

  test('shows what an inspection moved, and marks what our record adds to it', async () => {
    const { text } = await get('/events/graded')
    expect(text).toContain('<table class="grid">')
    expect(text).toContain('from our record of earlier inspections')
    expect(text).toMatch(/<dt>Previous<\/dt>\s*<dd>Requires improvement <span class="quiet">\(from our record/)
    expect((await get('/events/visit-3')).text).not.toContain('our record')
  })

  test('is one that may be kept, and is sent again only when it changed', async () => {
    const first = await get('/events/graded')
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"\w+"$/)
    const again = await get('/events/graded', { 'if-none-match': tag })
    expect([again.status, again.text]).toEqual([304, ''])
    expect(again.headers.get('cache-control')).toBe('public, max-age=300')
    expect((await get('/events/visit-1', { 'if-none-match': tag })).status).toBe(200)
  })

  test('is not there for what nobody knows, and that is not kept', async () => {
    for (const path of ['/events/none', '/events/%00', '/events/..%2Fhealthz', `/events/${'x'.repeat(5000)}`]) {
      const { status, headers } = await get(path)
      expect(status, path).toBe(404)
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('is small and harmless whatever others wrote, and counts what it leaves out', async () => {
    const { text } = await get('/events/hostile')
    expect(Buffer.byteLength(text)).toBeLessThan(50_000)
    expect(text).not.toMatch(/<script|javascript:|[\u202E\u0000]/)
    expect(text).toMatch(/and \d+ more sources/)
    // Quoted as shortly as in digests.
    expect(Math.max(...[...text.matchAll(/“([^”]*)”/g)].map(([, quote = '']) => quote.length))).toBeLessThan(420)
  })
})

describe('the page of all events', () => {
  test('lists them page by page, each once, and leads to the feeds', async () => {
    const ids = new Set<string>()
    for (let path: string | undefined = '/events', pages = 0; path !== undefined && pages < 9; pages += 1) {
      const { text, status } = await get(path.replaceAll('&amp;', '&'))
      expect(status).toBe(200)
      const found = [...text.matchAll(/<h2><a href="\/events\/([^"]+)"/g)].map(([, id = '']) => id)
      for (const id of found) expect(ids.has(id)).toBe(false)
      for (const id of found) ids.add(id)
      expect(text).toContain('href="/events/feed.atom"')
      expect(Buffer.byteLength(text)).toBeLessThan(50_000)
      path = /<a href="([^"]*)" rel="next"/.exec(text)?.[1]
    }
    expect(ids.size).toBe(47)
  })

  test('shows those of an authority, of a kind, or both, and says which', async () => {
    const count = async (path: string) => ((await get(path)).text.match(/<h2><a /g) ?? []).length
    expect(await count('/events?authority=Sandwell')).toBe(1)
    expect(await count('/events?rule=monitoring-visit&page=3')).toBe(5)
    expect(await count('/events?rule=monitoring-visit&authority=Sandwell')).toBe(0)
    const { text } = await get('/events?rule=monitoring-visit&authority=Kent')
    expect(text).toContain('<h1>Monitoring visit, Kent</h1>')
    expect(text).toContain('<option value="Kent" selected>')
    expect(text).toContain('authority=Kent&amp;rule=monitoring-visit&amp;page=2" rel="next"')
  })

  test.each(['page=0', 'page=4', 'page=x', 'page=1e9', 'rule=none', `authority=${encodeURIComponent(attack)}`])(
    'is not there for ?%s',
    async (query) => {
      const { status, text } = await get(
        `/events?rule=monitoring-visit&${query}`.replace('rule=monitoring-visit&rule', 'rule'),
      )
      expect(status).toBe(404)
      expect(text).not.toContain('alert(1)')
    },
  )
})

test.each(['/events', '/events?authority=Sandwell', '/events/graded', '/events/hostile', '/events/visit-3'])(
  '%s is valid HTML',
  async (path) => {
    expect(await htmlFaults((await get(path)).text)).toEqual([])
  },
)
