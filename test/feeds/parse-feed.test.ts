import { describe, expect, test } from 'vitest'
import { hostileFeeds } from '../helpers/hostile.ts'
import { parseFeed } from '../../src/feeds/parse-feed.ts'
import { parsedFixture, readFixture } from './read-fixture.ts'

describe('each kind of feed', () => {
  test('an organisation of GOV.UK: the id holds the time of the revision', async () => {
    const { entries, faults } = await parsedFixture('govuk-organisation.atom')
    expect(faults).toEqual([])
    expect(entries).toHaveLength(2)
    expect(entries[0]).toEqual({
      title: 'Decision: Improvement notice issued to Ashdown Council',
      link: 'https://www.gov.uk/government/publications/improvement-notice-issued-to-ashdown-council',
      id: 'https://www.gov.uk/government/publications/improvement-notice-issued-to-ashdown-council#2026-11-20T16:15:02+00:00',
      published: null,
      updated: '2026-11-20T16:15:02+00:00',
      summary: 'An improvement notice issued to Ashdown Council about its children’s services.',
      content: null,
      publisher: null,
      base: null,
    })
  })

  test('the BBC: ttl in minutes, links with parameters', async () => {
    const { entries, ttlMs } = await parsedFixture('bbc-region.xml')
    expect(ttlMs).toBe(900_000)
    expect(entries.map(({ id }) => id?.slice(-2))).toEqual(['#0', '#1', '#0'])
    expect(entries[0]).toMatchObject({
      title: "Children's services rated inadequate by Ofsted",
      link: 'https://www.bbc.co.uk/news/articles/c0aaaaaaaaao?at_medium=RSS&at_campaign=rss',
      published: 'Fri, 20 Nov 2026 17:02:11 GMT',
    })
  })

  test('WordPress: the article beside the teaser', async () => {
    const { entries } = await parsedFixture('wordpress.xml')
    expect(entries[0]).toMatchObject({
      id: 'https://careweekly.example/?p=123456',
      summary: 'The director will go in January [&#8230;]',
    })
    expect(entries[0]?.content).toContain('She had led the service')
  })

  test('RSS: a guid is the link unless it says that it is not', async () => {
    const { entries } = await parsedFixture('newsquest.xml')
    expect(entries[1]?.link).toBe('http://www.westshiremail.example/news/25600002.guid/')
    const no =
      '<rss version="2.0"><channel><item><title>t</title><guid isPermaLink="false">https://a.example/1</guid></item></channel></rss>'
    const parsed = await parseFeed(Buffer.from(no), null)
    expect(parsed).toMatchObject({ feed: { entries: [{ id: 'https://a.example/1', link: null }] } })
  })

  test('RSS 1.0', async () => {
    const { entries } = await parsedFixture('rdf.rdf')
    expect(entries).toMatchObject([
      {
        title: 'New director appointed',
        link: 'https://council.example/news/1',
        id: 'https://council.example/news/1',
        published: '2026-11-18T14:00:00+00:00',
        summary: 'The cabinet has chosen.',
      },
    ])
  })

  test('RSS 0.91, with a document type and in ISO-8859-1', async () => {
    const { entries } = await parsedFixture('rss-0.91.xml')
    expect(entries.map(({ title }) => title)).toEqual(['Café opened for £5', 'Library hours'])
  })

  test('Atom 0.3', async () => {
    const { entries } = await parsedFixture('atom-0.3.xml')
    expect(entries).toMatchObject([
      {
        link: 'http://oldatom.example/1',
        id: 'tag:oldatom.example,2026:1',
        published: '2026-11-17T09:00:00Z',
        updated: '2026-11-17T10:00:00Z',
        summary: 'What came of it.',
        content: '<p>All that came of it.</p>',
      },
    ])
  })

  test('Atom with XHTML, several links, a source and a base', async () => {
    const { entries, base } = await parsedFixture('atom-xhtml.xml')
    expect(base).toBe('https://trust.example/news/')
    expect(entries).toMatchObject([
      { title: 'Trust <b>praised</b>', link: '1.html', publisher: "Children's Trust Gazette" },
    ])
    expect(entries[0]?.content).toContain('Inspectors <b>found</b> that care <i>had</i> improved.')
  })

  test('Atom whose elements have a prefix', async () => {
    expect((await parsedFixture('atom-prefixed.xml')).entries).toMatchObject([
      { title: 'With a prefix', link: 'https://prefix.example/1', summary: 'All of it.' },
    ])
  })

  test('Google News names the publisher', async () => {
    expect((await parsedFixture('google-news.xml')).entries).toMatchObject([
      { id: 'CBMiAAAA', publisher: 'Ashdown Gazette' },
    ])
  })

  test('JSON Feed: plain text stays plain, and one bad entry costs itself', async () => {
    const { entries, faults } = await parsedFixture('json-feed.json')
    expect(entries).toMatchObject([
      {
        id: '1',
        link: 'https://charity.example/1',
        content: 'Costs &lt; £5 &amp; rising.',
        updated: '2026-11-16T10:00:00Z',
      },
      { id: '2', link: 'https://charity.example/2', summary: 'In short.', content: '<p>In full.</p>' },
    ])
    expect(faults).toEqual(['1 of 3 entries are no objects, or too many, and are left out'])
  })

  test('JSON Feed: of a text of megabytes the beginning is read', async () => {
    const items = [
      { id: '1', title: 't', summary: '<'.repeat(2_000_000), content_text: '&'.repeat(2_000_000) },
      { id: '2', title: 't', content_html: 'x'.repeat(2_000_000) },
    ]
    const parsed = await parseFeed(
      Buffer.from(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items })),
      null,
    )
    expect(parsed).toMatchObject({
      feed: {
        entries: [
          { summary: '&lt;'.repeat(250_000), content: '&amp;'.repeat(250_000) },
          { content: 'x'.repeat(1_000_000) },
        ],
      },
    })
  })

  const rss = (inside: string) => `<rss version="2.0"><channel>${inside}</channel></rss>`
  const atom = (inside: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>${inside}</entry></feed>`
  const entryOf = async (xml: string) => {
    const parsed = await parseFeed(Buffer.from(xml), null)
    if (parsed.kind === 'not-a-feed') throw new Error(parsed.reason)
    return parsed.feed.entries[0]
  }

  test.each([
    ['RSS', rss],
    ['Atom', (inside: string) => atom(inside).replaceAll('item', 'entry')],
  ])('%s with elements in its texts: words stay in order, and all of them', async (kind, feed) => {
    const texts =
      '<title>Kent rated <em>inadequate</em> by Ofsted</title><summary>M&amp;S <![CDATA[a <i>b</i>]]> <b>c</b></summary>'
    expect(await entryOf(kind === 'RSS' ? feed(`<item>${texts}</item>`) : feed(texts))).toMatchObject({
      title: 'Kent rated <em>inadequate</em> by Ofsted',
      summary: 'M&amp;S a <i>b</i> <b>c</b>',
    })
  })

  test('RSS with elements in its description, some of them not closed', async () => {
    const item = '<item><title>t</title><description><p>Was <b>rated</b><br>twice</description><link>/1</link></item>'
    expect(await entryOf(rss(item))).toMatchObject({ summary: '<p>Was <b>rated</b><br>twice', link: '/1' })
  })

  test('a text that is not closed takes nothing of the next entry', async () => {
    const parsed = await parseFeed(
      Buffer.from(rss('<item><title>One <b>x</b><link>/1</link></item><item><title>Two</title></item>')),
      null,
    )
    expect(parsed).toMatchObject({ feed: { entries: [{ title: expect.stringMatching(/^One/) }, { title: 'Two' }] } })
  })

  test('a title within a section of CDATA or a comment is none', async () => {
    const item = '<item><foo><![CDATA[<title>]]></foo><!-- <title> --><title>One</title></item>'
    expect(await entryOf(rss(item))).toMatchObject({ title: 'One' })
  })

  test('Atom 0.3 that packs its content', async () => {
    const packed = Buffer.from('<p>All of it]]> – café</p>').toString('base64')
    expect(await entryOf(atom(`<title>t</title><content mode="base64">${packed}</content>`))).toMatchObject({
      content: '<p>All of it – café</p>',
    })
  })

  test('the modules of RSS under other prefixes', async () => {
    const feed = rss('<item><title>t</title><c:encoded>All.</c:encoded><d:date>2026-11-20</d:date></item>').replace(
      '<rss',
      '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d=\'http://purl.org/dc/elements/1.1/\'',
    )
    expect(await entryOf(feed)).toMatchObject({ content: 'All.', published: '2026-11-20' })
  })

  test('entries beside the channel, of an RSS that calls itself 1.0, are read and told of', async () => {
    const feed = '<rss version="1.0"><channel><title>c</title></channel><item><title>x</title></item></rss>'
    expect(await parseFeed(Buffer.from(feed), null)).toMatchObject({
      feed: { entries: [{ title: 'x' }], faults: [expect.stringContaining('read one by one')] },
    })
  })

  test.each([
    ['well-formed', ''],
    ['broken', '&'],
  ])('Atom, %s: of several links the page for people', async (_, broken) => {
    const links = ['application/json', 'text/html', 'application/pdf']
      .map((type) => `<link rel="alternate" type="${type}" href="/${type}"/>`)
      .join('')
    expect(await entryOf(atom(`${broken}<title>t</title>${links}<b>`.slice(0, broken ? undefined : -3)))).toMatchObject(
      {
        link: '/text/html',
      },
    )
  })

  test.each([
    ['well-formed', ''],
    ['broken', '<b>'],
  ])('Atom, %s: an entry names its base', async (_, broken) => {
    const feed = atom(`<title>t</title><link href="1"/>${broken}`).replace(
      '<entry',
      '<entry xml:base="https://b.example/"',
    )
    expect(await entryOf(feed)).toMatchObject({ link: '1', base: 'https://b.example/' })
  })

  test('what is broken: an image within an entry has a title of its own', async () => {
    const item =
      '<item><image><title>Img</title><link>/i.jpg</link></image><title>Real</title><link>/1</link><b></item>'
    expect(await entryOf(rss(item))).toMatchObject({ title: 'Real', link: '/1' })
  })

  test('a search without results is a feed without entries', async () => {
    expect(await parsedFixture('no-entries.atom')).toMatchObject({ entries: [], faults: [] })
  })
})

describe('what is broken', () => {
  const titles = async (name: string) => (await parsedFixture(name)).entries.map(({ title }) => title)

  test('bare ampersands', async () => {
    const { entries, faults } = await parsedFixture('broken-ampersand.xml')
    expect(entries.map(({ title }) => title)).toEqual(['Health & care at M&S', 'Story 2'])
    expect(entries[1]?.link).toBe('https://t.example/2?a=1&b=2')
    expect(faults).toEqual(['the feed is not well-formed and was repaired'])
  })

  test('a date that is none costs that date', async () => {
    expect(await titles('broken-atom-date.xml')).toEqual(['Good date', 'Bad date', 'Good again'])
  })

  test('entities that only HTML knows, or nobody', async () => {
    expect(await titles('broken-entity.xml')).toEqual(['Cut of £5m\u00A0– and &unheardof; more'])
  })

  test('control characters', async () => {
    expect(await titles('broken-control.xml')).toEqual([expect.stringContaining('Bell')])
  })

  test('one broken entry costs at most itself', async () => {
    const { entries, faults } = await parsedFixture('broken-tag.xml')
    expect(entries.map(({ link }) => link)).toEqual(
      expect.arrayContaining(['https://t.example/1', 'https://t.example/3']),
    )
    expect(faults[0]).toContain('not well-formed')
  })

  test('windows-1252 that calls itself UTF-8', async () => {
    expect(await titles('broken-charset.xml')).toEqual(['Children’s services cut £5m – café'])
  })

  test('UTF-16', async () => {
    expect(await titles('utf-16.xml')).toEqual(['Children’s services: £5m'])
  })

  test('half a feed gives its whole entries, and says what is lost', async () => {
    const { entries, faults } = await parsedFixture('truncated.xml')
    expect(entries.map(({ title }) => title)).toEqual(['Story 1', 'Story 2', 'Story 3'])
    expect(faults).toContain('1 entries were cut off and are left out')
  })

  test.each([
    ['a byte-order mark', '\uFEFF'],
    ['white space', '\n\n  '],
    ['the output of a broken script', 'Warning: mysql_connect() in <b>/www/x.php</b>\n'],
  ])('%s before the feed', async (_, junk) => {
    const parsed = await parseFeed(Buffer.from(junk + readFixture('wordpress.xml').toString()), null)
    expect(parsed).toMatchObject({ kind: 'feed', feed: { entries: [{ id: 'https://careweekly.example/?p=123456' }] } })
  })

  test('upper-case tags', async () => {
    const parsed = await parseFeed(
      Buffer.from('<RSS><CHANNEL><ITEM><TITLE>Loud</TITLE><LINK>https://a.example/1</LINK></ITEM></CHANNEL></RSS>'),
      null,
    )
    expect(parsed).toMatchObject({ feed: { entries: [{ title: 'Loud', link: 'https://a.example/1' }] } })
  })
})

describe('what is no feed', () => {
  test.each([
    ['page.html', 'a web page'],
    ['empty.xml', 'an empty answer'],
  ])('%s', async (name, what) => {
    expect(await parseFeed(readFixture(name), null)).toEqual({
      kind: 'not-a-feed',
      reason: `expected a feed, got ${what}: look for the feed's new address`,
    })
  })

  test.each([
    ['{"error":"x"}', 'JSON that is no JSON Feed'],
    [`{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(100_000)}`, 'JSON that is no JSON Feed'],
    [
      `{"version":"https://jsonfeed.org/version/1","items":[${'{},'.repeat(250_000)}{"id":"1","title":"t"}]}`,
      'JSON that is no JSON Feed',
    ],
    [`<rss version="2.0"><channel><a ${"a='' ".repeat(260_000)}/></channel></rss>`, 'more markup than any feed'],
    ['GIF89a', 'something else, beginning "GIF89a"'],
    ['<rss version="2.0"><channel><title>broken off', 'too broken'],
  ])('%.40s', async (text, what) => {
    expect(await parseFeed(Buffer.from(text), null)).toMatchObject({
      kind: 'not-a-feed',
      reason: expect.stringContaining(what),
    })
  })
})

describe('attacks', () => {
  test('entities are never expanded, nor fetched', async () => {
    expect((await parsedFixture('entity-bomb.xml')).entries).toMatchObject([{ title: 'Ha &j; ha' }])
    expect((await parsedFixture('external-entity.xml')).entries).toMatchObject([{ title: 'Read &file; and &net;' }])
  })

  // How long each takes is told by `npm run bench:hostile`; what takes the square of its length would not end within the time of a test.
  test.each(hostileFeeds)('ten megabytes of %s are read or refused', async (_, feed) => {
    expect((await parseFeed(Buffer.from(feed), null)).kind).toMatch(/^(feed|not-a-feed)$/)
  })
})
