import { createServer } from 'node:http'
import { html } from 'hono/html'
import type { DemoArticle } from './demo-articles.ts'

export type DemoSite = AsyncDisposable & {
  /** One feed per outlet. */
  feeds: { id: string; name: string; url: string }[]
}

/** Serves the articles on the loopback address, as their outlets would: an RSS feed for each outlet and a page for each article. */
export async function startDemoSite(articles: DemoArticle[]): Promise<DemoSite> {
  const outlets = [...new Set(articles.map(({ outlet }) => outlet))].map((name) => ({ name, id: slug(name) }))
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
    const outlet = outlets.find(({ id }) => url.pathname === `/${id}/rss.xml`)
    const article = articles.find(({ file }) => url.pathname === pagePath(file))
    const [type, body] =
      outlet !== undefined
        ? [
            'application/rss+xml',
            feedOf(
              outlet.name,
              articles.filter((one) => one.outlet === outlet.name),
              url.origin,
            ),
          ]
        : article !== undefined
          ? ['text/html; charset=utf-8', pageOf(article)]
          : ['text/plain', null]
    response.writeHead(body === null ? 404 : 200, { 'content-type': type }).end(body ?? 'not found')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error(`expected a port for the demo's articles, got ${String(address)}`)
  return {
    feeds: outlets.map(({ id, name }) => ({ id, name, url: `http://127.0.0.1:${address.port}/${id}/rss.xml` })),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const pagePath = (file: string) => `/articles/${file.replace(/\.txt$/, '')}`

function feedOf(outlet: string, articles: DemoArticle[], origin: string): string {
  const entries = articles.map(
    ({ title, file, published, text }) =>
      html`<item>
<title>${title}</title>
<link>${origin}${pagePath(file)}</link>
<guid isPermaLink="true">${origin}${pagePath(file)}</guid>
<pubDate>${new Date(published).toUTCString()}</pubDate>
<description>${standfirst(text, title)}</description>
</item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n${String(html`<rss version="2.0"><channel><title>${outlet}</title><link>${origin}</link><description>News</description>${entries}</channel></rss>`)}`
}

function pageOf({ title, text }: DemoArticle): string {
  const paragraphs = paragraphsOf(text).map((paragraph) => html`<p>${paragraph}</p>`)
  return String(
    html`<!doctype html>
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <title>${title}</title>
        </head>
        <body>
          <article>
            <h1>${title}</h1>
            ${paragraphs}
          </article>
        </body>
      </html>`,
  )
}

/** The first paragraph under the headline. */
function standfirst(text: string, title: string): string {
  const paragraphs = paragraphsOf(text)
  return paragraphs[paragraphs.indexOf(title) + 1] ?? ''
}

const paragraphsOf = (text: string) =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
