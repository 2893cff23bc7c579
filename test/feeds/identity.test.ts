import { describe, expect, test } from 'vitest'
import { canonicalUrl, contentHashOf, identityOf, itemIdOf, readableUrl } from '../../src/feeds/identity.ts'
import { itemsOfFixture } from './read-fixture.ts'

const none: ReadonlySet<string> = new Set()
const entry = (url: string | null, id: string | null = null) => ({ url, id, title: 'Title', published: null })

describe('canonicalUrl', () => {
  test.each([
    ['http://www.bbc.co.uk/news/articles/c1?at_medium=RSS&at_campaign=rss#0', 'https://bbc.co.uk/news/articles/c1'],
    ['https://www.bbc.com/news/articles/c1', 'https://bbc.co.uk/news/articles/c1'],
    ['https://feeds.bbci.co.uk/news/articles/c1', 'https://bbc.co.uk/news/articles/c1'],
    ['HTTP://Example.ORG:80/a//b/?utm_source=x&b=2&a=1', 'https://example.org/a/b?a=1&b=2'],
    ['https://example.org:443/a/index.html', 'https://example.org/a'],
    ['https://m.example.org/a/', 'https://example.org/a'],
    ['https://example.org/?p=12', 'https://example.org/?p=12'],
    ['https://user:pass@example.org/a', 'https://example.org/a'],
    ['https://example.org/wrans/?id=2026-11-17.1.h', 'https://example.org/wrans?id=2026-11-17.1.h'],
    ['mailto:a@example.org', null],
    ['no address', null],
    [`https://a.example/${'a'.repeat(4000)}`, null],
  ])('%.80s', (url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical)
  })

  test('is its own canonical form', () => {
    const once = canonicalUrl('http://www.example.org/a//b/?b=2&utm_source=x&a=%20#c') ?? ''
    expect(canonicalUrl(once)).toBe(once)
  })
})

test('readableUrl leaves an address as it can be fetched', () => {
  expect(readableUrl('http://www.example.org/a/?utm_source=x&b=2#c')).toBe('http://www.example.org/a/?b=2')
  expect(readableUrl('javascript:alert(1)')).toBeNull()
})

describe('one story is one item', () => {
  test('on GOV.UK, whether its id changes with each revision or never', async () => {
    const [organisation] = await itemsOfFixture('govuk-organisation.atom', 'dfe')
    const [finder] = await itemsOfFixture('govuk-finder.atom', 'search')
    expect(organisation?.id).toBe(finder?.id)
  })

  test('on the BBC, which raises the number in the id with each edit', async () => {
    const items = await itemsOfFixture('bbc-region.xml')
    expect(items.map(({ title, url }) => ({ title, url }))).toEqual([
      {
        title: "Children's services rated inadequate after Ofsted visit",
        url: 'https://www.bbc.co.uk/news/articles/c0aaaaaaaaao',
      },
      { title: 'Ferry delayed by fog', url: 'https://www.bbc.co.uk/news/articles/c0bbbbbbbbbo' },
    ])
  })

  test.each([
    ['a changed guid', entry('https://a.example/1', 'old'), entry('https://a.example/1', 'new')],
    [
      'http and https',
      entry('http://a.example/1', 'http://a.example/1'),
      entry('https://a.example/1', 'https://a.example/1'),
    ],
    ['a second feed of the same site', entry('https://a.example/1?utm_source=one'), entry('https://www.a.example/1/')],
    [
      'one Google News story in two queries',
      entry('https://news.google.com/rss/articles/CBMiA?oc=5', 'CBMiA'),
      entry('https://news.google.com/rss/articles/CBMiB?oc=5', 'CBMiA'),
    ],
    ['a page named by its number', entry('https://a.example/?p=1', 'x'), entry('http://www.a.example/?p=1', 'y')],
  ])('with %s', (_, one, other) => {
    expect(identityOf(one, 'feed-one', none)).toBe(identityOf(other, 'feed-two', none))
  })

  test.each([
    ['two pages', entry('https://a.example/1'), entry('https://a.example/2')],
    ['two entries that link to the home page', entry('https://a.example/', '1'), entry('https://a.example/', '2')],
    ['ids that two feeds count alike', entry(null, '1'), entry(null, '1')],
  ])('and %s are two', (_, one, other) => {
    expect(identityOf(one, 'feed-one', none)).not.toBe(identityOf(other, 'feed-two', none))
  })
})

test('an item id has letters, so that nothing takes it for a number', () => {
  expect(itemIdOf('https://a.example/1')).toMatch(/^i[a-z0-9]{25}$/)
})

test('a content hash changes with the words, and with nothing else', () => {
  expect(contentHashOf('Ofsted: Inadequate!', 'Text')).toBe(contentHashOf('ofsted  inadequate', 'text'))
  expect(contentHashOf('Ofsted: inadequate', 'Text')).not.toBe(contentHashOf('Ofsted: good', 'Text'))
  expect(contentHashOf('ab', 'c')).not.toBe(contentHashOf('a', 'bc'))
})
