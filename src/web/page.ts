import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { baseSheet } from './base-sheet.ts'
import type { Sheet } from './sheet.ts'

/** As the digests name themselves. */
const serviceName = 'Ofsted alerts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

type Page = {
  /** The one heading, and the first half of the window's title. */
  heading: string
  body: Html
  /** What stands before the heading: a way to pages beside this one. */
  above?: Html
  /** The form on it has faults, which the window's title says first. */
  isAtFault?: boolean
  /** May be found by search engines: it is the same for everybody. */
  isForAll?: boolean
  /** What search engines and programs that show links say of it, in one sentence. */
  description?: string
  /** Styles that it needs beside those of every page; createWeb must name them in the Content-Security-Policy. */
  sheets?: readonly Sheet[]
  /** Feeds of what it shows, which readers' programs find by themselves. */
  feeds?: readonly { title: string; type: 'application/atom+xml' | 'application/feed+json'; path: string }[]
  /** Takes the width of the window, for tables and maps; otherwise it is one column of text. */
  isWide?: boolean
}

/** A whole page: readable on a telephone, in the dark, without pictures, scripts or anything fetched from elsewhere. */
export function page({
  heading,
  body,
  above,
  isAtFault = false,
  isForAll = false,
  description = '',
  sheets = [],
  feeds = [],
  isWide = false,
}: Page): Html {
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${isForAll ? '' : html`<meta name="robots" content="noindex" />`}
        <title>${isAtFault ? 'Fault: ' : ''}${heading} · ${serviceName}</title>
        ${
          description === ''
            ? ''
            : html`<meta name="description" content="${description}" />
        <meta property="og:type" content="article" />
        <meta property="og:site_name" content="${serviceName}" />
        <meta property="og:title" content="${heading}" />
        <meta property="og:description" content="${description}" />`
        }
        ${feeds.map(({ title, type, path }) => html`<link rel="alternate" type="${type}" title="${title}" href="${path}" />`)}
        ${[baseSheet, ...sheets].map(({ css }) => raw(`<style>${css}</style>`))}
      </head>
      <body class="${isWide ? 'wide' : ''}">
        <main>
          <p class="service">${serviceName}</p>
          ${above ?? ''}
          <h1>${heading}</h1>
          ${body}
        </main>
        <footer>
          <nav aria-label="Pages">
            <a href="/">Subscribe</a> <a href="/authorities">Authorities</a> <a href="/events">Events</a> <a href="/manage">Change or stop</a> <a href="/privacy">Privacy</a>
          </nav>
        </footer>
      </body>
    </html> `
}

/** A button that does something: only a POST changes anything, so a mail scanner that follows links does no harm. */
export function button(label: string): Html {
  return html`<form method="post"><button type="submit">${label}</button></form>`
}
