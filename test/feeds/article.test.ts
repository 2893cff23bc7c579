import { describe, expect, test } from 'vitest'
import { articleText, createArticleReader } from '../../src/feeds/article.ts'
import { hostilePages } from '../helpers/hostile.ts'
import { startSite, type Route } from '../helpers/site.ts'
import { openClient } from './client.ts'
import { settings } from './read-fixture.ts'

const sentence = 'Inspectors found that children waited too long for help, and that managers did not know it. '
const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>Paragraph ${index + 1}. ${sentence.repeat(3)}</p>`).join(
  '\n',
)
const page = `<!DOCTYPE html><html lang="en"><head><title>Council rated inadequate - Gazette</title><script>var a = "<p>no</p>"</script></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to make this site work.</p><button>Accept</button></div>
<main><article><h1>Council rated inadequate</h1><div class="byline">By A. Writer</div>${paragraphs}
<aside class="related"><h3>Read more</h3><ul><li><a href="/1">Zoo welcomes penguin</a></li><li><a href="/2">Ten best pubs</a></li></ul></aside></article></main>
<section class="comments"><p>First! What a disgrace this is.</p></section><footer><p>Copyright Gazette. Registered office.</p></footer></body></html>`

describe('articleText', () => {
  test('is the article, without menus, banners, links to other news and footers', () => {
    const text = articleText(page)
    for (let n = 1; n <= 6; n += 1) expect(text).toContain(`Paragraph ${n}.`)
    for (const clutter of ['Sport', 'cookies', 'penguin', 'Copyright', 'First!', 'var a'])
      expect(text).not.toContain(clutter)
    expect(text.split('\n\n').length).toBeGreaterThanOrEqual(6)
  })

  const about = (inside: string) =>
    articleText(`<html><body><article><h1>Road closed</h1>${paragraphs}${inside}</article></body></html>`)
  const other = 'Sandwell children’s services rated inadequate by Ofsted'
  const link = `<a href="/x">${other}</a>`
  const more = `<p>The road is open again. ${sentence.repeat(2)}</p>`

  test.each([
    ['a link with a lead-in', `<p><strong>READ MORE:</strong> ${link}</p>${more}`],
    ['a link alone', `<p>${link}.</p>${more}`],
    ['a list of links', `<ul><li>${link}</li><li>${link}</li></ul>${more}`],
    ['a box of other news', `<div class="c-promo"></div><div class="promo-box"><p>${other}</p></div>${more}`],
    ['a box with its heading', `<div><h3>More on this story</h3><p>${other}, say inspectors</p></div>${more}`],
  ])('is without %s, and goes on after it', (_, inside) => {
    const text = about(inside)
    expect(text).not.toContain('Sandwell')
    expect(text).toContain('The road is open again.')
  })

  test.each([
    'More on this story',
    'Related topics',
    'READ MORE',
    'Comments (12)',
    '3 comments',
    'Have your say on this',
  ])('ends before "%s"', (heading) => {
    const text = about(`${more}<h3>${heading}</h3><p>${other}, say inspectors, who add more words.</p>`)
    expect(text).not.toContain('Sandwell')
    expect(text).toContain('The road is open again.')
  })

  test('is without what readers say of it, also where that is longer', () => {
    const views = `<section id="views"><h2>Your views</h2>${`<p>${other}, the director must resign, I say.</p>`.repeat(40)}</section>`
    const text = articleText(`<html><body><article><h1>x</h1>${paragraphs}</article>${views}</body></html>`)
    expect(text).not.toContain('resign')
    expect(text).toContain('Paragraph 6.')
  })

  test.each(['related-content has-comments', 'commentary'])('stays whole within a box of class %s', (name) => {
    const text = articleText(
      `<html><body class="comments"><div class="${name}">${paragraphs}</div><p>x</p></body></html>`,
    )
    expect(text).toContain('Paragraph 6.')
  })

  test('keeps sentences that hold links, and headings that begin like others', () => {
    const text = about(
      `<h2>Related carers wait for longer than before</h2><p>Ofsted said in <a href="/r">its report</a> that care is better.</p>${more}`,
    )
    for (const kept of ['Related carers wait', 'its report that care', 'open again']) expect(text).toContain(kept)
  })

  test.each(hostilePages)('%s: an article, or none', (_, html) => {
    expect((articleText(html) ?? '').length).toBeLessThanOrEqual(html.length)
  })
})

describe('the reader', () => {
  async function read(routes: Record<string, Route>, path = '/story') {
    await using site = await startSite(routes)
    await using http = openClient()
    const reader = createArticleReader({ http, settings: () => settings, clock: () => new Date() })
    return await reader.read(path.startsWith('/') ? site.url(path) : path, new AbortController().signal)
  }
  const html = { 'content-type': 'text/html; charset=utf-8' }

  test('gives the text of a page', async () => {
    expect(await read({ '/story': { body: page, headers: html } })).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('Paragraph 6.'),
    })
  })

  test.each<[string, Record<string, Route>, boolean]>([
    [
      'a host that does not want us',
      { '/robots.txt': { body: 'User-agent: *\nDisallow: /' }, '/story': { body: page, headers: html } },
      false,
    ],
    [
      'a host whose wishes are not known',
      { '/robots.txt': { status: 500 }, '/story': { body: page, headers: html } },
      true,
    ],
    ['a page that is gone', { '/story': { status: 404 } }, false],
    ['a wall', { '/story': { status: 403 } }, false],
    ['a host that is busy', { '/story': { status: 429 } }, true],
    ['a server in trouble', { '/story': { status: 502 } }, true],
    ['a PDF', { '/story': { body: '%PDF-1.7', headers: { 'content-type': 'application/pdf' } } }, false],
    [
      'a teaser before a wall',
      { '/story': { body: '<html><body><p>Subscribe to read on.</p></body></html>', headers: html } },
      false,
    ],
    [
      'a story that is gone, and leads to the front page',
      { '/story': { status: 302, headers: { location: '/index.html' } }, '/index.html': { body: page, headers: html } },
      false,
    ],
    [
      'a story behind a page to log in',
      {
        '/story': { status: 302, headers: { location: '/user/login?to=1' } },
        '/user/login?to=1': { body: page, headers: html },
      },
      false,
    ],
  ])('%s gives none', async (_, routes, again) => {
    expect(await read(routes)).toMatchObject({ kind: 'none', again })
  })

  test('keeps as much of a text as the settings say by then', async () => {
    await using site = await startSite({ '/story': { body: page, headers: html } })
    await using http = openClient()
    let reading = settings.reading
    const reader = createArticleReader({ http, settings: () => ({ ...settings, reading }), clock: () => new Date() })
    reading = { ...reading, most_characters: 1000 }
    const article = await reader.read(site.url('/story'), new AbortController().signal)
    expect(article.kind === 'text' && article.text.length).toBe(1000)
  })

  test('follows a story to its new address', async () => {
    const moved = { status: 301, headers: { location: '/news/login-for-carers' } }
    expect(await read({ '/story': moved, '/news/login-for-carers': { body: page, headers: html } })).toMatchObject({
      kind: 'text',
    })
  })

  test.each([
    'https://news.google.com/rss/articles/CBMiA',
    'mailto:a@example.org',
    'http://',
    'http://[broken',
    `https://a.example/${'a'.repeat(2000)}`,
  ])('%.40s is not asked for', async (url) => {
    expect(await read({}, url)).toMatchObject({ kind: 'none', again: false })
  })
})
