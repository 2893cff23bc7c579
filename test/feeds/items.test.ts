import fc from 'fast-check'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Settings } from '../../src/config/settings.ts'
import { Item } from '../../src/events/item.ts'
import { itemsOf } from '../../src/feeds/items.ts'
import { parseFeed } from '../../src/feeds/parse-feed.ts'
import type { RawEntry } from '../../src/feeds/raw-entry.ts'
import { hostileLinks } from '../helpers/hostile.ts'
import { feedNamed, itemsOfFixture, now, readFixture, settings } from './read-fixture.ts'

const raw = (entry: Partial<RawEntry>): RawEntry => ({
  title: null,
  link: null,
  id: null,
  published: null,
  updated: null,
  summary: null,
  content: null,
  publisher: null,
  base: null,
  ...entry,
})

const itemsFrom = (entries: RawEntry[], most = 2000) =>
  itemsOf({
    entries,
    feed: feedNamed('one'),
    settings: Settings.parse({ network: { most_entries: most } }),
    base: 'https://base.example/news/feed',
    now,
  })

describe('an item', () => {
  test('of Google News is named without its publisher, who is the outlet', async () => {
    expect(await itemsOfFixture('google-news.xml')).toMatchObject([
      { title: "Ashdown children's services 'inadequate'", outlet: 'Ashdown Gazette' },
    ])
  })

  test('of WordPress has the whole article as plain text', async () => {
    expect(await itemsOfFixture('wordpress.xml')).toMatchObject([
      {
        title: 'Director to leave council’s children’s services',
        summary: 'The director will go in January […]',
        content:
          'The director will go in January, the council said.\n\nShe had led the service through two inspections.',
        published: '2026-11-19T08:15:30.000Z',
        outlet: 'Feed one',
      },
    ])
  })

  test('whose title was escaped twice is readable', async () => {
    expect((await itemsOfFixture('reach.xml'))[0]?.title).toBe("Parents' fury as council & trust clash")
  })

  test('of TheyWorkForYou has no marks, and its link is what it is', async () => {
    const items = await itemsOfFixture('theyworkforyou.xml')
    expect(items).toHaveLength(2)
    expect(items[0]?.summary).toBe(
      "To ask the Secretary of State what steps she is taking on children's services in Ashdown.",
    )
  })

  test.each([
    [true, 'changes with'],
    [false, 'stays as it is over'],
  ])('of a feed with full_text: %s %s a change of the article alone', (full) => {
    const feed = { ...feedNamed('one'), full_text: full }
    const hashOf = (content: string) =>
      itemsOf({ entries: [raw({ title: 't', content })], feed, settings, base: 'https://a.example/', now }).items[0]
        ?.contentHash
    expect(hashOf('One.') !== hashOf('Two.')).toBe(full)
  })

  test('links from the base of its feed', async () => {
    expect((await itemsOfFixture('atom-xhtml.xml'))[0]?.url).toBe('https://trust.example/news/1.html')
    expect((await itemsOfFixture('joomla.xml'))[0]?.url).toBe(
      'https://base.example/child-protection/392-news/100001-court-criticises',
    )
  })

  test('changes its hash when GOV.UK dates its page anew', () => {
    const page = { title: 'Notice', link: 'https://www.gov.uk/government/publications/notice', summary: 's' }
    const [before] = itemsFrom([raw({ ...page, updated: '2026-11-19T10:00:00Z' })]).items
    const [after] = itemsFrom([raw({ ...page, updated: '2026-11-20T10:00:00Z' })]).items
    expect(before?.id).toBe(after?.id)
    expect(before?.contentHash).not.toBe(after?.contentHash)
  })

  test('links from the base that its entry names, before that of its feed', () => {
    const { items } = itemsFrom([raw({ title: 't', link: '1', base: '/archive/' })])
    expect(items[0]?.url).toBe('https://base.example/archive/1')
  })

  test.each([
    ['could run', 'javascript:alert(1)'],
    ['is longer than any', `https://a.example/${'a'.repeat(4000)}`],
  ])('has no link that %s', (_, link) => {
    expect(itemsFrom([raw({ title: 't', link })]).items[0]?.url).toBeNull()
  })
})

describe('the items of one answer', () => {
  // What takes the square of the length would not end within the time of a test; `npm run bench:hostile` tells how long each takes.
  test.each(hostileLinks)('entries whose link and id have megabytes of %s are items without link', (_, link) => {
    expect(itemsFrom([raw({ title: 'One', link, id: link })]).items).toMatchObject([{ title: 'One', url: null }])
  })

  test('an entry that stands twice is one item, in its newest words', () => {
    const { items } = itemsFrom(
      [
        raw({ title: 'New words', link: 'https://a.example/1', published: '2026-11-20T11:00:00Z' }),
        raw({ title: 'Old words', link: 'https://a.example/1#x', id: '', published: '2026-11-20T10:00:00Z' }),
      ].map((entry, index) => ({ ...entry, id: `https://a.example/1#${index}` })),
    )
    expect(items.map(({ title }) => title)).toEqual(['New words'])
  })

  test.each([
    ['with ids of their own', ['1', '2']],
    ['without ids', [null, null]],
  ])('entries that share one link stay apart, %s', (_, ids) => {
    const { items } = itemsFrom(
      ids.map((id, index) => raw({ title: `Story ${index}`, id, link: 'https://a.example/news' })),
    )
    expect(items.map(({ title }) => title)).toEqual(['Story 0', 'Story 1'])
  })

  test('what is over the limit is counted and said, and is the oldest', () => {
    const { items, faults } = itemsFrom(
      ['2026-11-18', null, '2026-11-20', '2026-11-19'].map((date, n) =>
        raw({ title: `${date}`, link: `https://a.example/${n}`, published: date }),
      ),
      2,
    )
    expect(items.map(({ title }) => title)).toEqual(['2026-11-20', '2026-11-19'])
    expect(faults).toEqual(['2 of 4 entries are left out: more than 2 (network.most_entries)'])
  })

  test('an entry without words is left out and named', () => {
    expect(itemsFrom([raw({ link: 'https://a.example/1' })])).toMatchObject({
      items: [],
      faults: ['an entry without title and text is left out (https://a.example/1)'],
    })
  })
})

describe('whatever a server sends', () => {
  const names = readdirSync('test/fixtures/feeds')

  async function check(bytes: Uint8Array): Promise<void> {
    const parsed = await parseFeed(bytes, null)
    if (parsed.kind === 'not-a-feed') {
      expect(parsed.reason).toMatch(/^expected a feed, got /)
      return
    }
    const { items } = itemsOf({
      entries: parsed.feed.entries,
      feed: feedNamed('one'),
      settings,
      base: 'https://a.example/',
      now,
    })
    for (const item of items) Item.parse(item)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  }

  test('bytes of any kind are read or refused, never thrown at', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), check), { numRuns: 200 })
  })

  test.each(names)('%s with bytes changed, cut, doubled and put in', async (name) => {
    const whole = readFixture(name)
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      ']]>',
      '<![CDATA[',
      '<item>',
      '</entry>',
      '\0',
      '"',
      '<!DOCTYPE',
      'constructor',
      '<link/>',
      '<title/>',
      '<guid/>',
    )
    const change = fc.record({
      at: fc.nat(whole.length),
      cut: fc.nat(60),
      put: fc.oneof(piece, fc.string({ maxLength: 5 })),
    })
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      let bytes = whole
      for (const { at, cut, put } of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + cut)])
      await check(bytes)
    })
    await expect(fc.assert(property, { numRuns: 60 })).resolves.toBeUndefined()
  })
})
