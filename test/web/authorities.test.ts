import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseHTML } from 'linkedom'
import { readAuthorities } from '../../src/rules/authorities.ts'
import type { OfstedFile } from '../../src/store/files.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { buildJudgements } from '../ratings/build-judgements.ts'
import { htmlFaults } from './html-faults.ts'
import { serveWeb } from './serve-web.ts'

type Judgements = Parameters<typeof buildJudgements>

const minute = 60_000
const start = new Date('2026-11-26T08:00:00Z')
let now = start
let redis: TestRedis
let web: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  redis = await startRedis()
  web = await serveWeb(redis, { clock: () => now })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await web.redis.flushall()
  // Later than anything that an earlier test left in the memory of the pages.
  now = new Date(now.getTime() + 48 * 60 * minute)
})

const add = (authority: string, from: string, grades: Judgements[0], overrides: Judgements[1] = {}) =>
  web.store.ratings.add(
    buildJudgements(grades, {
      authority,
      inspected: { from, to: from },
      published: null,
      source: {
        kind: 'report',
        id: from.replaceAll('-', ''),
        url: `https://files.ofsted.gov.uk/v1/file/${from.replaceAll('-', '')}`,
      },
      ...overrides,
    }),
  )
const get = (path: string, init: RequestInit = {}) => fetch(`${web.url}${path}`, { redirect: 'manual', ...init })
async function shown(path: string) {
  const answer = await get(path)
  const text = await answer.text()
  const { document } = parseHTML(text)
  const words = (selector: string) =>
    [...document.querySelectorAll(selector)].map((one) => one.textContent.replaceAll(/\s+/g, ' ').trim())
  return { status: answer.status, text, document, words }
}

async function listFile(file: Partial<OfstedFile>): Promise<void> {
  const at = now.toISOString()
  const none = { etag: null, lastModified: null }
  const url = 'https://reports.ofsted.gov.uk/provider/44/80000'
  const round = { url, started: at, finished: null, isFirst: true, listed: 1, fresh: 0 }
  const card = { latest: null, cardHash: 'a', cardSince: at, askedCard: 'a', validators: none, lastAsked: at }
  const provider = { ...card, urn: '80000', name: 'x', url, files: 1, unreadable: 0, newest: null, fault: null }
  await web.store.crawls.open('ofsted', round, [provider], [provider.urn])
  const listed = {
    number: '1',
    feedId: 'ofsted',
    urn: provider.urn,
    provider: 'x',
    title: 'Inspection',
    kind: 'inspection' as const,
    published: '2026-08-03',
    url,
    ...file,
  }
  await web.store.crawls.settle('ofsted', provider, [listed], now)
}

const long: [string, Judgements[0]][] = [
  ['2014-02-03', { leadership: 'i', 'help-and-protection': 'i', 'looked-after': 'ri', adoption: 'g', overall: 'i' }],
  ['2015-06-01', { leadership: 'i', 'help-and-protection': 'i', 'looked-after': 'ri', adoption: 'g', overall: 'i' }],
  ['2017-11-06', { leadership: 'ri', 'help-and-protection': 'ri', 'looked-after': 'ri', adoption: 'g', overall: 'ri' }],
  ['2018-11-05', { leaders: 'g', 'help-and-protection': 'ri', 'in-care-and-care-leavers': 'ri', overall: 'ri' }],
  ['2019-11-04', { leaders: 'g', 'help-and-protection': 'g', 'in-care-and-care-leavers': 'ri', overall: 'g' }],
  ['2020-11-02', { leaders: 'g', 'help-and-protection': 'g', 'in-care-and-care-leavers': 'g', overall: 'g' }],
  ['2021-11-01', { leaders: 'o', 'help-and-protection': 'g', 'in-care-and-care-leavers': 'o', overall: 'o' }],
  ['2022-11-07', { leaders: 'o', 'help-and-protection': 'o', 'in-care-and-care-leavers': 'o', overall: 'o' }],
  ['2023-11-06', { leaders: 'o', 'help-and-protection': 'o', 'in-care': 'o', 'care-leavers': 'g', overall: 'o' }],
  ['2024-11-04', { leaders: 'g', 'help-and-protection': 'ri', 'in-care': 'g', 'care-leavers': 'g', overall: 'ri' }],
  ['2025-11-03', { leaders: 'ri', 'help-and-protection': 'i', 'in-care': 'g', 'care-leavers': 'g', overall: 'i' }],
  ['2026-06-08', { leaders: 'ri', 'help-and-protection': 'ri', 'in-care': 'g', 'care-leavers': 'o' }],
]

describe('the overview', () => {
  test('shows every authority of today with the grades of its last inspection, and a link to its page', async () => {
    await add('Trafford', '2024-05-13', { leaders: 'g', 'help-and-protection': 'g', overall: 'g' })
    await add('Trafford', '2026-06-08', {
      leaders: 'i',
      'help-and-protection': 'ri',
      'in-care': 'g',
      'care-leavers': 'o',
    })
    const { status, document, words } = await shown('/authorities')
    expect(status).toBe(200)
    expect(document.querySelectorAll('tbody tr td:first-of-type')).toHaveLength(153)
    expect(words('tbody th[colspan]')).toHaveLength(9)
    const row = document.querySelector('a[href="/authorities/trafford"]')!.closest('tr')!
    expect([...row.querySelectorAll('td')].map(({ textContent }) => textContent)).toEqual(['I', 'RI', 'G', 'O', '–'])
    expect(row.querySelector('time')!.getAttribute('datetime')).toBe('2026-06')
    expect(words('.lead').join()).toContain('One is judged inadequate in at least one area')
    expect(words('.legend')).toEqual(['IInadequate: 1 –No judgement recorded yet: 152'])
    expect(words('table').join()).not.toContain('Cumbria')
  })

  test('is whole while nothing is recorded', async () => {
    const { status, words, text } = await shown('/authorities')
    expect(status).toBe(200)
    expect(words('.legend')).toEqual(['–No judgement recorded yet: 153'])
    expect(await htmlFaults(text)).toEqual([])
  })

  test('is chosen by its address, which works without JavaScript, and says what fits and what was not understood', async () => {
    await add('Trafford', '2026-06-08', { leaders: 'i' })
    await add('Kent', '2026-06-08', { leaders: 'g' })
    const one = await shown('/authorities?grade=inadequate&region=North+West')
    expect(one.words('h2')).toEqual(['1 of 153 authorities'])
    expect(one.words('tbody a')).toEqual(['Trafford'])
    expect(one.document.querySelector('option[selected][value="inadequate"]')).not.toBeNull()
    const nobody = await shown('/authorities?name=%3Cscript%3E&grade=wrong')
    expect(nobody.status).toBe(200)
    expect(nobody.words('.note')).toEqual(['There is no grade “wrong”, so that it was left out.'])
    expect(nobody.text).toContain('No authority fits.')
    expect(nobody.text).not.toContain('<script>')
    expect(await htmlFaults(nobody.text)).toEqual([])
    expect(nobody.text).toContain('noindex')
    expect(one.text).not.toContain('noindex')
  })

  test('has a map in which every authority is a tile with its letters, and a link for pointers', async () => {
    await add('Trafford', '2026-06-08', { leaders: 'i', 'care-leavers': 'o' })
    const { document, text, words } = await shown('/authorities/map?area=care-leavers')
    const tiles = [...document.querySelectorAll('.map svg a')]
    expect(tiles).toHaveLength(153)
    expect(tiles.every((tile) => tile.getAttribute('tabindex') === '-1')).toBe(true)
    expect(document.querySelector('.map svg')!.getAttribute('aria-hidden')).toBe('true')
    const trafford = document.querySelector('.map a[href="/authorities/trafford"]')!
    expect(trafford.getAttribute('class')).toBe('o')
    expect(trafford.querySelector('title')!.textContent).toBe('Trafford: outstanding')
    expect(trafford.querySelector('text')!.textContent).toBe('TraO')
    expect(words('figcaption')).toEqual(['Care leavers: the grade of each'])
    expect(document.querySelector('a[href="/authorities?area=care-leavers"]')).not.toBeNull()
    expect(await htmlFaults(text)).toEqual([])
  })

  test('takes less than 50 kB with every authority judged, as a table and as a map', async () => {
    for (const { name, former } of testConfig().authorities.list)
      if (!former)
        await add(name, '2022-06-06', {
          leaders: 'ri',
          'help-and-protection': 'ri',
          'in-care-and-care-leavers': 'ri',
          overall: 'ri',
        })
    for (const path of ['/authorities', '/authorities/map']) {
      const { text } = await shown(path)
      expect(Buffer.byteLength(text), path).toBeLessThan(50_000)
      expect(await htmlFaults(text)).toEqual([])
    }
  })
})

describe('the page of an authority', () => {
  test('tells twelve inspections: grades now, a drawing, and a table with moves, sources and disagreements', async () => {
    for (const [from, grades] of long) await add('Sandwell', from, grades)
    await add('Sandwell', '2024-11-04', { leaders: 'i' }, { source: { kind: 'import', id: 'outcomes.csv', url: null } })
    const { status, document, words, text } = await shown('/authorities/sandwell')
    expect(status).toBe(200)
    expect(words('h1')).toEqual(['Sandwell'])
    expect(words('.now div')).toEqual([
      'LeadersRequires improvement',
      'Help and protectionRequires improvement',
      'Children in careGood',
      'Care leaversOutstanding',
    ])
    expect(text).toContain('Ofsted gives no overall judgement any more.')
    expect(document.querySelectorAll('svg.years svg').length).toBe(12 + 12 + 12 + 9 + 11)
    expect(words('tbody th time:first-child')).toEqual(long.map(([from]) => day(from)).toReversed())
    const [newest, before, third] = [...document.querySelectorAll('.history tbody')]
    const cells = (of: typeof newest) =>
      [...of!.querySelectorAll('tr:nth-child(2) td')].map((td) => td.textContent.replaceAll(/\s+/g, ' '))
    expect(cells(newest)).toEqual([
      'RIRequires improvement = unchanged',
      'RIRequires improvement ↑ improved',
      'GGood = unchanged',
      'OOutstanding ↑ improved',
      '–no such judgement',
    ])
    expect(before!.textContent).toContain('Declined')
    expect(third!.textContent).toContain(
      'Sources disagree on leaders: good (report 20241104), inadequate (outcomes.csv). The first is used.',
    )
    const link = third!.querySelector('a[href="https://files.ofsted.gov.uk/v1/file/20241104"]')!
    expect(link.getAttribute('rel')).toBe('noopener nofollow ugc')
    const split = [...document.querySelectorAll('.history tbody')].find((one) =>
      one.textContent.includes('7 November 2022'),
    )!
    expect(split.querySelector('td[colspan="2"]')!.textContent).toContain('one judgement with care leavers')
    const oldest = [...document.querySelectorAll('.history tbody')].at(-1)!.textContent.replaceAll(/\s+/g, ' ')
    expect(oldest).toContain('First known')
    expect(oldest).toContain('* Then judged as “Leadership, management and governance” and “Children looked after”.')
    expect(oldest).toContain('Adoption: good')
    expect(oldest).not.toContain('new judgement')
    expect(Buffer.byteLength(text)).toBeLessThan(50_000)
    expect(await htmlFaults(text)).toEqual([])
  })

  test('says so where no judgement is recorded, and where no event is', async () => {
    const { status, text, words } = await shown('/authorities/kent')
    expect(status).toBe(200)
    expect(text).toContain('No judgement recorded yet.')
    expect(text).toContain('No event recorded yet.')
    expect(words('h2')).toEqual(['Grades now', 'What happened'])
    expect(await htmlFaults(text)).toEqual([])
  })

  test('says that a later report could not be read yet, here and in the overview, until it is', async () => {
    await add('Trafford', '2024-05-13', { leaders: 'g' })
    const url = 'https://files.ofsted.gov.uk/v1/file/50300001'
    await listFile({
      number: '50300001',
      provider: 'Trafford Metropolitan Borough Council',
      published: '2026-10-05',
      url,
    })
    const { words, document, text } = await shown('/authorities/trafford')
    expect(words('.note').join()).toContain(
      'A later report was published on 5 October 2026, and we could not read its grades yet.',
    )
    expect(document.querySelector('.note a')!.getAttribute('href')).toBe(url)
    expect(await htmlFaults(text)).toEqual([])
    const row = async () =>
      (await shown('/authorities')).document.querySelector('a[href="/authorities/trafford"]')!.closest('tr')!
        .textContent
    expect(await row()).toContain('newer report not read yet')
    const source = { kind: 'report' as const, id: '50300001', url }
    await add('Trafford', '2026-08-10', { leaders: 'i' }, { source, published: '2026-10-05' })
    now = new Date(now.getTime() + 60 * minute)
    expect((await shown('/authorities/trafford')).words('.note')).toEqual([])
    expect(await row()).not.toContain('newer report')
  })

  test('tells what predecessors had apart from it, as no grades of its own', async () => {
    await add('Cumbria', '2022-10-31', { leaders: 'ri', overall: 'ri' })
    await add('Cumberland', '2025-10-06', { leaders: 'g', overall: 'g' })
    const { words, text } = await shown('/authorities/cumberland')
    expect(words('.now dd')).toEqual([
      'Good',
      'No judgement recorded',
      'No judgement recorded',
      'No judgement recorded',
      'Good',
    ])
    expect(words('h2').at(-1)).toBe('Before: Cumbria')
    expect(text).toContain('These are not grades of Cumberland.')
    expect(words('.history')[0]).toContain('Cumbria had requires improvement for leaders')
    expect(await htmlFaults(text)).toEqual([])
  })

  test('of a body that is no more says what took its place, and offers no subscription', async () => {
    await add('Cumbria', '2022-10-31', { leaders: 'ri' })
    const { words, document, text } = await shown('/authorities/cumbria')
    expect(words('.note')).toEqual([
      'It no longer exists: its duties passed to Cumberland and Westmorland and Furness on 1 April 2023.',
    ])
    expect(document.querySelector('.note a[href="/authorities/cumberland"]')).not.toBeNull()
    expect(words('h2')[0]).toBe('Its last grades')
    expect(text).not.toContain('Subscribe to this authority')
    expect(await htmlFaults(text)).toEqual([])
  })

  test('lists its newest events with their sources, leads to the others, and names its feeds', async () => {
    const events = Array.from({ length: 12 }, (_, index) => {
      const date = new Date(start.getTime() - index * 60 * minute).toISOString()
      return buildEvent({
        id: `kent-${now.getTime()}-${index}`,
        authority: 'Kent',
        date,
        opened: date,
        sources: [buildSource({ title: `Told ${index}` })],
      })
    })
    await keepEvents(web.store, events)
    const { document, words, text } = await shown('/authorities/kent')
    expect(words('.events > li h3')).toHaveLength(10)
    expect(words('.events > li')[0]).toContain('Told 0')
    expect(document.querySelector('a[href="/events?authority=Kent"]')!.textContent).toBe('And 2 more')
    const feeds = [...document.querySelectorAll('link[rel=alternate]')].map((link) => link.getAttribute('href')!)
    expect(feeds).toHaveLength(2)
    for (const feed of feeds) expect((await get(feed)).status).toBe(200)
    expect(await htmlFaults(text)).toEqual([])
  })

  test('leads to the form to subscribe with the authority chosen already', async () => {
    const { document } = await shown('/authorities/kingston-upon-hull')
    const link = document.querySelector('a.go')!.getAttribute('href')!
    const form = await shown(link)
    expect(form.document.querySelector('input[name=authorities][checked]')!.getAttribute('value')).toBe(
      'Kingston upon Hull',
    )
    expect(form.document.querySelector('input[name=where][value=some][checked]')).not.toBeNull()
    expect(await htmlFaults(form.text)).toEqual([])
    for (const unknown of ['Nowhere', 'Cumbria', '<script>', '']) {
      const blank = await shown(`/?authority=${encodeURIComponent(unknown)}`)
      expect(blank.status).toBe(200)
      expect(blank.document.querySelector('input[name=authorities]')).toBeNull()
    }
  })

  test.each([
    ['/authorities/Sandwell', '/authorities/sandwell'],
    ['/authorities/sandwell-council', '/authorities/sandwell'],
    ['/authorities/somerset-county-council-to-2023', '/authorities/somerset'],
    ['/authorities/st%20helens', '/authorities/st-helens'],
  ])('%s has moved to %s', async (from, to) => {
    const answer = await get(from)
    expect([answer.status, answer.headers.get('location')]).toEqual([301, to])
  })

  test.each([
    '/authorities/sandwel',
    '/authorities/%3Cscript%3E',
    '/authorities/%ff',
    `/authorities/${'x'.repeat(5000)}`,
  ])('there is no authority at %s', async (path) => {
    const { status, text } = await shown(path)
    expect(status).toBe(404)
    expect(text).not.toContain('<script')
    expect(await htmlFaults(text)).toEqual([])
    if (path.endsWith('sandwel')) expect(text).toContain('<a href="/authorities/sandwell">Sandwell</a>')
  })
})

describe('what is the same for everybody', () => {
  test('may be kept, says when it did not change, and answers HEAD', async () => {
    await add('Kent', '2026-06-08', { leaders: 'g' })
    for (const path of ['/authorities', '/authorities?region=London', '/authorities/map', '/authorities/kent']) {
      const answer = await get(path)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600')
      expect(answer.headers.get('set-cookie')).toBeNull()
      const tag = answer.headers.get('etag')!
      const again = await get(path, { headers: { 'if-none-match': tag } })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect(again.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600')
      expect(again.headers.get('etag')).toBe(tag)
      const head = await get(path, { method: 'HEAD' })
      expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', tag])
    }
  })

  test('is asked of the records once for many readers, and has another tag when it changed', async () => {
    await add('Kent', '2026-06-08', { leaders: 'g' })
    const before = await get('/authorities/kent')
    await add('Kent', '2026-09-07', { leaders: 'i' })
    expect((await get('/authorities/kent')).headers.get('etag')).toBe(before.headers.get('etag'))
    now = new Date(now.getTime() + 2 * minute)
    // Shown at once, and read anew behind.
    await get('/authorities/kent')
    await expect
      .poll(async () => (await get('/authorities/kent')).headers.get('etag'))
      .not.toBe(before.headers.get('etag'))
    const commands = async () => Number(/total_commands_processed:(\d+)/.exec(await web.redis.info('stats'))?.[1])
    const asked = await commands()
    await Promise.all(Array.from({ length: 100 }, (_, index) => get(`/authorities/kent?x=${index}`)))
    expect((await commands()) - asked).toBeLessThan(5)
  })

  test('is shown while Redis is away, with the day on which it was read; what was never read is not', async () => {
    const own = await startRedis()
    const alone = await serveWeb(own, { clock: () => now })
    try {
      await alone.store.ratings.add(buildJudgements({ leaders: 'i' }, { authority: 'Kent' }))
      await (await fetch(`${alone.url}/authorities`)).text()
      const read = now
      own.freeze()
      now = new Date(now.getTime() + 3 * 60 * minute)
      const old = await fetch(`${alone.url}/authorities`)
      expect(old.status).toBe(200)
      expect(
        parseHTML(await old.text())
          .document.querySelector('.note time')!
          .getAttribute('datetime'),
      ).toBe(read.toISOString())
      const never = await fetch(`${alone.url}/authorities/kent`)
      expect(never.status).toBe(503)
      expect(await never.text()).toContain('This page cannot be shown just now.')
      expect(never.headers.get('cache-control')).toBe('no-store')
      own.thaw()
      await expect.poll(async () => (await fetch(`${alone.url}/authorities/kent`)).status).toBe(200)
    } finally {
      own.thaw()
      await alone[Symbol.asyncDispose]()
      await own[Symbol.asyncDispose]()
    }
  })
})

test('names from outside stay text: of sources, authorities, areas and all that is asked for', async () => {
  const evil = '<script>alert(1)</script>"\'&'
  const csv = `name,gss_code,type,region,aliases,former,successor\n"${evil.replaceAll('"', '""')}",,unitary authority,London,,no,\nOld,,county council,London,,yes,"${evil.replaceAll('"', '""')}|Other"\nOther,,county council,London,,no,\n`
  const read = readAuthorities('authorities.csv', csv)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const alone = await serveWeb(redis, { clock: () => now, config: { ...testConfig(), authorities: read.value } })
  try {
    const source = { kind: 'import' as const, id: `${evil}\u202E\u0000`, url: 'javascript:alert(1)' }
    await alone.store.ratings.add(buildJudgements({ leaders: 'g' }, { authority: evil, source }))
    await alone.store.ratings.add(
      buildJudgements({ leaders: 'i' }, { authority: evil, source: { ...source, id: 'other' } }),
    )
    await alone.store.ratings.add(
      buildJudgements(
        { overall: 'i' },
        { authority: evil, source: { ...source, id: `u${evil}` }, inspected: null, published: null },
      ),
    )
    await alone.store.ratings.add(
      buildJudgements(
        { leaders: 'i' },
        { authority: 'Old', source, inspected: { from: '2015-01-05', to: '2015-01-05' } },
      ),
    )
    const paths = [
      '/authorities',
      '/authorities/map',
      '/authorities/script-alert-1-script',
      '/authorities/old',
      `/authorities?name=${encodeURIComponent(evil)}&region=${encodeURIComponent(evil)}`,
    ]
    for (const path of paths) {
      const answer = await fetch(`${alone.url}${path}`)
      const text = await answer.text()
      expect(answer.status, path).toBe(200)
      expect(text).not.toMatch(/<script|javascript:|\u202E|\u0000/)
      expect(text, path).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(await htmlFaults(text)).toEqual([])
    }
  } finally {
    await alone[Symbol.asyncDispose]()
  }
})

const day = (from: string) =>
  new Date(from).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
