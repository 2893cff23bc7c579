import { html } from 'hono/html'
import type { Config } from '../config/load.ts'
import type { Screen } from './terminal.ts'

/** The feeds of the configuration as OPML 2.0, for other feed readers; those of other kinds than RSS are left out, and counted. */
export async function run({ config, screen }: { config: Config; screen: Screen }): Promise<number> {
  const feeds = config.feeds.filter(({ kind }) => kind === 'rss')
  const others = config.feeds.length - feeds.length
  if (others > 0) screen.complain(`${others} left out, which no feed reader can read: searches of GOV.UK`)
  const outlines = feeds.map(
    ({ name, url }) => html` <outline type="rss" text="${name}" title="${name}" xmlUrl="${url}" /> `,
  )
  screen.print(`<?xml version="1.0" encoding="UTF-8"?>
${String(
  html`<opml version="2.0">
    <head>
      <title>Feeds of ofsted-alerts</title>
    </head>
    <body>
      ${outlines}
    </body>
  </opml>`,
)}`)
  return 0
}
